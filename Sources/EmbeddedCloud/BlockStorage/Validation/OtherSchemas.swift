/// Documents about attachments.
enum AttachmentSchemas {
    static func create(_ version: Microversion) -> BodySchema {
        let attachment = BodySchema.object(
            [("instance_uuid", .uuid), ("connector", .kind(.object, .null)), ("volume_uuid", .uuid)],
            required: ["volume_uuid"]
        )
        let mode = BodySchema(kinds: [.string], values: ["rw", "ro"])
        return .only("attachment", version.minor < 54 ? attachment : attachment.adding("mode", mode))
    }

    static let update = BodySchema.only(
        "attachment",
        .object(
            [("connector", BodySchema(kinds: [.object], count: 1...Int.max))],
            required: ["connector"]
        )
    )
}

/// Documents about snapshots.
enum SnapshotSchemas {
    static let create = BodySchema.only(
        "snapshot",
        .object(
            [
                ("name", .looseName), ("display_name", .looseName), ("description", .description),
                ("volume_id", BodySchema.uuid.orNull()), ("force", .boolean), ("metadata", .metadataOrNull),
            ],
            required: ["volume_id"]
        )
    )
    static let update = BodySchema.only(
        "snapshot",
        BodySchema.object([
            ("name", .looseName), ("description", .description), ("display_name", .looseName),
            ("display_description", .description),
        ]).requiringAny(["name", "description", "display_name", "display_description"])
    )
    static let metadata = BodySchema.only("metadata", .texts(.keyWithoutSlash), others: true)
    static let metadataItem = BodySchema.only(
        "meta",
        BodySchema.texts(.keyWithoutSlash).withCount(1...1),
        others: true
    )
    static let resetStatus = BodySchema.only(
        "os-reset_status",
        .object([("status", .text(format: .snapshotStatus))], required: ["status"])
    )
    static let updateStatus = BodySchema.only(
        "os-update_snapshot_status",
        .object([("status", .text()), ("progress", BodySchema(format: .progress))], required: ["status"])
    )
}

/// Documents about volume types and what belongs to them.
enum TypeSchemas {
    static let create = BodySchema.only(
        "volume_type",
        .object(
            [
                ("name", .name), ("description", .description), ("extra_specs", .texts(orNullValues: true)),
                ("os-volume-type-access:is_public", .boolean),
            ],
            required: ["name"]
        )
    )
    static let update = BodySchema.only(
        "volume_type",
        .object([("name", .text(1...255, orNull: true)), ("description", .description), ("is_public", .boolean)])
    )
    static let specs = BodySchema.only("extra_specs", .texts(.keyWithoutSpace, orNullValues: true))
    static let spec = BodySchema.texts(.keyWithoutSpace, orNullValues: true).withCount(1...1)

    static func access(_ name: String) -> BodySchema {
        .only(name, .object([("project", .text(1...255))], required: ["project"]))
    }

    static func encryption(isNew: Bool) -> BodySchema {
        .only(
            "encryption",
            .object(
                [
                    (
                        "key_size",
                        BodySchema(
                            kinds: [.string, .integer, .null],
                            format: .keySize,
                            limits: 0...BodySchema.largest
                        )
                    ), ("provider", .text(0...255)),
                    ("control_location", BodySchema(values: ["front-end", "back-end"])),
                    ("cipher", .nullableText),
                ],
                required: isNew ? ["provider", "control_location"] : [],
                others: true
            )
        )
    }

    static let defaultType = BodySchema.object(
        [("default_type", .object([("volume_type", .name)], required: ["volume_type"]))],
        others: true
    )
    static let createQoS = BodySchema.only(
        "qos_specs",
        .object([("name", .text(format: .trimmedName))], required: ["name"], others: true)
    )
    static let updateQoS = BodySchema.only("qos_specs", .texts(orNullValues: true))
    static let unsetQoS = BodySchema.only(
        "keys",
        BodySchema(kinds: [.array], elements: [.text(1...255)], isUnique: true)
    )
}

/// Documents about backups and transfers.
enum BackupSchemas {
    static func create(_ version: Microversion) -> BodySchema {
        var backup = BodySchema.object(
            [
                ("volume_id", .uuid), ("container", .nullableText), ("description", .description),
                ("incremental", .boolean), ("force", .boolean), ("name", .looseName),
                ("snapshot_id", BodySchema.uuid.orNull()),
            ],
            required: ["volume_id"]
        )
        if version.minor >= 43 { backup = backup.adding("metadata", .metadataOrNull) }
        if version.minor >= 51 { backup = backup.adding("availability_zone", .nullableText) }
        return .only("backup", backup)
    }

