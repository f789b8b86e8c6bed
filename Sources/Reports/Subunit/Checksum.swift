/// CRC-32 as zlib and Ethernet have it (ISO 3309).
enum Checksum {
    /// The checksum of bytes, eight of them at a time: that takes a table for each of the eight places.
    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        tables.withUnsafeBufferPointer { tables in
            bytes.withUnsafeBytes { bytes in
                var crc = ~UInt32(0)
                var position = 0
                while position + 8 <= bytes.count {
                    let low = crc ^ UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
                    let high = UInt32(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
                    )
                    crc = tables[1792 + Int(low & 0xFF)]
                    crc ^= tables[1536 + Int(low >> 8 & 0xFF)]
                    crc ^= tables[1280 + Int(low >> 16 & 0xFF)]
                    crc ^= tables[1024 + Int(low >> 24)]
                    crc ^= tables[768 + Int(high & 0xFF)]
                    crc ^= tables[512 + Int(high >> 8 & 0xFF)]
                    crc ^= tables[256 + Int(high >> 16 & 0xFF)]
                    crc ^= tables[Int(high >> 24)]
                    position += 8
                }
                while position < bytes.count {
                    crc = crc >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[position])]
                    position += 1
                }
                return ~crc
            }
        }
    }

    /// Eight tables, one behind the other: what a byte does to the checksum of the bytes behind it.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = []
        for index in 0..<UInt32(256) {
            var crc = index
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
            tables.append(crc)
        }
        for place in 1..<8 {
            for index in 0..<256 {
                let before = tables[(place - 1) * 256 + index]
                tables.append(before >> 8 ^ tables[Int(before & 0xFF)])
            }
        }
        return tables
    }()
}
