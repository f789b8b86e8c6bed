/// Reads a subunit stream, version 2, piece by piece as it comes.
///
/// Give it bytes with ``append(_:)`` and take elements with ``next()`` until there is none; after ``finish()`` the rest
/// comes out, too. It keeps no more than one packet and what was given last, so that a stream may have any length. What
/// its elements are ``SubunitStream`` says; text and damage that are long come in several pieces.
public struct SubunitReader: Sendable {
    private var buffer: [UInt8] = []
    /// Where the bytes begin that belong to no packet so far.
    private var pending = 0
    /// Where the search for the next packet goes on.
    private var position = 0
    /// What is wrong with the pending bytes, if they were to be a packet.
    private var problem: SubunitError?
    /// Whether a packet may begin at the first of the pending bytes: after a packet, or after a line's end.
    private var mayBeginAtPending = true
    /// A packet that was found behind pending bytes, which come first.
    private var following: SubunitPacket?
    private var isFinished = false

    /// Pending bytes are handed out when there are more.
    private static let longestPiece = 1 << 20

    /// A reader at the beginning of a stream.
    public init() {}

    /// Takes the next bytes of the stream.
    public mutating func append(_ bytes: ArraySlice<UInt8>) {
        if pending > 0 {
            buffer.removeSubrange(..<pending)
            position -= pending
            pending = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Takes the next bytes of the stream.
    public mutating func append(_ bytes: [UInt8]) { append(bytes[...]) }

    /// Says that nothing more comes: what is left is a packet, text or damage now.
    public mutating func finish() { isFinished = true }

    /// The next part of the stream; `nil` when more bytes are needed, or all is said.
    public mutating func next() -> SubunitStream.Element? {
        if let packet = following {
            following = nil
            return .packet(packet)
        }
        while let start = buffer[position...].firstIndex(of: SubunitPacket.signature) {
            position = start
            if !isFinished, SubunitPacket.isIncomplete(buffer[start...]) { return piece(before: start) }
            do throws(SubunitError) {
                let (packet, length) = try SubunitPacket.read(buffer[start...])
                let between = element(upTo: start)
                position = start + length
                pending = position
                problem = nil
                mayBeginAtPending = true
                guard let between else { return .packet(packet) }
                following = packet
                return between
            } catch {
                position = start + 1
                // Elsewhere the byte may be the middle of a character.
                let isPacketsPlace =
                    start == pending ? mayBeginAtPending : buffer[start - 1] == UInt8(ascii: "\n")
                guard problem == nil, isPacketsPlace else { continue }
                let between = element(upTo: start)
                pending = start
                problem = error
                if let between { return between }
            }
        }
        position = buffer.count
        guard isFinished else { return piece(before: buffer.count) }
        defer { pending = buffer.count }
        return element(upTo: buffer.count)
    }

    /// What the pending bytes are that end somewhere; `nil` when there are none.
    private func element(upTo end: Int) -> SubunitStream.Element? {
        guard pending < end else { return nil }
        let rest = Array(buffer[pending..<end])
        if let problem { return .damage(rest, problem) }
        if String(validating: rest, as: UTF8.self) != nil { return .text(rest) }
        return .damage(rest, SubunitError("bytes that are neither a packet nor text"))
    }

    /// The pending bytes that are certainly no packet, when they have become many.
    private mutating func piece(before end: Int) -> SubunitStream.Element? {
        guard end - pending > Self.longestPiece else { return nil }
        var cut = end
        // Not within a character, which the next piece may complete.
        while cut > end - 4, buffer[cut - 1] & 0x80 != 0 { cut -= 1 }
        defer {
            mayBeginAtPending = buffer[cut - 1] == UInt8(ascii: "\n")
            pending = cut
        }
        return element(upTo: cut)
    }
}

extension SubunitPacket {
    /// Whether bytes that begin with a packet's signature may be a packet of which more is to come.
    static func isIncomplete(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = bytes.startIndex
        guard bytes.count > 1 else { return true }
        guard UInt16(bytes[start + 1]) << 8 & 0xF000 == version else { return false }
        guard bytes.count > 3 else { return true }
        let size = Int(bytes[start + 3] >> 6) + 1
        guard size <= 3 else { return false }
        guard bytes.count >= 3 + size else { return true }
        let length = bytes[start + 4..<start + 3 + size].reduce(Int(bytes[start + 3] & 0x3F)) { $0 << 8 | Int($1) }
        return length > bytes.count
    }
}