    static func update(_ version: Microversion) -> BodySchema {
        var backup = BodySchema.object([("name", .looseName), ("description", .description)], orNull: true)
        if version.minor >= 43 { backup = backup.adding("metadata", .metadata) }
        return .only("backup", backup)
    }

    static let restore = BodySchema.only(
        "restore",
        .object([("name", .looseName), ("volume_id", BodySchema.uuid.orNull())], orNull: true)
    )
    static let importRecord = BodySchema.only(
        "backup-record",
        .object(
            [
                ("backup_service", .text(0...255)),
                ("backup_url", BodySchema(kinds: [.string], format: .base64, lengths: 1...Int.max)),
            ],
            required: ["backup_service", "backup_url"]
        )
    )
    static let resetStatus = BodySchema.only(
        "os-reset_status",
        .object([("status", .text(format: .backupStatus))], required: ["status"])
    )

    static func transfer(_ version: Microversion) -> BodySchema {
        let transfer = BodySchema.object(
            [("volume_id", .uuid), ("name", BodySchema(oneOf: [.text(format: .trimmedName), .kind(.null)]))],
            required: ["volume_id"]
        )
        return .only("transfer", version.minor < 55 ? transfer : transfer.adding("no_snapshots", .boolean))
    }

    static let accept = BodySchema.only(
        "accept",
        .object([("auth_key", .kind(.string, .integer))], required: ["auth_key"])
    )
}

/// Documents about groups, their types and their snapshots.
enum GroupSchemas {
    static let createType = BodySchema.only(
        "group_type",
        .object(
            [
                ("name", .name), ("description", .description), ("is_public", .boolean),
                ("group_specs", .metadataOrNull),
            ],
            required: ["name"]
        )
    )
    static let updateType = BodySchema.only(
        "group_type",
        .object([("name", .looseName), ("description", .description), ("is_public", .boolean)])
    )
    static let specs = BodySchema.only("group_specs", .texts(.keyWithoutSpace, orNullValues: true))
    static let spec = BodySchema.texts(.keyWithoutSpace, orNullValues: true).withCount(1...1)

    static let create = BodySchema.only(
        "group",
        .object(
            [
                ("description", .description), ("group_type", .text(format: .groupType)), ("name", .looseName),
                (
                    "volume_types",
                    BodySchema(kinds: [.array], count: 1...Int.max, elements: [.text(0...255)], isUnique: true)
                ),
                ("availability_zone", BodySchema(kinds: [.string, .null], format: .availabilityZone)),
            ],
            required: ["group_type", "volume_types"]
        )
    )
    static let createFromSource = BodySchema.only(
        "create-from-src",
        BodySchema(
            kinds: [.object],
            members: [
                ("description", .description), ("name", .looseName), ("source_group_id", .uuid),
                ("group_snapshot_id", .uuid),
            ],
            allowsOthers: false,
            oneOf: [BodySchema(required: ["group_snapshot_id"]), BodySchema(required: ["source_group_id"])]
        )
    )
    static let delete = BodySchema.only("delete", .object([("delete-volumes", .boolean)]))
    static let resetStatus = BodySchema.only(
        "reset_status",
        .object([("status", .text(format: .groupStatus))], required: ["status"])
    )
    static let update = BodySchema.only(
        "group",
        BodySchema.object([
            ("description", .description), ("name", .looseName), ("add_volumes", .description),
            ("remove_volumes", .description),
        ]).requiringAny(["name", "description", "add_volumes", "remove_volumes"])
    )

    static func replication(_ name: String) -> BodySchema {
        .only(
            name,
            name == "failover_replication"
                ? .object([("allow_attached_volume", .boolean), ("secondary_backend_id", .nullableText)])
                : .kind(.object)
        )
    }

    static let createSnapshot = BodySchema.only(
        "group_snapshot",
        .object([("group_id", .uuid), ("name", .looseName), ("description", .description)], required: ["group_id"])
    )
    static let resetSnapshotStatus = BodySchema.only(
        "reset_status",
        .object([("status", .text(format: .groupSnapshotStatus))], required: ["status"])
    )

    // MARK: - Consistency groups

