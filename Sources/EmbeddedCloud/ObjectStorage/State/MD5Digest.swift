import Crypto

/// An MD5 digest in 16 bytes.
struct MD5Digest: Sendable, Hashable {
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    init(_ digest: Insecure.MD5.Digest) {
        for (index, byte) in digest.enumerated() {
            if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
    }

    /// Of no bytes.
    static let empty = MD5Digest(Insecure.MD5().finalize())

    /// 32 lower-case hexadecimal digits.
    var hex: String {
        String(unsafeUninitializedCapacity: 32) { digits in
            for index in 0..<32 {
                let word = index < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index % 16))) & 0xF
                digits[index] = value < 10 ? 0x30 + value : 0x57 + value
            }
            return 32
        }
    }
}

extension MD5Digest: Codable {
    init(from decoder: any Decoder) throws {
        let words = try decoder.singleValueContainer().decode([UInt64].self)
        high = words.first ?? 0
        low = words.last ?? 0
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([high, low])
    }
}
