import Conformance
import OpenStack

/// The shapes of snapshots in answers of the block storage service.
///
/// Block storage API reference v3, “Volume snapshots”, in microversion 3.0.
enum SnapshotSchemas {
    static let rules: [ResponseSchemas.Rule] = [
        ResponseSchemas.Rule(.blockStorage, .get, "/snapshots", page(of: brief)),
        ResponseSchemas.Rule(.blockStorage, .get, "/snapshots/detail", page(of: detailed)),
        ResponseSchemas.Rule(.blockStorage, .post, "/snapshots", .object(["snapshot": brief])),
        ResponseSchemas.Rule(.blockStorage, .get, "/snapshots/{snapshot_id}", .object(["snapshot": detailed])),
        ResponseSchemas.Rule(.blockStorage, .put, "/snapshots/{snapshot_id}", .object(["snapshot": brief])),
        ResponseSchemas.Rule(.blockStorage, .delete, "/snapshots/{snapshot_id}", nil),
        ResponseSchemas.Rule(.blockStorage, .get, metadataPath, .object(["metadata": metadata])),
        ResponseSchemas.Rule(.blockStorage, .post, metadataPath, .object(["metadata": metadata])),
        ResponseSchemas.Rule(.blockStorage, .put, metadataPath, .object(["metadata": metadata])),
        ResponseSchemas.Rule(.blockStorage, .get, metadataPath + "/{key}", .object(["meta": metadata])),
        ResponseSchemas.Rule(.blockStorage, .put, metadataPath + "/{key}", .object(["meta": metadata])),
        ResponseSchemas.Rule(.blockStorage, .delete, metadataPath + "/{key}", nil),
    ]

    private static let metadataPath = "/snapshots/{snapshot_id}/metadata"
    private static let metadata = ResponseSchema.object([:], others: .string)

    private static func page(of snapshot: ResponseSchema) -> ResponseSchema {
        .object(["snapshots": .array(snapshot)], optional: ["snapshots_links": VolumeSchemas.links])
    }

    private static let brief = ResponseSchema.object([
        "created_at": .formatted(.dateTime),
        "description": .nullable(.string),
        "id": .string,
        "metadata": metadata,
        "name": .nullable(.string),
        "size": .integer,
        "status": .string,
        "updated_at": .nullable(.formatted(.dateTime)),
        "volume_id": .string,
    ])

    private static let detailed = brief.adding([
        "os-extended-snapshot-attributes:progress": .string,
        "os-extended-snapshot-attributes:project_id": .string,
    ])
}