    static let createConsistent = BodySchema.only(
        "consistencygroup",
        .object(
            [("name", .looseName), ("description", .description)],
            required: ["volume_types"],
            others: true
        ),
        others: true
    )
    static let createConsistentFromSource = BodySchema.only(
        "consistencygroup-from-src",
        .object(
            [
                ("name", .looseName), ("description", .description), ("cgsnapshot_id", .text()),
                ("source_cgid", .text()),
            ],
            others: true
        ),
        others: true
    )
    static let deleteConsistent = BodySchema.object(
        [("consistencygroup", .object([("force", .boolean)], others: true))],
        others: true
    )
    static let updateConsistent = BodySchema.only(
        "consistencygroup",
        .object(
            [
                ("name", .looseName), ("description", .description), ("add_volumes", .kind(.string, .null)),
                ("remove_volumes", .kind(.string, .null)),
            ],
            others: true
        ),
        others: true
    )
    static let createConsistentSnapshot = BodySchema.only(
        "cgsnapshot",
        .object(
            [("consistencygroup_id", .text()), ("name", .text()), ("description", .text())],
            required: ["consistencygroup_id"],
            others: true
        ),
        others: true
    )
}

/// Documents about the service itself.
enum ServiceSchemas {
    static let quotas = BodySchema.only(
        "quota_set",
        BodySchema(kinds: [.object], count: 1...Int.max)
    )
    static let quotaClass = BodySchema.only(
        "quota_class_set",
        BodySchema(
            kinds: [.object],
            patternMembers: [
                (
                    .quota,
                    BodySchema(
                        kinds: [.integer, .string],
                        lengths: 1...Int.max,
                        pattern: .someDigits,
                        limits: -1...BodySchema.largest
                    )
                )
            ],
            allowsOthers: false
        )
    )
    private static let binaryAndHost: [(name: String, schema: BodySchema)] = [
        ("binary", .text(1...255)), ("host", .host), ("cluster", .nullableText), ("service", .text(1...255)),
    ]
    static let enable = BodySchema.object(binaryAndHost).requiringAny(["binary", "service"])
    static let disable = BodySchema.object(
        binaryAndHost + [("disabled_reason", .text(1...255, format: .disabledReason))]
    ).requiringAny(["binary", "service"])
    static let freeze = BodySchema.object([("cluster", .nullableText), ("host", .host)])
    static let failover = BodySchema.object([
        ("host", .host), ("backend_id", .nullableText), ("cluster", .nullableText),
    ])
    private static let binaries: [JSON] = [
        "cinder-volume", "cinder-scheduler", "cinder-backup", "cinder-api", "", "*",
    ]
    static let getLog = BodySchema.object([
        ("binary", BodySchema(kinds: [.string], values: binaries)), ("server", .nullableText),
        ("prefix", .nullableText),
    ])
    static let setLog = getLog.adding("level", BodySchema(kinds: [.string, .null], format: .logLevel))
    static let host = BodySchema.object(
        [("status", BodySchema(kinds: [.string], values: ["enable", "disable"]))],
        others: true
    )
    static let cleanup = BodySchema.object([
        ("cluster_name", .host), ("disabled", .boolean), ("host", .host), ("is_up", .boolean),
        ("binary", BodySchema(values: ["cinder-volume", "cinder-scheduler"])), ("resource_id", .optionalUUID),
        ("resource_type", .text(0...40, orNull: true)),
        (
            "service_id",
            BodySchema(kinds: [.integer, .string, .null], lengths: 0...11, pattern: .someDigits)
        ),
    ])
    static let cluster = BodySchema.object(
        [
            ("name", .name), ("binary", .nullableText),
            ("disabled_reason", BodySchema(kinds: [.string, .null], format: .disabledReason)),
        ],
        required: ["name"]
    )

    static func manageVolume(_ version: Microversion) -> BodySchema {
        let volume = BodySchema.object(
            [
                ("description", .description), ("availability_zone", .looseName), ("bootable", .boolean),
                ("volume_type", .looseName), ("name", .looseName), ("host", .host), ("ref", .kind(.object, .string)),
                ("metadata", .metadataOrNull),
            ],
            required: ["ref"]
        )
        return .only("volume", version.minor < 16 ? volume : volume.adding("cluster", .nullableText))
    }

    static let manageSnapshot = BodySchema.only(
        "snapshot",
        .object(
            [
                ("description", .description), ("metadata", .metadataOrNull), ("name", .looseName),
                ("volume_id", .uuid), ("ref", .kind(.object, .null, .string)),
            ],
            required: ["ref", "volume_id"]
        )
    )
}
