/// Finds any of many texts in one pass over bytes.
///
/// Most places cannot begin a text: one look into a table of the texts' first two bytes tells. Evidence is searched for
/// every secret of a run, so this is where a run's own time goes.
struct TextFinder: Sendable {
    private let ignoresCase: Bool
    /// Longest first, so that a text is found before another one that is a part of it.
    private var texts: [[UInt8]] = []
    /// A bit for each pair of bytes that a text begins with.
    private var beginnings: [UInt64] = Array(repeating: 0, count: 1024)

    /// Finds nothing yet; without case, only texts of ASCII letters can be found.
    init(ignoringCase ignoresCase: Bool = false) { self.ignoresCase = ignoresCase }

    init(_ texts: some Sequence<String>, ignoringCase ignoresCase: Bool) {
        self.init(ignoringCase: ignoresCase)
        for text in texts { insert(text) }
    }

    /// Adds a text of at least two bytes.
    mutating func insert(_ text: String) {
        let bytes = text.utf8.map(folded)
        guard bytes.count >= 2, !texts.contains(bytes) else { return }
        texts.insert(bytes, at: texts.firstIndex { $0.count < bytes.count } ?? texts.endIndex)
        let pair = Int(bytes[0]) << 8 | Int(bytes[1])
        beginnings[pair >> 6] |= 1 << UInt64(pair & 63)
    }

    /// Whether one of the texts is there.
    func finds(in bytes: some Sequence<UInt8>) -> Bool { first(in: bytes, from: 0) != nil }

    /// The bytes with another text in place of every text found; `nil` if there is none.
    func replacing(in bytes: some Collection<UInt8>, with replacement: String) -> [UInt8]? {
        guard var found = first(in: bytes, from: 0) else { return nil }
        let bytes = Array(bytes)
        var result: [UInt8] = []
        var end = 0
        while true {
            result += bytes[end..<found.lowerBound]
            result += replacement.utf8
            end = found.upperBound
            guard let next = first(in: bytes, from: end) else { return result + bytes[end...] }
            found = next
        }
    }

    private func first(in bytes: some Sequence<UInt8>, from start: Int) -> Range<Int>? {
        let inPlace = bytes.withContiguousStorageIfAvailable { first(in: $0, from: start) }
        if let inPlace { return inPlace }
        return Array(bytes).withUnsafeBufferPointer { first(in: $0, from: start) }
    }

    private func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        guard !texts.isEmpty, bytes.count - start >= 2 else { return nil }
        return beginnings.withUnsafeBufferPointer { beginnings in
            var previous = folded(bytes[start])
            for index in (start + 1)..<bytes.count {
                let byte = folded(bytes[index])
                let pair = Int(previous) << 8 | Int(byte)
                if beginnings[pair >> 6] & (1 << UInt64(pair & 63)) != 0 {
                    let place = index - 1
                    for text in texts where place + text.count <= bytes.count {
                        if text.indices.allSatisfy({ text[$0] == folded(bytes[place + $0]) }) {
                            return place..<(place + text.count)
                        }
                    }
                }
                previous = byte
            }
            return nil
        }
    }

    private func folded(_ byte: UInt8) -> UInt8 {
        ignoresCase && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
