/// The JSON schemas the image service publishes.
///
/// Names, types, limits and values are upstream's; the descriptions are our own.
enum ImageSchema {
    /// By their names in `/v2/schemas/…`.
    static let all: [(String, JSON.Object)] = [
        ("image", image), ("images", list("images", of: image, links: ["first", "next"])),
        ("member", member), ("members", list("members", of: member, links: [])),
        ("task", task), ("tasks", list("tasks", of: task, links: ["first", "next"])),
    ]

    /// Members only the service sets.
    static let readOnly = [
        "status", "checksum", "os_hash_algo", "os_hash_value", "size", "virtual_size", "created_at", "updated_at",
        "direct_url", "self", "file", "stores", "schema",
    ]

    private static let uuid =
        "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$"

    /// One property of a schema.
    private static func property(
        _ type: JSON,
        _ description: String,
        readOnly: Bool = false,
        _ limits: JSON.Object = [:]
    ) -> JSON {
        var members: JSON.Object = ["type": type]
        if readOnly { members["readOnly"] = true }
        members["description"] = .string(description)
        members.merge(limits)
        return .object(members)
    }

    private static let image: JSON.Object = [
        "name": "image",
        "properties": [
            "id": property("string", "The image's UUID", ["pattern": .string(uuid)]),
            "name": property(["null", "string"], "A name, which need not be unique", ["maxLength": 255]),
            "status": property(
                "string",
                "Where the image is in its life",
                readOnly: true,
                [
                    "enum": [
                        "queued", "saving", "active", "killed", "deleted", "uploading", "importing", "pending_delete",
                        "deactivated",
                    ]
                ]
            ),
            "visibility": property(
                "string",
                "Who can see the image",
                ["enum": ["community", "public", "private", "shared"]]
            ),
            "protected": property("boolean", "Whether deletion is refused"),
            "os_hidden": property("boolean", "Whether lists leave the image out unless asked for it"),
            "checksum": property(["null", "string"], "MD5 of the data", readOnly: true, ["maxLength": 32]),
            "os_hash_algo": property(
                ["null", "string"],
                "The algorithm of os_hash_value",
                readOnly: true,
                ["maxLength": 64]
            ),
            "os_hash_value": property(
                ["null", "string"],
                "Digest of the data, in hexadecimal",
                readOnly: true,
                ["maxLength": 128]
            ),
            "owner": property(["null", "string"], "The project the image belongs to", ["maxLength": 255]),
            "size": property(["null", "integer"], "Bytes of data", readOnly: true),
            "virtual_size": property(["null", "integer"], "Bytes of the disk in the image", readOnly: true),
            "container_format": property(
                ["null", "string"],
                "What is around the disk",
                ["enum": .array([.null] + ImageService.containerFormats.map(JSON.string))]
            ),
            "disk_format": property(
                ["null", "string"],
                "What the disk is written as",
                ["enum": .array([.null] + ImageService.diskFormats.map(JSON.string))]
            ),
            "created_at": property("string", "When the image was made", readOnly: true),
            "updated_at": property("string", "When the image was last changed", readOnly: true),
            "tags": property("array", "Texts to find the image by", ["items": ["type": "string", "maxLength": 255]]),
            "direct_url": property("string", "Where a store keeps the data", readOnly: true),
            "min_ram": property("integer", "MiB of memory a server needs for it"),
            "min_disk": property("integer", "GiB of disk a server needs for it"),
            "self": property("string", "Path of the image", readOnly: true),
            "file": property("string", "Path of the data", readOnly: true),
            "stores": property("string", "The stores that have the data, separated by commas", readOnly: true),
            "schema": property("string", "Path of this schema", readOnly: true),
            "locations": property(
                "array",
                "Where stores keep the data",
                [
                    "items": [
                        "type": "object",
                        "properties": [
                            "url": ["type": "string", "maxLength": 255], "metadata": ["type": "object"],
                        ],
                        "required": ["url", "metadata"],
                    ]
                ]
            ),
        ],
        "additionalProperties": ["type": "string"],
        "links": [
            ["rel": "self", "href": "{self}"], ["rel": "enclosure", "href": "{file}"],
            ["rel": "describedby", "href": "{schema}"],
        ],
    ]

    private static let member: JSON.Object = [
        "name": "member",
        "properties": [
            "member_id": property("string", "The project the image is shared with"),
            "image_id": property("string", "The image's UUID", ["pattern": .string(uuid)]),
            "created_at": property("string", "When it was shared"),
            "updated_at": property("string", "When the status was last changed"),
            "status": property(
                "string",
                "What the project made of the offer",
                ["enum": ["pending", "accepted", "rejected"]]
            ),
            "schema": ["readOnly": true, "type": "string"],
        ],
    ]

    static let task: JSON.Object = [
        "name": "task",
        "properties": [
            "id": property("string", "The task's UUID", ["pattern": .string(uuid)]),
            "type": property(
                "string",
                "What is done",
                ["enum": ["import", "api_image_import", "location_import"]]
            ),
            "status": property(
                "string",
                "How far it is",
                ["enum": ["pending", "processing", "success", "failure"]]
            ),
            "input": property(["null", "object"], "What the task was given"),
            "result": property(["null", "object"], "What came of it"),
            "owner": property("string", "The project the task belongs to"),
            "message": property("string", "Why it failed"),
            "image_id": property("string", "The image it is about"),
            "request_id": property("string", "The request that started it"),
            "user_id": property("string", "The user that started it"),
            "expires_at": property(["null", "string"], "When it may be forgotten"),
            "created_at": property("string", "When it was started"),
            "updated_at": property("string", "When its status last changed"),
            "self": ["readOnly": true, "type": "string"], "schema": ["readOnly": true, "type": "string"],
        ],
    ]

    private static func list(_ name: String, of item: JSON.Object, links: [String]) -> JSON.Object {
        var properties: JSON.Object = [name: ["type": "array", "items": .object(item)]]
        for link in links + ["schema"] { properties[link] = ["type": "string"] }
        let relations = links.map { JSON.object(["rel": .string($0), "href": .string("{\($0)}")]) }
        return [
            "name": .string(name), "properties": .object(properties),
            "links": .array(relations + [["rel": "describedby", "href": "{schema}"]]),
        ]
    }
}
