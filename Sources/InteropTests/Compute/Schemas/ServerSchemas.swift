import Conformance
import OpenStack

/// What responses about servers look like.
///
/// Compute API reference, “Servers”, up to microversion 2.2, and from 2.26 on as far as tests use it.
enum ServerSchemas {
    static let rules: [ResponseSchemas.Rule] = [
        ComputeSchemas.rule(.get, "/servers", ComputeSchemas.page("servers", listed)),
        ComputeSchemas.rule(.get, "/servers/detail", ComputeSchemas.page("servers", detailed)),
        ComputeSchemas.rule(.post, "/servers", .object(["server": ordered])),
        ComputeSchemas.rule(.get, "/servers/{server_id}", .object(["server": detailed])),
        ComputeSchemas.rule(
            .get,
            "/servers/{server_id}",
            from: Microversion(2, 26),
            .object(["server": detailedWithTags])
        ),
        ComputeSchemas.rule(.put, "/servers/{server_id}", .object(["server": changed])),
        ComputeSchemas.rule(.delete, "/servers/{server_id}", nil),
        ComputeSchemas.rule(.post, "/servers/{server_id}/action", nil),
        ComputeSchemas.rule(
            .post,
            "/servers/{server_id}/action",
            action: "rebuild",
            .object(["server": changed.adding(["adminPass": .string])])
        ),
    ]

    private static let listed: ResponseSchema = .object([
        "id": .string, "name": .string, "links": ComputeSchemas.links,
    ])

    /// The password is there because clouds set one unless told otherwise.
    private static let ordered: ResponseSchema = .object(
        ["id": .string, "links": ComputeSchemas.links, "adminPass": .string],
        optional: ["security_groups": .array(.any), "OS-DCF:diskConfig": .string]
    )

    /// A server as it is shown when it is changed.
    private static let changed: ResponseSchema = .object(
        [
            "id": .string, "name": .string, "status": .string, "user_id": .string, "tenant_id": .string,
            "hostId": .string, "created": ComputeSchemas.time, "updated": ComputeSchemas.time,
            "links": ComputeSchemas.links, "metadata": .object([:], others: .any),
            "addresses": addresses(optional: [:]),
            "image": .either([
                .object(["id": .string, "links": ComputeSchemas.links]), .string, .null,
            ]),
            // Empty when the flavor is deleted.
            "flavor": .object([:], optional: ["id": .string, "links": ComputeSchemas.links]),
        ],
        optional: [
            "progress": .integer, "OS-DCF:diskConfig": .string,
            "accessIPv4": .either([.formatted(.ipv4), .oneOf([""])]),
            "accessIPv6": .either([.formatted(.ipv6), .oneOf([""])]),
            "fault": .object(
                ["code": .integer, "created": .string, "message": .string],
                optional: ["details": .string]
            ),
        ]
    )

    /// A server with all that users can see; hosts and states are for some roles only.
    private static let detailed: ResponseSchema = changed.adding(
        [
            "addresses": addresses(
                optional: ["OS-EXT-IPS:type": .string, "OS-EXT-IPS-MAC:mac_addr": .formatted(.macAddress)]
            )
        ],
        optional: [
            "key_name": .nullable(.string), "security_groups": .array(.any), "config_drive": .string,
            "os-extended-volumes:volumes_attached": .array(.object([:], optional: ["id": .string])),
            "OS-SRV-USG:launched_at": .nullable(.string), "OS-SRV-USG:terminated_at": .nullable(.string),
            "OS-EXT-AZ:availability_zone": .string, "OS-EXT-STS:task_state": .nullable(.string),
            "OS-EXT-STS:vm_state": .string, "OS-EXT-STS:power_state": .oneOf([0, 1, 3, 4, 6, 7]),
            "OS-EXT-SRV-ATTR:host": .nullable(.string), "OS-EXT-SRV-ATTR:instance_name": .string,
            "OS-EXT-SRV-ATTR:hypervisor_hostname": .nullable(.string),
        ]
    )

    /// A server in microversion 2.26, which has tags.
    private static let detailedWithTags: ResponseSchema = detailed.adding(
        [
            "created": .string, "updated": .string,
            "flavor": .object(["id": .string, "links": ComputeSchemas.links]),
            "description": .nullable(.string), "tags": .array(.string),
        ],
        optional: [
            "locked": .boolean, "host_status": .string,
            "os-extended-volumes:volumes_attached": .array(
                .object([:], optional: ["id": .string, "delete_on_termination": .boolean])
            ),
            "OS-EXT-SRV-ATTR:reservation_id": .nullable(.string), "OS-EXT-SRV-ATTR:launch_index": .integer,
            "OS-EXT-SRV-ATTR:kernel_id": .nullable(.string), "OS-EXT-SRV-ATTR:ramdisk_id": .nullable(.string),
            "OS-EXT-SRV-ATTR:hostname": .string, "OS-EXT-SRV-ATTR:root_device_name": .nullable(.string),
            "OS-EXT-SRV-ATTR:user_data": .nullable(.string),
        ]
    )

    /// Addresses by the names of networks.
    static func addresses(optional: [String: ResponseSchema]) -> ResponseSchema {
        let address: ResponseSchema = .object(
            ["version": .oneOf([4, 6]), "addr": .either([.formatted(.ipv4), .formatted(.ipv6)])],
            optional: optional
        )
        return .object([:], others: .array(address))
    }
}
