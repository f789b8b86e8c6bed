/// Documents about volumes.
enum VolumeSchemas {
    static func create(_ version: Microversion) -> BodySchema {
        var volume = BodySchema.object(
            names + [
                ("volume_type", .looseName), ("metadata", .metadataOrNull), ("snapshot_id", .optionalUUID),
                ("source_volid", .optionalUUID), ("consistencygroup_id", .optionalUUID), ("size", sizeOrNull),
                ("availability_zone", .text(1...255, orNull: true)),
                ("multiattach", BodySchema(oneOf: [.kind(.null), .boolean])), ("image_id", .nullableText),
                ("imageRef", .nullableText),
            ],
            others: version.minor < 53
        )
        if version.minor >= 13 { volume = volume.adding("group_id", .nullableText) }
        if version.minor >= 47 { volume = volume.adding("backup_id", .optionalUUID) }
        return .object([("volume", volume), ("OS-SCH-HNT:scheduler_hints", hints)], required: ["volume"])
    }

    static func update(_ version: Microversion) -> BodySchema {
        let volume = BodySchema.object(names + [("metadata", .metadata)])
        return .only(
            "volume",
            version.minor < 53
                ? volume
                : volume.requiringAny(["name", "description", "display_name", "display_description", "metadata"])
        )
    }

    private static let names: [(name: String, schema: BodySchema)] = [
        ("name", looseName), ("description", looseDescription), ("display_name", looseName),
        ("display_description", looseDescription),
    ]
    private static let looseName = BodySchema(kinds: [.string, .null], format: .looseName)
    private static let looseDescription = BodySchema(kinds: [.string, .null], format: .looseDescription)
    private static let sizeOrNull = BodySchema(
        kinds: [.integer, .string, .null],
        pattern: .digits,
        limits: 1...BodySchema.largest
    )
    private static let hosts = BodySchema(
        oneOf: [.uuid, BodySchema(kinds: [.array], elements: [.uuid], isUnique: true)]
    )
    private static let hints = BodySchema.object(
        [
            ("local_to_instance", .optionalUUID), ("different_host", hosts), ("same_host", hosts),
            ("query", .kind(.string, .object)),
        ],
        others: true,
        orNull: true
    )

    static let metadata = BodySchema.only("metadata", .metadata)
    static let metadataItem = BodySchema.only("meta", BodySchema.metadata.withCount(1...1))

    // MARK: - Actions

    /// An action whose value means nothing.
    static func bare(_ name: String) -> BodySchema { .only(name, .any) }

    static let attach = BodySchema.only(
        "os-attach",
        BodySchema.object(
            [
                ("instance_uuid", .uuid), ("mountpoint", .text(1...255)), ("host_name", .text(0...255)),
                ("mode", BodySchema(kinds: [.string], values: ["rw", "ro"])),
            ],
            required: ["mountpoint"]
        ).requiringAny(["instance_uuid", "host_name"])
    )
    static let detach = BodySchema.only(
        "os-detach",
        .object([("attachment_id", BodySchema.uuid.orNull())], orNull: true)
    )
    static let extend = BodySchema.only("os-extend", .object([("new_size", .size)], required: ["new_size"]))
    static let retype = BodySchema.only(
        "os-retype",
        .object(
            [
                ("new_type", .text()),
                ("migration_policy", BodySchema(kinds: [.string, .null], values: ["on-demand", "never"])),
            ],
            required: ["new_type"]
        )
    )
    static let setBootable = BodySchema.only(
        "os-set_bootable",
        .object([("bootable", .boolean)], required: ["bootable"])
    )
    static let readOnly = BodySchema.only(
        "os-update_readonly_flag",
        .object([("readonly", .boolean)], required: ["readonly"])
    )
    static let initializeConnection = BodySchema.only(
        "os-initialize_connection",
        .object([("connector", .kind(.object, .string))], required: ["connector"])
    )
    static let terminateConnection = BodySchema.only(
        "os-terminate_connection",
        .object([("connector", .kind(.string, .object, .null))], required: ["connector"])
    )
    static let reimage = BodySchema.only(
        "os-reimage",
        .object([("image_id", .uuid), ("reimage_reserved", .boolean)], required: ["image_id"])
    )
    static let revert = BodySchema.only("revert", .object([("snapshot_id", .kind(.string, .null))], others: true))

    static func upload(_ version: Microversion) -> BodySchema {
        var upload = BodySchema.object(
            [
                ("image_name", .text(1...255)), ("force", .boolean),
                (
                    "disk_format",
                    BodySchema(kinds: [.string], values: ["raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop"])
                ),
                ("container_format", .description),
            ],
            required: ["image_name"]
        )
        if version.minor >= 1 {
            let kinds: [JSON] = ["community", "public", "private", "shared"]
            upload = upload.adding("visibility", BodySchema(kinds: [.string], values: kinds))
            upload = upload.adding("protected", .boolean)
        }
        return .only("os-volume_upload_image", upload)
    }

    static let setImageMetadata = BodySchema.only(
        "os-set_image_metadata",
        .object(
            [
                (
                    "metadata",
                    BodySchema(
                        kinds: [.object],
                        patternMembers: [(.key, .text(0...65_535))],
                        allowsOthers: false
                    )
                )
            ],
            required: ["metadata"]
        )
    )
    static let unsetImageMetadata = BodySchema.only(
        "os-unset_image_metadata",
        .object([("key", .text(1...255))], required: ["key"])
    )

    // MARK: - Admins' actions

    static let resetStatus = BodySchema.only(
        "os-reset_status",
        BodySchema(
            kinds: [.object],
            format: .resetBody,
            members: [
                ("status", BodySchema(kinds: [.string, .null], format: .volumeStatus)),
                ("attach_status", BodySchema(kinds: [.string, .null], format: .attachStatus)),
                ("migration_status", BodySchema(kinds: [.string, .null], format: .migrationStatus)),
            ],
            allowsOthers: false
        )
    )
    static let forceDetach = BodySchema.only(
        "os-force_detach",
        .object([("connector", .kind(.string, .object, .null)), ("attachment_id", .kind(.string, .null))])
    )

    static func migrate(_ version: Microversion) -> BodySchema {
        let flags: [(name: String, schema: BodySchema)] = [("force_host_copy", .boolean), ("lock_volume", .boolean)]
        if version.minor < 16 {
            return .only("os-migrate_volume", .object([("host", .text(0...255))] + flags, required: ["host"]))
        }
        return .only(
            "os-migrate_volume",
            .object([("host", .nullableText)] + flags + [("cluster", .looseName)])
        )
    }

    static let migrateCompletion = BodySchema.only(
        "os-migrate_volume_completion",
        .object([("new_volume", .uuid), ("error", .kind(.string, .null, .boolean))], required: ["new_volume"])
    )
    static let extendCompletion = BodySchema.only(
        "os-extend_volume_completion",
        .object([("error", .kind(.string, .null, .boolean))])
    )
}
