/// A subunit stream, version 2, in its parts.
///
/// Nothing is lost: what is no packet is text that somebody printed in between, or damage. After damage reading goes on
/// with the next packet whose checksum is right, wherever it begins, so that a packet with a wrong length takes none of
/// its neighbours with it.
public struct SubunitStream: Sendable, Hashable {
    /// A part of a stream.
    public enum Element: Sendable, Hashable {
        /// A packet whose checksum is right.
        case packet(SubunitPacket)
        /// Bytes between packets that were meant for people.
        case text([UInt8])
        /// Bytes that should have been a packet, with what is wrong with it.
        case damage([UInt8], SubunitError)
    }

    /// The parts, in order.
    public let elements: [Element]

    /// Reads a stream that is there as a whole; ``SubunitReader`` reads one piece by piece.
    public init(reading bytes: [UInt8]) {
        var reader = SubunitReader()
        reader.append(bytes)
        reader.finish()
        var elements: [Element] = []
        while let element = reader.next() { elements.append(element) }
        self.elements = elements
    }

    /// The packets alone.
    public var packets: [SubunitPacket] {
        elements.compactMap { if case .packet(let packet) = $0 { packet } else { nil } }
    }

    /// What is wrong with the stream, in order; empty when it is whole.
    public var damage: [SubunitError] {
        elements.compactMap { if case .damage(_, let problem) = $0 { problem } else { nil } }
    }
}
