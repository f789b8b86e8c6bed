/// SHA-224: SHA-256 from other beginnings, cut short.
enum SHA224Digest {
    /// The 28 bytes for a text.
    static func of(_ text: String) -> [UInt8] {
        var state: [UInt32] = [
            0xC105_9ED8, 0x367C_D507, 0x3070_DD17, 0xF70E_5939, 0xFFC0_0B31, 0x6858_1511, 0x64F9_8FA7, 0xBEFA_4FA4,
        ]
        var bytes = Array(text.utf8)
        let length = UInt64(bytes.count) * 8
        bytes.append(0x80)
        while bytes.count % 64 != 56 { bytes.append(0) }
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
        }
        for start in stride(from: 0, to: bytes.count, by: 64) { mix(bytes[start..<start + 64], into: &state) }
        return state.prefix(7).flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
        }
    }

    private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
        var words = [UInt32](repeating: 0, count: 64)
        for (index, byte) in block.enumerated() { words[index / 4] = words[index / 4] << 8 | UInt32(byte) }
        for index in 16..<64 {
            let first = words[index - 15]
            let second = words[index - 2]
            let low = rotate(first, 7) ^ rotate(first, 18) ^ first >> 3
            let high = rotate(second, 17) ^ rotate(second, 19) ^ second >> 10
            words[index] = words[index - 16] &+ low &+ words[index - 7] &+ high
        }
        var now = state
        for index in 0..<64 {
            let sum = rotate(now[4], 6) ^ rotate(now[4], 11) ^ rotate(now[4], 25)
            let choice = now[4] & now[5] ^ ~now[4] & now[6]
            let one = now[7] &+ sum &+ choice &+ constants[index] &+ words[index]
            let other = rotate(now[0], 2) ^ rotate(now[0], 13) ^ rotate(now[0], 22)
            let majority = now[0] & now[1] ^ now[0] & now[2] ^ now[1] & now[2]
            now = [one &+ other &+ majority, now[0], now[1], now[2], now[3] &+ one, now[4], now[5], now[6]]
        }
        for index in state.indices { state[index] = state[index] &+ now[index] }
    }

    /// The first bits of the fractions of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = {
        var primes: [UInt64] = []
        var candidate: UInt64 = 2
        while primes.count < 64 {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes.map { prime in
            // The greatest whole number whose cube is at most prime · 2^96, found bit by bit; the product needs 128 bits.
            let limit = UInt128(prime) << 96
            var root: UInt128 = 0
            for bit in stride(from: 35, through: 0, by: -1) {
                let next = root | UInt128(1) << UInt128(bit)
                if next * next * next <= limit { root = next }
            }
            return UInt32(truncatingIfNeeded: root)
        }
    }()
}
