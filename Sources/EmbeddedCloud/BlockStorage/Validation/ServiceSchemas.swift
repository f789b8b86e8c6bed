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
