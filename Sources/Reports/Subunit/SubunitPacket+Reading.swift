import Foundation

extension SubunitPacket {
    /// Reads the packet that bytes begin with.
    ///
    /// - Parameter bytes: the packet and whatever follows it.
    /// - Returns: the packet, and how many bytes it has.
    /// - Throws: ``SubunitError`` when they begin with none, or with one that is damaged.
    static func read(_ bytes: ArraySlice<UInt8>) throws(SubunitError) -> (packet: SubunitPacket, length: Int) {
        var reader = ElementReader(bytes: bytes)
        guard try reader.byte() == signature else { throw SubunitError("no packet begins here") }
        let flags = UInt16(try reader.byte()) << 8 | UInt16(try reader.byte())
        guard flags & 0xF000 == version else { throw SubunitError("a packet of version \(flags >> 12), not 2") }
        guard flags & Flag.reserved == 0 else { throw SubunitError("a packet with a flag that is reserved") }
        let length = try reader.number(longest: 3)
        guard length <= bytes.count else {
            throw SubunitError("a packet of \(length) bytes, of which \(bytes.count) are there")
        }
        let consumed = reader.position - bytes.startIndex
        guard length >= consumed + 4 else { throw SubunitError("a packet whose length is too small") }
        reader.end = bytes.startIndex + length - 4
        let packet = try read(flags, from: &reader)
        guard reader.position == reader.end else { throw SubunitError("a packet with bytes that belong to nothing") }
        let checksum = bytes[reader.end..<reader.end + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard checksum == Checksum.crc32(bytes[..<reader.end]) else {
            throw SubunitError("a packet whose checksum is wrong")
        }
        return (packet, length)
    }

    private static func read(_ flags: UInt16, from reader: inout ElementReader) throws(SubunitError) -> SubunitPacket {
        var packet = SubunitPacket(
            status: Status(rawValue: UInt8(flags & Flag.status)) ?? .undefined,
            isRunnable: flags & Flag.runnable != 0,
            isEndOfFile: flags & Flag.endOfFile != 0
        )
        if flags & Flag.timestamp != 0 { packet.timestamp = try reader.timestamp() }
        if flags & Flag.test != 0 { packet.test = try reader.text() }
        if flags & Flag.tags != 0 {
            let count = try reader.number()
            guard count <= reader.remaining else { throw SubunitError("a packet with more tags than bytes") }
            // Of few tags a set would take longer; of many, which damage may bring, only a set is quick.
            var seen: Set<String> = []
            for _ in 0..<count {
                let tag = try reader.text()
                if count > 8 ? seen.insert(tag).inserted : !packet.tags.contains(tag) { packet.tags.append(tag) }
            }
        }
        if flags & Flag.mimeType != 0 { packet.mimeType = try reader.text() }
        if flags & Flag.file != 0 {
            let name = try reader.text()
            packet.file = File(name: name, content: Array(try reader.bytes(try reader.number())))
        }
        if flags & Flag.route != 0 { packet.route = try reader.text() }
        return packet
    }
}

/// Reads one element of a packet after the other, none beyond its end.
private struct ElementReader {
    let bytes: ArraySlice<UInt8>
    var position: Int
    /// Where the elements end.
    var end: Int

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
        end = bytes.endIndex
    }

    var remaining: Int { end - position }

    mutating func byte() throws(SubunitError) -> UInt8 {
        guard position < end else { throw SubunitError("a packet that ends early") }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func bytes(_ count: Int) throws(SubunitError) -> ArraySlice<UInt8> {
        guard count <= remaining else { throw SubunitError("a packet that ends early") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// A number of one to four bytes; the first two bits say how many there are.
    mutating func number(longest: Int = 4) throws(SubunitError) -> Int {
        let first = try byte()
        let size = Int(first >> 6) + 1
        guard size <= longest else { throw SubunitError("a number of \(size) bytes where \(longest) are allowed") }
        return try bytes(size - 1).reduce(Int(first & 0x3F)) { $0 << 8 | Int($1) }
    }

    mutating func text() throws(SubunitError) -> String {
        let content = try bytes(try number())
        guard !content.contains(0), let text = try? UTF8Span(validating: content.span) else {
            throw SubunitError("a packet with a text that is not UTF-8")
        }
        return String(copying: text)
    }

    mutating func timestamp() throws(SubunitError) -> Date {
        let seconds = try bytes(4).reduce(0) { $0 << 8 | Int($1) }
        let nanoseconds = try number()
        guard nanoseconds < 1_000_000_000 else { throw SubunitError("a packet whose time has too many nanoseconds") }
        return Date(timeIntervalSince1970: Double(seconds) + Double(nanoseconds) / 1e9)
    }
}
