/// The query of a request: names and values in their order, decoded.
struct Query: Sendable {
    /// As it was sent, without the question mark.
    let raw: String
    let items: [(name: String, value: String)]

    init(_ raw: String) {
        self.raw = raw
        items = raw.split(separator: "&", omittingEmptySubsequences: true).map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? PercentCoding.decode(parts[1], plusIsSpace: true) : ""
            return (PercentCoding.decode(parts[0], plusIsSpace: true), value)
        }
    }

    /// The last value of the name.
    subscript(name: String) -> String? { items.last { $0.name == name }?.value }

    func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// Whether a switch is set: its mere presence counts, unless its value is `0` or `false`.
    func isSet(_ name: String) -> Bool {
        guard let value = self[name] else { return false }
        return !["0", "false", "no", "off"].contains(value.lowercased())
    }
}
