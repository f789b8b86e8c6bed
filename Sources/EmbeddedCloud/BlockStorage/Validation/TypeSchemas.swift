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
