/// The JSON schemas of metadata definitions: published, and what requests are checked by.
///
/// Names, types, limits and values are upstream's; the descriptions are our own.
enum MetadataSchema {
    /// By their names in `/v2/schemas/metadefs/…`.
    static let published: [(String, JSON.Object)] = [
        ("namespace", namespace), ("namespaces", list("namespaces", of: namespace)),
        ("resource_type", association), ("resource_types", list("resource_type_associations", of: association)),
        ("property", property), ("properties", dictionary("properties", of: property)),
        ("object", object), ("objects", list("objects", of: object)),
        ("tag", tag), ("tags", list("tags", of: tag)),
    ]

    private static func document(
        _ name: String,
        _ properties: JSON.Object,
        required: [String],
        definitions: JSON.Object = [:]
    ) -> JSON.Object {
        var document: JSON.Object = [
            "name": .string(name), "properties": .object(properties), "additionalProperties": false,
        ]
        if !definitions.isEmpty { document["definitions"] = .object(definitions) }
        document["required"] = JSON(required)
        return document
    }

    /// A page of items, whose definitions move to the page.
    private static func page(_ name: String, _ items: JSON, _ definitions: JSON?) -> JSON.Object {
        var document: JSON.Object = [
            "name": .string(name),
            "properties": .object([
                name: items, "first": ["type": "string"], "next": ["type": "string"], "schema": ["type": "string"],
            ]),
            "links": [
                ["rel": "first", "href": "{first}"], ["rel": "next", "href": "{next}"],
                ["rel": "describedby", "href": "{schema}"],
            ],
        ]
        document["definitions"] = definitions
        return document
    }

    private static func list(_ name: String, of item: JSON.Object) -> JSON.Object {
        var items = item
        items["definitions"] = nil
        return page(name, ["type": "array", "items": .object(items)], item["definitions"])
    }

    /// The items are members of an object, so that they need no name of their own.
    private static func dictionary(_ name: String, of item: JSON.Object) -> JSON.Object {
        var items = item
        items["definitions"] = nil
        items["required"] = ["type", "title"]
        return page(name, ["type": "object", "additionalProperties": .object(items)], item["definitions"])
    }

    // MARK: - Members

    private static func time(_ description: String) -> JSON {
        [
            "type": "string", "readOnly": true, "description": .string(description), "format": "date-time",
        ]
    }

    private static func text(_ description: String, maximum: Int) -> JSON {
        ["type": "string", "description": .string(description), "maxLength": .int(maximum)]
    }

    private static let given: JSON = ["readOnly": true, "type": "string"]
    private static let types: JSON = ["array", "boolean", "integer", "number", "object", "string", nil]

    private static let numbers: JSON.Object = [
        "positiveInteger": ["type": "integer", "minimum": 0],
        "positiveIntegerDefault0": ["allOf": [["$ref": "#/definitions/positiveInteger"], ["default": 0]]],
    ]

    /// What one property may say of its values.
    private static let propertyMembers: JSON.Object = [
        "name": ["type": "string", "maxLength": 80],
        "title": ["type": "string"],
        "description": ["type": "string"],
        "operators": ["type": "array", "items": ["type": "string"]],
        "type": ["type": "string", "enum": types],
        "required": ["$ref": "#/definitions/stringArray"],
        "minimum": ["type": "number"],
        "maximum": ["type": "number"],
        "maxLength": ["$ref": "#/definitions/positiveInteger"],
        "minLength": ["$ref": "#/definitions/positiveIntegerDefault0"],
        "pattern": ["type": "string", "format": "regex"],
        "enum": ["type": "array"],
        "readonly": ["type": "boolean"],
        "default": [:],
        "items": [
            "type": "object", "properties": ["type": ["type": "string", "enum": types], "enum": ["type": "array"]],
        ],
        "maxItems": ["$ref": "#/definitions/positiveInteger"],
        "minItems": ["$ref": "#/definitions/positiveIntegerDefault0"],
        "uniqueItems": ["type": "boolean", "default": false],
        "additionalItems": ["type": "boolean"],
    ]

    private static let order = [
        "name", "type", "title", "description", "operators", "default", "readonly", "minimum", "maximum", "enum",
        "pattern", "minLength", "maxLength", "confidential", "items", "uniqueItems", "minItems", "maxItems",
        "additionalItems",
    ]

