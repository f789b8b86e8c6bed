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
