/// What can be told of a disk from its first bytes, and a small disk of our own.
enum DiskImage {
    /// The size of the disk in the image, in bytes; nil if that can't be told.
    ///
    /// A raw disk is what it is; a qcow2 says in its header (QEMU, `docs/interop/qcow2.txt`: a big-endian number at byte 24).
    static func virtualSize(_ format: String?, size: Int, head: [UInt8]) -> Int? {
        switch format {
        case "raw": return size > 0 ? size : nil
        case "qcow2":
            guard head.count >= 512, head.starts(with: [0x51, 0x46, 0x49, 0xFB]) else { return nil }
            return Int(exactly: head[24..<32].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        default: return nil
        }
    }

    /// An empty qcow2 disk of 16 MiB in 16 KiB: header, reference count table and block, and the first level table, each a cluster of 4 KiB.
    static var emptyQcow2: [UInt8] {
        let cluster = 4096
        var bytes = [UInt8](repeating: 0, count: 4 * cluster)
        func put(_ value: UInt64, width: Int, at offset: Int) {
            for index in 0..<width {
                bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * (width - 1 - index)))
            }
        }
        put(0x5146_49FB, width: 4, at: 0)
        put(3, width: 4, at: 4)
        put(12, width: 4, at: 20)
        put(16 << 20, width: 8, at: 24)
        put(8, width: 4, at: 36)
        put(UInt64(3 * cluster), width: 8, at: 40)
        put(UInt64(cluster), width: 8, at: 48)
        put(1, width: 4, at: 56)
        put(4, width: 4, at: 96)
        put(104, width: 4, at: 100)
        put(UInt64(2 * cluster), width: 8, at: cluster)
        for index in 0..<4 { put(1, width: 2, at: 2 * cluster + 2 * index) }
        return bytes
    }
}
