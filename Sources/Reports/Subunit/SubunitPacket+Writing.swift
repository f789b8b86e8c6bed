import Foundation

extension SubunitPacket {
    /// The packet's bytes.
    ///
    /// - Throws: ``SubunitError`` when a text holds a NUL, a time is before 1970 or after 2106, or the packet is longer
    ///   than the format has room for; ``pieces(of:size:)`` divides a file so that it fits.
    public func encoded() throws(SubunitError) -> [UInt8] {
        var flags = Self.version | UInt16(status.rawValue)
        var body: [UInt8] = []
        if let timestamp {
            flags |= Flag.timestamp
            try Self.append(timestamp, to: &body)
        }
        if let test {
            flags |= Flag.test
            try Self.append(test, to: &body)
        }
        let tags = Set(tags).sorted()
        if !tags.isEmpty {
            flags |= Flag.tags
            try Self.append(tags.count, to: &body)
            for tag in tags { try Self.append(tag, to: &body) }
        }
        if let mimeType {
            flags |= Flag.mimeType
            try Self.append(mimeType, to: &body)
        }
        if let file {
            flags |= Flag.file
            try Self.append(file.name, to: &body)
            try Self.append(file.content.count, to: &body)
            body += file.content
        }
        if let route {
            flags |= Flag.route
            try Self.append(route, to: &body)
        }
        if isRunnable { flags |= Flag.runnable }
        if isEndOfFile { flags |= Flag.endOfFile }
        // Signature, flags and checksum have seven bytes; the length counts itself too.
        let rest = body.count + 7
        let lengthSize = rest + 1 < 1 << 6 ? 1 : rest + 2 < 1 << 14 ? 2 : 3
        guard rest + lengthSize <= Self.longest else {
            throw SubunitError("a packet of \(rest + lengthSize) bytes; the longest has \(Self.longest)")
        }
        var packet = [Self.signature, UInt8(flags >> 8), UInt8(flags & 0xFF)]
        try Self.append(rest + lengthSize, to: &packet)
        packet += body
        Self.append(Checksum.crc32(packet[...]), to: &packet)
        return packet
    }

    /// A file's packets in the order they are to be sent, the last one marked as its end.
    public func pieces(of content: [UInt8], name: String, size: Int = 1 << 20) -> [SubunitPacket] {
        var packets: [SubunitPacket] = []
        var rest = content[...]
        repeat {
            var packet = self
            packet.file = File(name: name, content: Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            packet.isEndOfFile = rest.isEmpty
            // The type is said once.
            if !packets.isEmpty { packet.mimeType = nil }
            packets.append(packet)
        } while !rest.isEmpty
        return packets
    }

    // MARK: - Elements

    private static func append(_ date: Date, to bytes: inout [UInt8]) throws(SubunitError) {
        let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
        guard microseconds >= 0, microseconds < 4_294_967_296_000_000 else {
            throw SubunitError("a time that 32 bits have no room for")
        }
        let whole = Int(microseconds)
        append(UInt32(whole / 1_000_000), to: &bytes)
        try append(whole % 1_000_000 * 1000, to: &bytes)
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) throws(SubunitError) {
        let content = Array(text.utf8)
        guard !content.contains(0) else { throw SubunitError("a text that holds a NUL") }
        try append(content.count, to: &bytes)
        bytes += content
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) throws(SubunitError) {
        switch number {
        case 0..<(1 << 6): bytes.append(UInt8(number))
        case 0..<(1 << 14): bytes += [UInt8(number >> 8) | 0x40, UInt8(number & 0xFF)]
        case 0..<(1 << 22): bytes += [UInt8(number >> 16) | 0x80, UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
        case 0..<(1 << 30): append(UInt32(number) | 0xC000_0000, to: &bytes)
        default: throw SubunitError("the number \(number), which is too large for the format")
        }
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