    /// A property with its members in the order the service writes them.
    static func ordered(_ property: JSON.Object) -> JSON.Object {
        var ordered: JSON.Object = [:]
        for name in order { ordered[name] = property[name] }
        ordered.merge(property)
        return ordered
    }

    /// Properties by their names, each in order.
    static func ordered(properties: JSON?) -> JSON? {
        guard let properties = properties?.object else { return properties }
        var ordered: JSON.Object = [:]
        for (name, property) in properties { ordered[name] = .object(self.ordered(property.object ?? [:])) }
        return .object(ordered)
    }

    private static let definitions: JSON.Object = {
        var definitions = numbers
        definitions["stringArray"] = ["type": "array", "items": ["type": "string"], "uniqueItems": true]
        definitions["property"] = [
            "type": "object",
            "additionalProperties": [
                "type": "object", "required": ["title", "type"], "properties": .object(propertyMembers),
            ],
        ]
        return definitions
    }()

    // MARK: - Documents

    static let namespace = document(
        "namespace",
        [
            "namespace": text("The namespace's name, of which there is only one.", maximum: 80),
            "display_name": text("A name for people.", maximum: 80),
            "description": text("What the namespace is about.", maximum: 500),
            "visibility": [
                "type": "string", "description": "Who can see the namespace.", "enum": ["public", "private"],
            ],
            "protected": ["type": "boolean", "description": "Whether deletion is refused."],
            "owner": text("The project the namespace belongs to.", maximum: 255),
            "created_at": time("When the namespace was made"),
            "updated_at": time("When the namespace was last changed"),
            "schema": given,
            "self": given,
            "resource_type_associations": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "name": ["type": "string"], "prefix": ["type": "string"],
                        "properties_target": ["type": "string"],
                    ],
                ],
            ],
            "properties": ["$ref": "#/definitions/property"],
            "objects": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "name": ["type": "string"], "description": ["type": "string"],
                        "required": ["$ref": "#/definitions/stringArray"],
                        "properties": ["$ref": "#/definitions/property"],
                    ],
                ],
            ],
            "tags": ["type": "array", "items": ["type": "object", "properties": ["name": ["type": "string"]]]],
        ],
        required: ["namespace"],
        definitions: definitions
    )

    static let object = document(
        "object",
        [
            "name": ["type": "string", "maxLength": 80],
            "description": ["type": "string"],
            "required": ["$ref": "#/definitions/stringArray"],
            "properties": ["$ref": "#/definitions/property"],
            "schema": given,
            "self": given,
            "created_at": time("When the object was made"),
            "updated_at": time("When the object was last changed"),
        ],
        required: ["name"],
        definitions: definitions
    )

    static let property: JSON.Object = {
        var definitions = numbers
        definitions["stringArray"] = [
            "type": "array", "items": ["type": "string"], "minItems": 1, "uniqueItems": true,
        ]
        return document(
            "property",
            propertyMembers,
            required: ["type", "title", "name"],
            definitions: definitions
        )
    }()

    static let tag = document(
        "tag",
        [
            "name": ["type": "string", "maxLength": 80],
            "created_at": time("When the tag was made"),
            "updated_at": time("When the tag was last changed"),
        ],
        required: ["name"]
    )

    /// Of a request that makes several tags; it is not published.
    static let tagList: JSON.Object = [
        "name": "tags",
        "properties": [
            "tags": [
                "type": "array",
                "items": [
                    "type": "object", "properties": ["name": ["type": "string"]], "required": ["name"],
                    "additionalProperties": false,
                ],
            ]
        ],
        "additionalProperties": false,
    ]

    static let association = document(
        "resource_type_association",
        [
            "name": text("The resource type, named as Heat names it where there is one.", maximum: 80),
            "prefix": text(
                "What goes before the names of properties on such resources, its last separator included.",
                maximum: 80
            ),
            "properties_target": text(
                "Which of several kinds of metadata that such resources have is meant.",
                maximum: 80
            ),
            "created_at": time("When the association was made"),
            "updated_at": time("When the association was last changed"),
        ],
        required: ["name"]
    )
}
