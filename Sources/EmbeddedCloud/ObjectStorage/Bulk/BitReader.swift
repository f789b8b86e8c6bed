import NIOCore

/// Reads a compressed body bit by bit.
struct BitReader {
    private var bytes: BodyBytes
    private var input: [UInt8] = []
    private var index = 0
    private var bits: UInt64 = 0
    private var count = 0
    /// Whether the first bit of a byte is its highest.
    private let isHighFirst: Bool

    init(_ bytes: BodyBytes, highFirst isHighFirst: Bool) {
        self.bytes = bytes
        self.isHighFirst = isHighFirst
    }

    /// Gets the next byte into the bits at hand; false at the end.
    private mutating func load() async throws -> Bool {
        while index == input.count {
            guard let next = try await bytes.next() else { return false }
            input = Array(next.readableBytesView)
            index = 0
        }
        let byte = UInt64(input[index])
        index += 1
        bits = isHighFirst ? bits << 8 | byte : bits | byte << UInt64(count)
        count += 8
        return true
    }

    /// Takes so many bits, at most 32, as a number.
    mutating func take(_ wanted: Int) async throws -> Int {
        while count < wanted {
            guard try await load() else { throw ArchiveError(text: "unexpected end of data") }
        }
        count -= wanted
        guard wanted > 0 else { return 0 }
        let mask = UInt64(1) << UInt64(wanted) - 1
        if isHighFirst { return Int(bits >> UInt64(count) & mask) }
        let value = Int(bits & mask)
        bits >>= UInt64(wanted)
        return value
    }

    /// Leaves out what is left of a byte that was begun.
    mutating func align() {
        let odd = count % 8
        if !isHighFirst { bits >>= UInt64(odd) }
        count -= odd
    }

    /// Whether there is nothing more.
    mutating func isAtEnd() async throws -> Bool {
        if count > 0 { return false }
        return try await !load()
    }
}
