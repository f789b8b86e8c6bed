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
