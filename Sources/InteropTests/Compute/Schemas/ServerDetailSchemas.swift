import Conformance
import OpenStack

/// What responses about the parts of a server look like: metadata, tags, actions, addresses, volumes.
enum ServerDetailSchemas {
    static let rules: [ResponseSchemas.Rule] =
        metadata + tags + actions + volumes + [
            ComputeSchemas.rule(
                .get,
                "/servers/{server_id}/ips",
                .object(["addresses": ServerSchemas.addresses(optional: [:])])
            )
        ]

    private static let texts: ResponseSchema = .object([:], others: .string)

    /// Compute API reference, “Server metadata”.
    private static let metadata: [ResponseSchemas.Rule] = [
        ComputeSchemas.rule(.get, "/servers/{server_id}/metadata", .object(["metadata": texts])),
        ComputeSchemas.rule(.put, "/servers/{server_id}/metadata", .object(["metadata": texts])),
        ComputeSchemas.rule(.post, "/servers/{server_id}/metadata", .object(["metadata": texts])),
        ComputeSchemas.rule(.get, "/servers/{server_id}/metadata/{key}", .object(["meta": texts])),
        ComputeSchemas.rule(.put, "/servers/{server_id}/metadata/{key}", .object(["meta": texts])),
        ComputeSchemas.rule(.delete, "/servers/{server_id}/metadata/{key}", nil),
    ]

    /// Compute API reference, “Server tags”.
    private static let tags: [ResponseSchemas.Rule] = [
        ComputeSchemas.rule(.get, "/servers/{server_id}/tags", .object(["tags": .array(.string)])),
        ComputeSchemas.rule(.put, "/servers/{server_id}/tags", .object(["tags": .array(.string)])),
        ComputeSchemas.rule(.delete, "/servers/{server_id}/tags", nil),
        ComputeSchemas.rule(.get, "/servers/{server_id}/tags/{tag}", nil),
        ComputeSchemas.rule(.put, "/servers/{server_id}/tags/{tag}", nil),
        ComputeSchemas.rule(.delete, "/servers/{server_id}/tags/{tag}", nil),
    ]

    private static let action: ResponseSchema = .object([
        "action": .string, "request_id": .string, "user_id": .string, "project_id": .string,
        "start_time": ComputeSchemas.time, "message": .nullable(.string), "instance_uuid": .string,
    ])

    /// What happened in the course of an action; only administrators see where it failed.
    private static let event: ResponseSchema = .object(
        [
            "event": .string, "start_time": ComputeSchemas.time, "finish_time": .nullable(ComputeSchemas.time),
            "result": .nullable(.string),
        ],
        optional: ["traceback": .nullable(.string)]
    )

    /// Compute API reference, “Servers actions”.
    private static let actions: [ResponseSchemas.Rule] = [
        ComputeSchemas.rule(
            .get,
            "/servers/{server_id}/os-instance-actions",
            .object(["instanceActions": .array(action)])
        ),
        ComputeSchemas.rule(
            .get,
            "/servers/{server_id}/os-instance-actions/{request_id}",
            .object(["instanceAction": action.adding([:], optional: ["events": .array(event)])])
        ),
    ]

    private static let attachment: ResponseSchema = .object(
        ["id": .string, "volumeId": .string, "serverId": .string],
        optional: ["device": .nullable(.string)]
    )

    /// Compute API reference, “Servers with volume attachments”.
    private static let volumes: [ResponseSchemas.Rule] = [
        ComputeSchemas.rule(
            .post,
            "/servers/{server_id}/os-volume_attachments",
            .object(["volumeAttachment": attachment])
        ),
        ComputeSchemas.rule(
            .get,
            "/servers/{server_id}/os-volume_attachments",
            .object(["volumeAttachments": .array(attachment)])
        ),
        ComputeSchemas.rule(
            .get,
            "/servers/{server_id}/os-volume_attachments/{volume_id}",
            .object(["volumeAttachment": attachment])
        ),
        ComputeSchemas.rule(.delete, "/servers/{server_id}/os-volume_attachments/{volume_id}", nil),
    ]
}
