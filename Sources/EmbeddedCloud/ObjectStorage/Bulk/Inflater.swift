import NIOCore

/// Decompresses gzip (RFC 1952, RFC 1951).
struct Inflater {
    private var bits: BitReader
    private var window: [UInt8] = []
    private var state = State.head

    private enum State {
        case head, block
        case stored(left: Int, isLast: Bool)
        case coded(HuffmanTable, HuffmanTable, isLast: Bool)
        case tail, end
    }

    private static let windowSize = 1 << 15
    private static let portion = 1 << 16

    init(_ bytes: BodyBytes) { bits = BitReader(bytes, highFirst: false) }

    /// The next bytes; nil at the end.
    mutating func next() async throws -> ByteBuffer? {
        var out: [UInt8] = []
        while out.count < Self.portion {
            switch state {
            case .end: return out.isEmpty ? nil : ByteBuffer(bytes: out)
            case .head:
                try await readHead()
                state = .block
            case .block: try await beginBlock()
            case .stored(let left, let isLast):
                let count = min(left, Self.portion)
                for _ in 0..<count { out.append(UInt8(try await bits.take(8))) }
                keep(out.suffix(count))
                state = left > count ? .stored(left: left - count, isLast: isLast) : isLast ? .tail : .block
            case .coded(let literals, let distances, let isLast):
                if try await decode(&out, literals, distances) { state = isLast ? .tail : .block }
            case .tail:
                bits.align()
                for _ in 0..<8 { _ = try await bits.take(8) }
                state = try await bits.isAtEnd() ? .end : .head
            }
        }
        return ByteBuffer(bytes: out)
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        window += bytes
        if window.count > 4 * Self.windowSize { window.removeFirst(window.count - Self.windowSize) }
    }

    private mutating func readHead() async throws {
        let problem = ArchiveError(text: "not a gzip file")
        guard try await bits.take(8) == 0x1F, try await bits.take(8) == 0x8B, try await bits.take(8) == 8 else {
            throw problem
        }
        let flags = try await bits.take(8)
        for _ in 0..<6 { _ = try await bits.take(8) }
        if flags & 4 != 0 {
            let length = try await bits.take(16)
            for _ in 0..<length { _ = try await bits.take(8) }
        }
        // The name of the file and a comment, each up to a zero.
        for flag in [8, 16] where flags & flag != 0 {
            while try await bits.take(8) != 0 {}
        }
        if flags & 2 != 0 { _ = try await bits.take(16) }
    }

    private mutating func beginBlock() async throws {
        let isLast = try await bits.take(1) == 1
        switch try await bits.take(2) {
        case 0:
            bits.align()
            let length = try await bits.take(16)
            guard try await bits.take(16) == length ^ 0xFFFF else { throw ArchiveError(text: "invalid stored block") }
            state = .stored(left: length, isLast: isLast)
        case 1:
            let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
            state = .coded(
                try HuffmanTable(lengths),
                try HuffmanTable(Array(repeating: 5, count: 30)),
                isLast: isLast
            )
        case 2:
            let (literals, distances) = try await readTables()
            state = .coded(literals, distances, isLast: isLast)
        default: throw ArchiveError(text: "invalid block type")
        }
    }

    private mutating func readTables() async throws -> (HuffmanTable, HuffmanTable) {
        let literalCount = try await bits.take(5) + 257
        let distanceCount = try await bits.take(5) + 1
        let codeCount = try await bits.take(4) + 4
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var codeLengths = [Int](repeating: 0, count: 19)
        for index in 0..<codeCount { codeLengths[order[index]] = try await bits.take(3) }
        let codes = try HuffmanTable(codeLengths)
        var lengths: [Int] = []
        while lengths.count < literalCount + distanceCount {
            switch try await codes.symbol(&bits) {
            case 16:
                guard let last = lengths.last else { throw ArchiveError(text: "invalid code lengths") }
                for _ in 0..<(3 + (try await bits.take(2))) { lengths.append(last) }
            case 17: for _ in 0..<(3 + (try await bits.take(3))) { lengths.append(0) }
            case 18: for _ in 0..<(11 + (try await bits.take(7))) { lengths.append(0) }
            case let length: lengths.append(length)
            }
        }
        guard lengths.count == literalCount + distanceCount else { throw ArchiveError(text: "invalid code lengths") }
        return (
            try HuffmanTable(Array(lengths[..<literalCount])), try HuffmanTable(Array(lengths[literalCount...]))
        )
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12_289, 16_385, 24_577,
    ]

    /// Decodes until the portion is full or the block ends, which is true then.
    private mutating func decode(
        _ out: inout [UInt8],
        _ literals: HuffmanTable,
        _ distances: HuffmanTable
    ) async throws -> Bool {
        while out.count < Self.portion {
            let symbol = try await literals.symbol(&bits)
            if symbol < 256 {
                out.append(UInt8(symbol))
                window.append(UInt8(symbol))
                if window.count > 4 * Self.windowSize { keep([]) }
                continue
            }
            if symbol == 256 { return true }
            guard symbol - 257 < Self.lengthBases.count else { throw ArchiveError(text: "invalid length") }
            let length = Self.lengthBases[symbol - 257] + (try await bits.take(Self.lengthBits[symbol - 257]))
            let code = try await distances.symbol(&bits)
            guard code < Self.distanceBases.count else { throw ArchiveError(text: "invalid distance") }
            let distance = Self.distanceBases[code] + (try await bits.take(code < 4 ? 0 : code / 2 - 1))
            guard distance <= window.count else { throw ArchiveError(text: "invalid distance") }
            for _ in 0..<length {
                let byte = window[window.count - distance]
                out.append(byte)
                window.append(byte)
            }
            keep([])
        }
        return false
    }
}

/// Codes of different lengths, known by their lengths alone.
struct HuffmanTable {
    /// How many codes have each length.
    private var counts: [Int]
    /// Symbols in the order of their codes.
    private var symbols: [Int] = []

    init(_ lengths: [Int]) throws {
        counts = [Int](repeating: 0, count: 21)
        for length in lengths {
            guard length < counts.count else { throw ArchiveError(text: "invalid code lengths") }
            counts[length] += 1
        }
        counts[0] = 0
        var free = 1
        for length in 1..<counts.count {
            free = free * 2 - counts[length]
            guard free >= 0 else { throw ArchiveError(text: "invalid code lengths") }
        }
        for length in 1..<counts.count where counts[length] > 0 {
            for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
        }
    }

    func symbol(_ bits: inout BitReader) async throws -> Int {
        var code = 0
        var first = 0
        var index = 0
        for length in 1..<counts.count {
            code |= try await bits.take(1)
            let count = counts[length]
            if code - first < count { return symbols[index + code - first] }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw ArchiveError(text: "invalid code")
    }
}
