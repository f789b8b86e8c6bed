import HTTPTypes
import Hummingbird

/// A request to the block storage service, with what every operation needs to know of it.
struct BlockStorageCall: Sendable {
    let request: ServiceRequest
    let caller: Caller
    let version: Microversion
    /// Nil where the request has none.
    let body: JSON?
    /// The service's URL, without version and project.
    let base: String
    /// `/PROJECT` where the path has the project, else nothing.
    let projectPath: String

    /// The value of a placeholder of the path.
    subscript(name: String) -> String { request[name] }

    var query: Query { request.query }

    /// Whether the request is for the minor version or a later one.
    func has(_ minor: Int) -> Bool { version.minor >= minor }

    /// The body, which must be as the schema has it.
    func document(_ schema: BodySchema) throws -> JSON.Object {
        guard let body else { throw BlockStorageError.malformed }
        try schema.check(body)
        guard let object = body.object else { throw BlockStorageError.malformed }
        return object
    }

    /// The only member of the body, an object by its schema; empty where it is null.
    func member(_ name: String, _ schema: BodySchema) throws -> JSON.Object {
        try document(schema)[name]?.object ?? [:]
    }

    // MARK: Links

    func links(_ collection: String, _ id: String) -> JSON {
        [
            ["rel": "self", "href": .string("\(base)/v3\(projectPath)/\(collection)/\(id)")],
            ["rel": "bookmark", "href": .string("\(base)\(projectPath)/\(collection)/\(id)")],
        ]
    }

    /// The link to the next page, if upstream gives one: wherever the page is not empty and the limit is no larger than the count.
    func nextLink(_ collection: String, last: String?, count: Int) throws -> JSON? {
        guard let last, try ListWindow.limit(query) <= count else { return nil }
        var parts = query.items.filter { $0.name != "marker" }.map {
            "\(PercentCoding.encodeQueryValue($0.name))=\(PercentCoding.encodeQueryValue($0.value))"
        }
        parts.append("marker=" + PercentCoding.encodeQueryValue(last))
        let href = "\(base)/v3\(projectPath)/\(collection)?" + parts.joined(separator: "&")
        return [["rel": "next", "href": .string(href)]]
    }

    // MARK: Answers

    func answer(_ value: JSON, status: HTTPResponse.Status = .ok) -> ServiceResponse { .json(value, status: status) }

    /// No body, with the type upstream's framework gives such answers.
    func done(_ status: HTTPResponse.Status = .accepted) -> ServiceResponse {
        .empty(status, headers: [.contentType: "text/html; charset=UTF-8"])
    }
}

extension JSON {
    /// A text, a number or a truth value as Python's `bool_from_string` reads it; nil for what it does not know.
    var lenientBool: Bool? {
        switch self {
        case .bool(let value): value
        case .int(let value): value == 1 ? true : (value == 0 ? false : nil)
        case .string(let text): text.lenientBool
        default: nil
        }
    }
}

extension String {
    /// As Python's `bool_from_string` reads it; nil for what it does not know.
    var lenientBool: Bool? {
        switch trimmingSpaces.lowercased() {
        case "1", "t", "true", "on", "y", "yes": true
        case "0", "f", "false", "off", "n", "no": false
        default: nil
        }
    }

    /// Without white space at both ends.
    var trimmingSpaces: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension Timestamp {
    /// As the service shows a time it has stored: whole seconds with six zeros behind.
    var stored: String { Timestamp(microseconds: microseconds / 1_000_000 * 1_000_000).withoutZone }
}
