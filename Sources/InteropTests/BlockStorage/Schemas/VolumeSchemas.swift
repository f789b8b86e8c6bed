import Conformance
import OpenStack

/// The shapes of volumes in answers of the block storage service.
///
/// Block storage API reference v3, “Volumes”, in microversion 3.0; what later microversions added is let through where
/// Tempest's client lets it through. Tempest's schemas call ids UUIDs and links URIs, but the validator it uses checks
/// neither: they are strings.
enum VolumeSchemas {
    static let rules: [ResponseSchemas.Rule] = [
        ResponseSchemas.Rule(.blockStorage, .get, "/volumes", page(of: listed)),
        ResponseSchemas.Rule(.blockStorage, .get, "/volumes/detail", page(of: shown)),
        ResponseSchemas.Rule(.blockStorage, .post, "/volumes", .object(["volume": created])),
        ResponseSchemas.Rule(.blockStorage, .get, "/volumes/{volume_id}", .object(["volume": shown])),
        ResponseSchemas.Rule(.blockStorage, .put, "/volumes/{volume_id}", .object(["volume": created])),
        ResponseSchemas.Rule(.blockStorage, .delete, "/volumes/{volume_id}", nil),
        action("os-set_bootable"),
        action("os-update_readonly_flag"),
        ResponseSchemas.Rule(.blockStorage, .get, metadataPath, metadata),
        ResponseSchemas.Rule(.blockStorage, .post, metadataPath, metadata),
        ResponseSchemas.Rule(.blockStorage, .put, metadataPath, metadata),
        ResponseSchemas.Rule(.blockStorage, .get, metadataPath + "/{key}", metadataItem),
        ResponseSchemas.Rule(.blockStorage, .put, metadataPath + "/{key}", metadataItem),
        ResponseSchemas.Rule(.blockStorage, .delete, metadataPath + "/{key}", nil),
    ]

    /// Links to a resource, or to the next page.
    static let links = ResponseSchema.array(.object(["href": .string, "rel": .string]))

    private static let text = ResponseSchema.nullable(.string)
    private static let anyObject = ResponseSchema.object([:], others: .any)

    private static func page(of volume: ResponseSchema) -> ResponseSchema {
        .object(["volumes": .array(volume)], optional: ["volumes_links": links])
    }

    private static let listed = ResponseSchema.object(["id": .string, "links": links, "name": text])

    private static let created = ResponseSchema.object(
        [
            "attachments": .array(attachment),
            "availability_zone": text,
            "bootable": .string,
            "consistencygroup_id": text,
            "created_at": .formatted(.dateTime),
            "description": text,
            "encrypted": .boolean,
            "id": .string,
            "links": links,
            "metadata": anyObject,
            "multiattach": .boolean,
            "name": text,
            "replication_status": text,
            "size": .integer,
            "snapshot_id": text,
            "source_volid": text,
            "status": .string,
            "updated_at": .nullable(.formatted(.dateTime)),
            "user_id": .string,
            "volume_type": text,
        ],
        optional: [
            "group_id": text,
            "migration_status": text,
            "provider_id": text,
            "service_uuid": text,
            "shared_targets": .boolean,
        ]
    )

    /// When it is shown, a volume may also tell its image's metadata, and an admin where it is.
    private static let shown = created.adding(
        [:],
        optional: [
            "os-vol-host-attr:host": text,
            "os-vol-mig-status-attr:migstat": text,
            "os-vol-mig-status-attr:name_id": text,
            "os-vol-tenant-attr:tenant_id": .string,
            "volume_image_metadata": .nullable(anyObject),
        ]
    )

    private static let attachment = ResponseSchema.object(
        [
            "attachment_id": .string,
            "device": text,
            "host_name": text,
            "id": .string,
            "server_id": text,
            "volume_id": .string,
        ],
        optional: ["attached_at": .nullable(.formatted(.dateTime))]
    )

    // MARK: - Actions and metadata

    /// An action that is answered without a body.
    private static func action(_ action: String) -> ResponseSchemas.Rule {
        ResponseSchemas.Rule(.blockStorage, .post, "/volumes/{volume_id}/action", action: action, nil)
    }

    private static let metadataPath = "/volumes/{volume_id}/metadata"
    private static let metadata = ResponseSchema.object(["metadata": anyObject])
    private static let metadataItem = ResponseSchema.object(["meta": anyObject])
}
