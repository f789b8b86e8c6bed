import HTTPTypes

/// What of a listing is asked for.
struct ListingQuery: Sendable {
    var prefix: String
    /// Nil for a plain listing.
    var delimiter: String?
    /// Names have to come after it.
    var lower: String
    /// Names have to come before it; empty for no end.
    var upper: String
    var path: String?
    var limit: Int
    var isReversed: Bool

    init(_ call: ObjectCall) throws {
        for name in ["marker", "end_marker", "prefix", "delimiter", "path", "format", "reverse"] {
            if let value = call[parameter: name], value.unicodeScalars.contains("\u{FFFD}") {
                throw ObjectStorageError(.badRequest, "\"\(name)\" parameter not valid UTF-8", plain: true)
            }
        }
        limit = Constraints.listing
        if let text = call[parameter: "limit"], text.isDecimal {
            guard let given = Int(text), given <= Constraints.listing else {
                throw ObjectStorageError(.preconditionFailed, "Maximum limit is \(Constraints.listing)")
            }
            limit = given
        }
        isReversed = call[parameter: "reverse"]?.isConfirmation ?? false
        let (marker, end) = (call[parameter: "marker"] ?? "", call[parameter: "end_marker"] ?? "")
        (lower, upper) = isReversed ? (end, marker) : (marker, end)
        prefix = call[parameter: "prefix"] ?? ""
        delimiter = call[parameter: "delimiter"].flatMap { $0.isEmpty ? nil : $0 }
        if let path = call[parameter: "path"] {
            var full = path
            while full.hasSuffix("/") { full.removeLast() }
            if !path.isEmpty { full += "/" }
            self.path = full
            prefix = full
            delimiter = "/"
        }
    }

    /// All rows whose names begin so.
    init(prefix: String, limit: Int = .max) {
        self.prefix = prefix
        self.limit = limit
        lower = ""
        upper = ""
        isReversed = false
    }

    /// What stands in a listing.
    enum Entry<Row: Sendable>: Sendable {
        case row(Row)
        /// All names that begin so.
        case folder(String)
    }

    /// The entries, in their order; names that begin with NUL are left out.
    func entries<Row: NamedRow>(of rows: OrderedRows<Row>) -> [Entry<Row>] {
        var entries: [Entry<Row>] = []
        // The first place that counts, and the one behind the last.
        var start = rows.firstPlace(notBefore: [1])
        if !prefix.isEmpty { start = max(start, rows.firstPlace(notBefore: prefix.utf8)) }
        if !lower.isEmpty { start = max(start, rows.firstPlace(notBefore: Array(lower.utf8) + [0])) }
        var end = rows.end
        if !prefix.isEmpty, let after = NameOrder.after(prefix: prefix.utf8) { end = rows.firstPlace(notBefore: after) }
        if !upper.isEmpty { end = min(end, rows.firstPlace(notBefore: upper.utf8)) }

        while entries.count < limit, start < end {
            let place: OrderedRows<Row>.Place
            if isReversed {
                guard let before = rows.place(before: end) else { break }
                place = before
            } else {
                place = start
            }
            guard let row = rows.row(at: place) else { break }
            if isReversed { end = place } else { start = rows.place(after: place) }
            guard let delimiter, let folder = Self.folder(of: row.name, after: prefix, delimiter) else {
                if path.map({ !NameOrder.equal(row.name, $0) }) ?? true { entries.append(.row(row)) }
                continue
            }
            let isWhole = folder.utf8.count == row.name.utf8.count
            if path != nil, isWhole {
                entries.append(.row(row))
                continue
            }
            // All that begins so is one entry.
            if isReversed {
                end = rows.firstPlace(notBefore: folder.utf8)
            } else if let after = NameOrder.after(prefix: folder.utf8) {
                start = rows.firstPlace(notBefore: after)
            }
            if path == nil, folder != lower { entries.append(.folder(folder)) }
        }
        return entries
    }

    /// The name up to the first delimiter behind the prefix; nil without one.
    private static func folder(of name: String, after prefix: String, _ delimiter: String) -> String? {
        let bytes = name.utf8
        let sought = Array(delimiter.utf8)
        var index =
            bytes.index(bytes.startIndex, offsetBy: prefix.utf8.count, limitedBy: bytes.endIndex) ?? bytes.endIndex
        while index < bytes.endIndex {
            if bytes[index] == sought[0], bytes[index...].starts(with: sought) {
                let end = bytes.index(index, offsetBy: sought.count)
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            index = bytes.index(after: index)
        }
        return nil
    }
}

/// The form of a listing.
enum ListingFormat: String, Sendable {
    case text = "text/plain"
    case json = "application/json"
    case xml = "application/xml"
    case textXML = "text/xml"

    /// By the query, or what the client accepts; 406 if it accepts none.
    init(_ call: ObjectCall) throws {
        if let format = call[parameter: "format"], !format.isEmpty {
            switch format.lowercased() {
            case "json": self = .json
            case "xml": self = .xml
            default: self = .text
            }
            return
        }
        let offers = [Self.text, .json, .xml, .textXML].map(\.rawValue)
        guard let best = try AcceptHeader.best(of: offers, for: call.headers[.accept], default: "text/plain"),
            let format = ListingFormat(rawValue: best)
        else { throw ObjectStorageError(.notAcceptable) }
        self = format
    }
}
