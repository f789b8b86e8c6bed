extension ResourceKind {
    /// The query of a list of such resources.
    func query(_ query: Query) throws -> ListQuery {
        try ListQuery(
            query,
            isFilter: { name in self[name].map { $0.uses.contains(.filter) } ?? false },
            isSortKey: { name in self[name].map { $0.uses.contains(.sort) } ?? false }
        )
    }

    /// The page of rows that a query asks for.
    func page(_ query: ListQuery, in state: NetworkState, for caller: Caller) throws -> [Row] {
        let table = state[keyPath: Row.tablePath]
        if let marker = query.marker, table[marker] == nil { throw notFound(marker) }
        let matches = try query.filters.compactMap { filter in
            try self[filter.name].map { try AttributeMatch($0, filter.values) }
        }
        func isListed(_ row: Row) -> Bool {
            shows(row, in: state, to: caller) && matches.allSatisfy { $0.accepts(row, state, caller) }
        }
        let ids = candidates(query, in: state, for: caller)
        guard query.sortKeys.count == 1, query.sortKeys[0].name == "id" else {
            let listed = ids.filter { id in table[id].map(isListed) ?? false }
            var ordered = sorted(listed, query, state, caller)[...]
            if let marker = query.marker, let place = ordered.firstIndex(of: marker) {
                ordered = ordered[(place + 1)...]
            }
            if query.limit > 0 { ordered = ordered.prefix(query.limit) }
            let rows = ordered.compactMap { table[$0] }
            return query.isReverse ? rows.reversed() : rows
        }
        let order = IdentifierOrder(isDescending: query.sortKeys[0].isAscending == query.isReverse)
        var rows: [Row] = []
        var last = query.marker
        var count = query.limit == 0 ? ids.count : max(query.limit, 64)
        // No more rows are looked at than are on the page, but for those that are not listed.
        while true {
            let next = order.first(count, of: ids, after: last)
            for id in next {
                guard let row = table[id], isListed(row) else { continue }
                rows.append(row)
                if query.limit > 0, rows.count == query.limit { return query.isReverse ? rows.reversed() : rows }
            }
            guard next.count == count, !next.isEmpty else { return query.isReverse ? rows.reversed() : rows }
            last = next.last
            count *= 4
        }
    }

    /// The ids of rows that may fit: those of the best index there is.
    private func candidates(_ query: ListQuery, in state: NetworkState, for caller: Caller) -> [String] {
        let table = state[keyPath: Row.tablePath]
        for filter in query.filters {
            if filter.name == "id" { return Array(Set(filter.values)) }
            guard let prefix = lookups[filter.name] else { continue }
            return Array(filter.values.reduce(into: Set<String>()) { $0.formUnion(table.ids(with: "\(prefix)/\($1)")) })
        }
        guard !caller.isAdmin, !caller.isService, let project = caller.projectID, let visibleIDs else {
            return Array(table.ids)
        }
        return Array(visibleIDs(state, project))
    }

    private func sorted(_ ids: [String], _ query: ListQuery, _ state: NetworkState, _ caller: Caller) -> [String] {
        let table = state[keyPath: Row.tablePath]
        let order = query.sortKeys.compactMap { key in self[key.name].map { ($0, key.isAscending != query.isReverse) } }
        let keyed = ids.map { id in
            (id, order.map { entry in SortKey(table[id].flatMap { entry.0.read($0, state, caller) } ?? .null) })
        }
        return keyed.sorted { left, right in
            for (index, entry) in order.enumerated() where left.1[index] != right.1[index] {
                return (left.1[index] < right.1[index]) == entry.1
            }
            return false
        }.map(\.0)
    }
}

/// A filter on one attribute.
private struct AttributeMatch<Row: NetworkResource> {
    private let attribute: Attribute<Row>
    private let values: [JSON]

    /// Values are converted, but not validated: what no resource can have is simply not found.
    init(_ attribute: Attribute<Row>, _ values: [String]) throws {
        self.attribute = attribute
        self.values = try values.map { try Self.converted($0, attribute.type) }
    }

    private static func converted(_ text: String, _ type: AttributeType) throws -> JSON {
        do {
            return try type.convert(.string(text))
        } catch {
            guard case .conversion(let reason) = error else { return .string(text) }
            throw NetworkError.invalidInput(reason)
        }
    }

    func accepts(_ row: Row, _ state: NetworkState, _ caller: Caller) -> Bool {
        switch attribute.name {
        case "tags", "tags-any", "not-tags", "not-tags-any": return acceptsTags(row)
        case "fixed_ips": return acceptsAddresses(attribute.read(row, state, caller)?.array ?? [])
        default: break
        }
        guard let value = attribute.read(row, state, caller) else { return false }
        if values.contains(value) { return true }
        switch value {
        case .array(let elements): return elements.contains { values.contains($0) }
        case .null, .object: return false
        // An attribute without a type of its own is compared as text.
        default: return values.contains(.string(value.pythonText)) || values.contains(.string(value.text))
        }
    }

    private func acceptsTags(_ row: Row) -> Bool {
        let wanted = values.compactMap(\.string).flatMap { $0.split(separator: ",").map(String.init) }
        let tags = row.standard.tags
        return switch attribute.name {
        case "tags": wanted.allSatisfy(tags.contains)
        case "tags-any": wanted.contains(where: tags.contains)
        case "not-tags": !wanted.allSatisfy(tags.contains)
        default: !wanted.contains(where: tags.contains)
        }
    }

    /// `fixed_ips=ip_address=10.0.0.3`, `subnet_id=…` or `ip_address_substr=…`: one of each that is named must fit.
    private func acceptsAddresses(_ addresses: [JSON]) -> Bool {
        var wanted: [String: [String]] = [:]
        for value in values.compactMap(\.string) {
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            wanted[parts[0], default: []].append(parts[1])
        }
        return wanted.allSatisfy { name, values in
            addresses.contains { address in
                if name == "ip_address_substr" {
                    let text = address["ip_address"]?.string ?? ""
                    return values.contains { text.contains($0) }
                }
                let text = address[name]?.string
                return values.contains { $0 == text || (name == "ip_address" && IPAddress.canonical($0) == text) }
            }
        }
    }
}
