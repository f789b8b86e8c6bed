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
