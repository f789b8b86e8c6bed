/// A part of a list, as a request asks for it with `limit` and `marker`.
struct ComputePage<Row: Sendable>: Sendable {
    let rows: [Row]
    /// The marker of the next page; nil on the last.
    let next: String?

    /// The member of the answer that leads to the next page; nil on the last.
    func links(_ collection: String, _ request: ComputeRequest) -> JSON? {
        next.map { request.nextLinks(collection, marker: $0) }
    }
}

extension ComputeRequest {
    /// The most that a list has.
    static let longestPage = 1000

    /// The rows after the one the marker names, no more than wanted.
    ///
    /// - Parameters:
    ///   - sorted: all rows, in order.
    ///   - id: what the marker is compared with.
    ///   - unknown: the error for a marker that names none of the rows.
    /// - Returns: the page, and where the next one begins.
    /// - Throws: what `unknown` makes.
    func page<Row: Sendable>(
        _ sorted: [Row],
        id: (Row) -> String,
        unknown: (String) -> ComputeError
    ) throws -> ComputePage<Row> {
        var rest = sorted[...]
        if let marker = query["marker"], !marker.isEmpty {
            guard let index = sorted.firstIndex(where: { id($0) == marker }) else { throw unknown(marker) }
            rest = sorted[(index + 1)...]
        }
        let limit = min(Self.longestPage, query["limit"].flatMap { Int($0) } ?? Self.longestPage)
        let rows = Array(rest.prefix(limit))
        return ComputePage(rows: rows, next: limit > 0 && rows.count == limit ? rows.last.map(id) : nil)
    }

    /// The rows from `offset` on, no more than `limit`, where there are no markers.
    func section<Row>(_ rows: [Row]) -> [Row] {
        let offset = query["offset"].flatMap { Int($0) } ?? 0
        let limit = query["limit"].flatMap { Int($0) } ?? 0
        return Array(rows.dropFirst(max(0, offset)).prefix(limit > 0 ? min(limit, Self.longestPage) : Self.longestPage))
    }
}

extension String {
    /// Without spaces at its ends.
    var withoutOuterSpaces: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
