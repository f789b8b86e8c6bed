import NIOCore

/// Decompresses bzip2, a block at a time.
struct BunzipReader {
    private var bits: BitReader
    private var level = 0

    init(_ bytes: BodyBytes) { bits = BitReader(bytes, highFirst: true) }

    /// The next block; nil at the end.
    mutating func next() async throws -> ByteBuffer? {
        while true {
            if level == 0 {
                if try await bits.isAtEnd() { return nil }
                guard try await bits.take(24) == 0x42_5A68 else { throw ArchiveError(text: "not a bzip2 file") }
                level = try await bits.take(8) - 0x30
                guard (1...9).contains(level) else { throw ArchiveError(text: "not a bzip2 file") }
            }
            let (high, low) = (try await bits.take(24), try await bits.take(24))
            _ = try await bits.take(32)
            switch (high, low) {
            case (0x17_7245, 0x38_5090):
                bits.align()
                level = 0
            case (0x31_4159, 0x26_5359): return ByteBuffer(bytes: try await block())
            default: throw ArchiveError(text: "invalid bzip2 block")
            }
        }
    }

    private mutating func block() async throws -> [UInt8] {
        guard try await bits.take(1) == 0 else { throw ArchiveError(text: "randomised bzip2 block") }
        let origin = try await bits.take(24)
        let used = try await usedBytes()
        let tableCount = try await bits.take(3)
        let selectorCount = try await bits.take(15)
        guard (2...6).contains(tableCount), selectorCount > 0, !used.isEmpty else {
            throw ArchiveError(text: "invalid bzip2 block")
        }
        let selectors = try await selectors(selectorCount, of: tableCount)
        var tables: [HuffmanTable] = []
        for _ in 0..<tableCount { tables.append(try await table(symbols: used.count + 2)) }
        let sorted = try await transformed(used, selectors, tables)
        guard origin < sorted.count else { throw ArchiveError(text: "invalid bzip2 block") }
        return try Self.expanded(Self.original(sorted, origin))
    }

    /// The bytes that occur.
    private mutating func usedBytes() async throws -> [UInt8] {
        let groups = try await bits.take(16)
        var used: [UInt8] = []
        for group in 0..<16 where groups >> (15 - group) & 1 == 1 {
            let members = try await bits.take(16)
            for member in 0..<16 where members >> (15 - member) & 1 == 1 { used.append(UInt8(group * 16 + member)) }
        }
        return used
    }

    private mutating func selectors(_ count: Int, of tables: Int) async throws -> [Int] {
        var order = Array(0..<tables)
        var selectors: [Int] = []
        for _ in 0..<count {
            var index = 0
            while try await bits.take(1) == 1 {
                index += 1
                guard index < tables else { throw ArchiveError(text: "invalid bzip2 block") }
            }
            let table = order.remove(at: index)
            order.insert(table, at: 0)
            selectors.append(table)
        }
        return selectors
    }

    private mutating func table(symbols: Int) async throws -> HuffmanTable {
        var length = try await bits.take(5)
        var lengths: [Int] = []
        for _ in 0..<symbols {
            while try await bits.take(1) == 1 { length += try await bits.take(1) == 0 ? 1 : -1 }
            guard (1...20).contains(length) else { throw ArchiveError(text: "invalid bzip2 block") }
            lengths.append(length)
        }
        return try HuffmanTable(lengths)
    }

    /// The bytes in the order of what follows them: runs of the first one written out, the others moved to the front.
    private mutating func transformed(
        _ used: [UInt8],
        _ selectors: [Int],
        _ tables: [HuffmanTable]
    ) async throws -> [UInt8] {
        var order = used
        var out: [UInt8] = []
        var run = 0
        var weight = 1
        var position = 0
        let limit = level * 100_000
        while true {
            guard position / 50 < selectors.count else { throw ArchiveError(text: "invalid bzip2 block") }
            let symbol = try await tables[selectors[position / 50]].symbol(&bits)
            position += 1
            if symbol <= 1 {
                run += weight << symbol
                weight <<= 1
                guard run <= limit else { throw ArchiveError(text: "invalid bzip2 block") }
                continue
            }
            if run > 0 {
                out += repeatElement(order[0], count: run)
                (run, weight) = (0, 1)
            }
            guard out.count <= limit else { throw ArchiveError(text: "invalid bzip2 block") }
            if symbol == used.count + 1 { return out }
            let byte = order.remove(at: symbol - 1)
            order.insert(byte, at: 0)
            out.append(byte)
        }
    }

    /// Undoes the Burrows–Wheeler transform.
    private static func original(_ sorted: [UInt8], _ origin: Int) -> [UInt8] {
        var starts = [Int](repeating: 0, count: 257)
        for byte in sorted { starts[Int(byte) + 1] += 1 }
        for index in 1..<257 { starts[index] += starts[index - 1] }
        var followers = [Int](repeating: 0, count: sorted.count)
        for (index, byte) in sorted.enumerated() {
            followers[starts[Int(byte)]] = index
            starts[Int(byte)] += 1
        }
        var out: [UInt8] = []
        out.reserveCapacity(sorted.count)
        var place = followers[origin]
        for _ in sorted {
            out.append(sorted[place])
            place = followers[place]
        }
        return out
    }

    /// Writes runs out: after four equal bytes comes how many more there are.
    private static func expanded(_ bytes: [UInt8]) throws -> [UInt8] {
        var out: [UInt8] = []
        var run = 0
        for byte in bytes {
            if run == 4, let last = out.last {
                out += repeatElement(last, count: Int(byte))
                run = 0
                continue
            }
            run = out.last == byte && run > 0 ? run + 1 : 1
            out.append(byte)
        }
        return out
    }
}
