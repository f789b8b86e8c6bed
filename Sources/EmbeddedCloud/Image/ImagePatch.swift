import HTTPTypes

/// The changes of a PATCH of an image, each to one of its members.
struct ImagePatch: Sendable {
    /// 2.0 is an early draft of JSON patch: `{"replace": "/name", "value": …}`.
    enum Edition: Sendable { case v20, v21 }

    enum Kind: String, Sendable, CaseIterable { case add, remove, replace }

    struct Operation: Sendable {
        var kind: Kind
        /// The member it is about.
        var name: String
        var value: JSON
    }

    let operations: [Operation]

    init(_ document: JSON, _ edition: Edition) throws {
        guard let items = document.array else {
            throw Self.refusal("Request body must be a JSON array of operation objects.")
        }
        operations = try items.map { try Self.operation($0, edition) }
    }

    private static func refusal(_ text: String) -> ImageError { ImageError(.badRequest, text) }

    private static let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")

    private static func operation(_ item: JSON, _ edition: Edition) throws -> Operation {
        guard let members = item.object else { throw refusal("Operations must be JSON objects.") }
        let kind: Kind
        let pointer: JSON
        switch edition {
        case .v21:
            guard let given = members["op"] else {
                throw refusal("Unable to find `op` in JSON Schema change. It must be one of the following: \(kinds).")
            }
            guard let known = given.string.flatMap(Kind.init) else {
                throw refusal("Invalid operation: `\(given.pythonText)`. It must be one of the following: \(kinds).")
            }
            guard let path = members["path"] else { throw refusal("Unable to find 'path' in JSON Schema change") }
            (kind, pointer) = (known, path)
        case .v20:
            let present = Kind.allCases.filter { members[$0.rawValue] != nil }
            guard present.count == 1, let known = present.first, let path = members[known.rawValue] else {
                throw refusal(
                    "Operation objects must contain only one member named \"add\", \"remove\", or \"replace\"."
                )
            }
            (kind, pointer) = (known, path)
        }
        let name = try member(pointer)
        guard kind == .remove || members["value"] != nil else {
            throw refusal("Operation \"\(kind.rawValue)\" requires a member named \"value\".")
        }
        return Operation(kind: kind, name: name, value: members["value"] ?? .null)
    }

    /// The one member a JSON pointer leads to; only `locations` has something below it.
    private static func member(_ pointer: JSON) throws -> String {
        guard let text = pointer.string, text.hasPrefix("/") else {
            throw refusal("Pointer `\(pointer.pythonText)` does not start with \"/\".")
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: true).map {
            $0.replacing("~1", with: "/").replacing("~0", with: "~")
        }
        guard let first = parts.first, parts.count == 1 || (first == "locations" && parts.count == 2) else {
            throw refusal("Invalid JSON pointer for this resource: '\(text)'")
        }
        return String(first)
    }
}
