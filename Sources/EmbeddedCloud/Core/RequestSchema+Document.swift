extension RequestSchema {
    /// Of a JSON Schema document: the part of the language that the services' published documents use.
    ///
    /// Members that say nothing of validity, such as descriptions and formats, are passed over.
    init(_ document: JSON.Object) {
        self.init(document, definitions: document["definitions"]?.object ?? [:])
    }

    private init(_ document: JSON.Object, definitions: JSON.Object) {
        func schema(_ value: JSON?) -> RequestSchema? {
            value?.object.map { RequestSchema($0, definitions: definitions) }
        }
        if let reference = document["$ref"]?.string {
            let name = reference.replacing("#/definitions/", with: "")
            self = schema(definitions[name]) ?? .any
            return
        }
        var parts: [RequestSchema] = document["allOf"]?.array?.compactMap(schema) ?? []
        if let types = document["type"]?.array?.compactMap(\.string) {
            let each = types.map { type -> RequestSchema in
                var single = document
                single["type"] = .string(type)
                return RequestSchema(single, definitions: definitions)
            }
            self = .anyOf(each)
            return
        }
        switch document["type"]?.string ?? (document["properties"] == nil ? nil : "object") {
        case "null": parts.append(.null)
        case "string":
            parts.append(.string(Lengths(0, document["maxLength"]?.int), pattern: document["pattern"]?.string))
        case "boolean": parts.append(.bool)
        case "integer": parts.append(.integer(document["minimum"]?.int.map { $0...Int.max }))
        case "number": parts.append(.number)
        case "array":
            parts.append(
                .array(
                    schema(document["items"]) ?? .any,
                    count: document["minItems"]?.int.map { Lengths($0) },
                    unique: document["uniqueItems"]?.bool ?? false
                )
            )
        case "object":
            var known: [String: RequestSchema] = [:]
            for (name, member) in document["properties"]?.object ?? [:] { known[name] = schema(member) }
            let others = document["additionalProperties"]
            parts.append(
                .object(
                    known,
                    required: document["required"]?.array?.compactMap(\.string) ?? [],
                    others: others == false ? nil : schema(others) ?? .any
                )
            )
        default: break
        }
        if let values = document["enum"]?.array { parts.append(.values(values)) }
        self = parts.count == 1 ? parts[0] : (parts.isEmpty ? .any : .allOf(parts))
    }
}
