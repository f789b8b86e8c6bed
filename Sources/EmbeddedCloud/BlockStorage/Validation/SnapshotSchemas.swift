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
