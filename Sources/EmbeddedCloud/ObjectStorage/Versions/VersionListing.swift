/// A page of the versions of a container's objects.
///
/// Objects that were there before versions were kept are versions of the name `null`.
struct VersionListing: Sendable {
    private enum Item: Sendable {
        case version(ObjectRow, name: String, id: String, isLatest: Bool)
        case folder(String)

        var name: String {
            switch self {
            case .version(_, let name, _, _): name
            case .folder(let name): name
            }
        }
    }

    private var items: [Item] = []

    init(_ container: ObjectContainerRow, _ query: ListingQuery, _ mark: String?, _ state: borrowing ObjectState) {
        var query = query
        let limit = query.limit
        // With a mark, the rest of the marker's own versions is part of the page.
        let marker = query.isReversed ? query.upper : query.lower
        if mark != nil {
            if query.isReversed { query.upper = "" } else { query.lower = "" }
        }
        query.limit = .max
        let objects = state.objects(of: container)
        for entry in query.entries(of: objects) {
            switch entry {
            case .folder(let name): items.append(.folder(name))
            case .row(let row):
                if case .symlink(let link) = row.kind, link.version != nil { continue }
                items.append(.version(row, name: row.name, id: "null", isLatest: true))
            }
        }
        if let versions = state.versions(of: container) {
            add(state.objects(of: versions), of: objects, query)
        }
        if let mark { dropUntil(marker, mark, isReversed: query.isReversed) }
        items = Array(items.prefix(limit))
    }

    private mutating func add(
        _ versions: OrderedRows<ObjectRow>,
        of objects: OrderedRows<ObjectRow>,
        _ query: ListingQuery
    ) {
        var folders = Set(
            items.compactMap { item -> String? in
                guard case .folder(let name) = item else { return nil }
                return name
            }
        )
        var latest: Set<String> = []
        versions.forEach { row in
            guard let (name, id) = VersionName.parts(row.name), name.utf8.starts(with: query.prefix.utf8) else {
                return
            }
            if !query.lower.isEmpty, !NameOrder.precedes(query.lower.utf8, name.utf8) { return }
            if !query.upper.isEmpty, !NameOrder.precedes(name.utf8, query.upper.utf8) { return }
            if let delimiter = query.delimiter,
                let range = name.dropFirst(query.prefix.count).firstRange(of: delimiter)
            {
                let folder = String(name[..<range.upperBound])
                if folders.insert(folder).inserted { items.append(.folder(folder)) }
                return
            }
            let current = objects[name]
            var isLatest = false
            if case .symlink(let link)? = current?.kind, let version = link.version {
                isLatest = version == id
            } else if current == nil, case .deleteMarker = row.kind {
                isLatest = latest.insert(name).inserted
            }
            items.append(.version(row, name: name, id: id, isLatest: isLatest))
        }
        // A stable order by name: the null version of a name stays before its others, those stay latest first.
        let sorted = items.enumerated().sorted { left, right in
            let order = NameOrder.compare(left.element.name.utf8, right.element.name.utf8)
            if order != 0 { return query.isReversed ? order > 0 : order < 0 }
            return left.offset < right.offset
        }
        items = sorted.map(\.element)
    }

    private mutating func dropUntil(_ marker: String, _ mark: String, isReversed: Bool) {
        var isPast = false
        items = items.filter { item in
            let order = NameOrder.compare(item.name.utf8, marker.utf8)
            if order == 0, case .version(_, _, let id, _) = item {
                defer { if id == mark { isPast = true } }
                return isPast
            }
            return isReversed ? order < 0 : order > 0
        }
    }

    func write(to writer: inout ListingWriter) {
        for item in items {
            switch item {
            case .folder(let name): writer.folder(name)
            case .version(let row, let name, let id, let isLatest):
                writer.version(row, name: name, id: id, isLatest: isLatest)
            }
        }
    }
}
