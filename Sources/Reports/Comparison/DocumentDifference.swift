import Conformance
import OpenStack

/// What differs between two answers to the same request: what is only in one of them first, then other values.
struct DocumentDifference: Sendable, Hashable {
    let items: [Item]

    /// One thing that differs.
    struct Item: Sendable, Hashable {
        /// Where: `server.addresses`, `content-type`.
        let place: String
        /// What the first has; `nil` when it does not have it.
        let left: String?
        /// What the second has; `nil` when it does not have it.
        let right: String?
    }

    /// None.
    init() { items = [] }

    /// Compares two responses.
    ///
    /// Values that are never the same are left out: ids, times, addresses, names made for a run.
    init(_ left: StoredExchange, _ right: StoredExchange) {
        var items: [Item] = []
        if left.status != right.status {
            items.append(Item(place: "status", left: left.statusText, right: right.statusText))
        }
        let documents = [left, right].map { Self.document(of: $0) }
        var found: [Item] = []
        Self.compare(documents[0], documents[1], at: "", into: &found)
        items += found.filter { $0.left == nil || $0.right == nil }
        items += found.filter { $0.left != nil && $0.right != nil }
        let types = [left, right].map { $0.response?.headers["Content-Type"] }
        if types[0] != types[1] { items.append(Item(place: "content-type", left: types[0], right: types[1])) }
        self.items = items
    }

    /// The document; a body that is none is a text.
    private static func document(of exchange: StoredExchange) -> JSON? {
        guard let body = exchange.response?.body, !body.content.isEmpty, !body.isBase64 else { return nil }
        if !body.isCut, let json = try? JSON(parsing: body.content.utf8) { return json }
        return .string(body.content)
    }

    private static func compare(_ left: JSON?, _ right: JSON?, at place: String, into items: inout [Item]) {
        let name = place.isEmpty ? "body" : place
        guard let left, let right else {
            guard left != nil || right != nil else { return }
            items.append(Item(place: name, left: left.map(text), right: right.map(text)))
            return
        }
        switch (left, right) {
        case (.object(let old), .object(let new)):
            for key in Set(old.keys).union(new.keys).sorted() {
                compare(old[key], new[key], at: place.isEmpty ? key : "\(place).\(key)", into: &items)
            }
        case (.array(let old), .array(let new)):
            guard old.count == new.count else {
                let counts = [old, new].map { Wording.count($0.count, "element") }
                items.append(Item(place: name, left: counts[0], right: counts[1]))
                return
            }
            for (index, pair) in zip(old, new).enumerated() {
                compare(pair.0, pair.1, at: "\(place)[\(index)]", into: &items)
            }
        default:
            guard left != right, general(left) != general(right) else { return }
            items.append(Item(place: name, left: text(left), right: text(right)))
        }
    }

    private static func text(_ json: JSON) -> String {
        let text = VisibleText.line(json.string.map { "“\($0)”" } ?? json.description)
        return text.count <= 160 ? text : text.prefix(159) + "…"
    }

    /// A value with placeholders for what is never the same.
    private static func general(_ json: JSON) -> JSON {
        guard let text = json.string else { return json }
        if text.contains("://") { return "{url}" }
        if text.prefixMatch(of: /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/) != nil { return "{time}" }
        return .string(GeneralText.of(text))
    }
}
