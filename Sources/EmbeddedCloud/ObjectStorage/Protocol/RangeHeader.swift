/// The `Range` of a request (RFC 9110, section 14.2); one that is malformed counts as none.
struct RangeHeader: Sendable {
    /// First and last byte; without a first, so many last bytes.
    private var specs: [(first: Int?, last: Int?)] = []

    private static let limit = 50

    init?(_ text: String?) {
        guard let text = text?.replacing(" ", with: ""), text.lowercased().hasPrefix("bytes=") else { return nil }
        for spec in text.dropFirst(6).split(separator: ",", omittingEmptySubsequences: false) {
            let ends = spec.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard ends.count == 2, ends.allSatisfy({ $0.isEmpty || $0.isDecimal }) else { return nil }
            let first = Int(ends[0])
            // What is too large for a number is beyond every end.
            let last = ends[1].isEmpty ? nil : Int(ends[1]) ?? Int.max
            if !ends[0].isEmpty, first == nil { specs.append((Int.max, nil)); continue }
            if first == nil, last == nil { return nil }
            if let first, let last, last < first { return nil }
            specs.append((first, last))
        }
    }

    /// How many ranges were asked for.
    var count: Int { specs.count }

    /// The parts of something so long; none if nothing of it was asked for, or in a way that would only make work.
    func ranges(of length: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for spec in specs {
            guard let first = spec.first else {
                let count = spec.last ?? 0
                if count > 0 { found.append(max(0, length - count)..<length) }
                continue
            }
            guard first < length else { continue }
            found.append(first..<min(length - 1, spec.last ?? length - 1) + 1)
        }
        found.removeAll(where: \.isEmpty)
        if specs.count > Self.limit { return [] }
        var overlaps = 0
        var backwards = 0
        for index in found.indices.dropFirst() {
            if found[index].lowerBound < found[index - 1].lowerBound { backwards += 1 }
            if found[..<index].contains(where: { $0.overlaps(found[index]) }) { overlaps += 1 }
        }
        return overlaps > 2 || backwards >= 8 ? [] : found
    }
}

/// Entity tags of a conditional request, without their quotes.
struct EntityTags: Sendable {
    private var tags: Set<String>

    init?(_ text: String?) {
        guard let text else { return nil }
        tags = Set(text.split(separator: ",").map { Self.plain($0) }.filter { !$0.isEmpty })
        if tags.isEmpty { return nil }
    }

    var isAny: Bool { tags.contains("*") }

    func contains(_ tag: String) -> Bool { isAny || tags.contains(tag) }

    /// A tag without its quotes and the mark of a weak one.
    static func plain(_ text: some StringProtocol) -> String {
        var text = Substring(text)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        if text.count >= 2, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
        return String(text)
    }
}
