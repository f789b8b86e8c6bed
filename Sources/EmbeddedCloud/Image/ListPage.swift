import HTTPTypes

/// The part of a list of metadata definitions or tasks that a query asks for: newest first if it doesn't say.
struct ListPage: Sendable {
    private var limit: Int
    private var marker: String?
    private var key: String
    private var isAscending: Bool

    /// Throws 400 for what is no number, no direction; with `standard` items on a page if the query doesn't say.
    init(_ query: Query, standard: Int = 25) throws {
        limit = standard
        if let text = query["limit"] {
            guard let number = Int(text) else { throw ImageError(.badRequest, "limit param must be an integer") }
            guard number >= 0 else { throw ImageError(.badRequest, "limit param must be positive") }
            limit = min(number, 1000)
        }
        let direction = query["sort_dir"] ?? "desc"
        guard ["asc", "desc"].contains(direction) else {
            throw ImageError(.badRequest, "Invalid sort direction: \(direction)")
        }
        isAscending = direction == "asc"
        key = query["sort_key"] ?? "created_at"
        marker = query["marker"]
    }

    /// The items of the page, and whether the page is full, so that there may be more; `find` gives the item that a marker
    /// names, and throws if there is none.
    func cut<Item: ListPageItem>(_ items: [Item], find: (String) throws -> Item) throws -> ([Item], Bool) {
        var page = items.sorted(by: precedes)[...]
        if let marker {
            let last = try find(marker)
            page = page.drop { !precedes(last, $0) }
        }
        page = page.prefix(limit)
        return (Array(page), !page.isEmpty && page.count == limit)
    }

    private func precedes<Item: ListPageItem>(_ one: Item, _ other: Item) -> Bool {
        for key in [key, "created_at", "name"] {
            let (first, second) = (one.sortValue(key), other.sortValue(key))
            if first != second { return (first < second) == isAscending }
        }
        return false
    }
}

/// What can be in a page of metadata definitions or tasks.
protocol ListPageItem {
    /// A text that sorts as the member does; empty for an unknown one.
    func sortValue(_ key: String) -> String
}

extension MetadataNamespaceRow: ListPageItem {
    func sortValue(_ key: String) -> String {
        switch key {
        case "created_at": created.withoutZone
        case "updated_at": updated.withoutZone
        case "name", "namespace": id
        default: members[key]?.pythonText ?? ""
        }
    }
}

extension MetadataNamespaceRow.Definition: ListPageItem {
    func sortValue(_ key: String) -> String {
        switch key {
        case "created_at": created.withoutZone
        case "updated_at": updated.withoutZone
        case "name": name
        default: ""
        }
    }
}
