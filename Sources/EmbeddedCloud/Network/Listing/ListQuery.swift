/// What a list request asks for: fields, filters, order, page.
struct ListQuery: Sendable {
    var fields: [String]
    var filters: [(name: String, values: [String])]
    /// 0 for no limit.
    var limit: Int
    var marker: String?
    var isReverse: Bool
    var sortKeys: [(name: String, isAscending: Bool)]

    private static let reserved: Set<String> = [
        "fields", "sort_key", "sort_dir", "limit", "marker", "page_reverse",
    ]

    init(_ query: Query, isFilter: (String) -> Bool, isSortKey: (String) -> Bool) throws {
        fields = query.all("fields").filter { !$0.isEmpty }
        var names: [String] = []
        for item in query.items where !Self.reserved.contains(item.name) && !names.contains(item.name) {
            names.append(item.name)
        }
        let unknown = names.filter { !isFilter($0) }
        guard unknown.isEmpty else {
            throw NetworkError.malformed("\(JSON(unknown).pythonLiteral) is invalid attribute for filtering")
        }
        filters = names.map { ($0, query.all($0)) }
        let text = query["limit"] ?? ""
        guard let limit = text.isEmpty ? 0 : Int(text), limit >= 0 else {
            throw NetworkError.bad("limit", "Limit must be an integer 0 or greater and not '\(text)'")
        }
        self.limit = limit
        marker = query["marker"].flatMap { $0.isEmpty ? nil : $0 }
        isReverse = ["true", "1"].contains((query["page_reverse"] ?? "").lowercased())
        sortKeys = try Self.order(query, isSortKey)
    }

    private static func order(
        _ query: Query,
        _ isSortKey: (String) -> Bool
    ) throws -> [(name: String, isAscending: Bool)] {
        let keys = query.all("sort_key")
        let directions = query.all("sort_dir")
        guard keys.count == directions.count else {
            throw NetworkError.malformed("The number of sort_keys and sort_dirs must be same")
        }
        let invalid = keys.filter { !isSortKey($0) }
        guard invalid.isEmpty else {
            throw NetworkError.malformed("\(JSON(invalid).pythonLiteral) is invalid attribute for sort key")
        }
        guard directions.allSatisfy(["asc", "desc"].contains) else {
            throw NetworkError.malformed(
                "\(JSON(directions).pythonLiteral) is invalid value for sort_dirs, valid value is 'asc' and 'desc'"
            )
        }
        var order = zip(keys, directions).map { (name: $0, isAscending: $1 == "asc") }
        if !keys.contains("id") { order.append(("id", true)) }
        return order
    }

    /// The links of a page.
    func links(to url: String, _ query: Query, first: String?, last: String?, count: Int) -> JSON? {
        guard limit > 0 else { return nil }
        var links: [JSON] = []
        if count >= limit || isReverse {
            links.append(["rel": "next", "href": .string(url + Self.link(query, marker: last, isReverse: false))])
        }
        if count >= limit || !isReverse {
            links.append(["rel": "previous", "href": .string(url + Self.link(query, marker: first, isReverse: true))])
        }
        return .array(links)
    }

    private static func link(_ query: Query, marker: String?, isReverse: Bool) -> String {
        var parts = query.items.filter { $0.name != "marker" && $0.name != "page_reverse" }.map {
            "\(PercentCoding.encodeQueryValue($0.name))=\(PercentCoding.encodeQueryValue($0.value))"
        }
        if let marker { parts.append("marker=" + PercentCoding.encodeQueryValue(marker)) }
        if isReverse { parts.append("page_reverse=True") }
        return "?" + parts.joined(separator: "&")
    }
}
