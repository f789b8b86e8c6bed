import OpenStack

/// How a response's document is built, without what it says: `{itemNotFound{code, message}}`.
///
/// Of errors every key; of successes only the outermost, since what is below depends on what there is.
struct DocumentShape: CustomStringConvertible {
    let description: String

    init(_ response: APIResponse) {
        let mediaType = (response.headers["Content-Type"] ?? "").prefix { $0 != ";" }.lowercased()
        let document = try? JSON(parsing: response.body)
        let structure = document.flatMap { Self.structure(of: $0, depth: response.status < 400 ? 1 : 4) }
        switch (structure, response.body.isEmpty) {
        case (_, true): description = "no body"
        case (let structure?, _):
            description = mediaType == "application/json" ? structure : "\(structure) as \(Self.named(mediaType))"
        case (nil, _): description = Self.named(mediaType)
        }
    }

    private static func named(_ mediaType: String) -> String { mediaType.isEmpty ? "no media type" : mediaType }

    /// The keys of objects and of an array's first element; `nil` for what has none.
    private static func structure(of json: JSON, depth: Int) -> String? {
        guard depth > 0 else { return nil }
        switch json {
        case .object(let members):
            let keys = members.sorted { $0.key < $1.key }.map { key, value in
                key + (structure(of: value, depth: depth - 1) ?? "")
            }
            return "{" + keys.joined(separator: ", ") + "}"
        case .array(let elements):
            return "[" + (elements.first.flatMap { structure(of: $0, depth: depth - 1) } ?? "") + "]"
        default: return nil
        }
    }
}
