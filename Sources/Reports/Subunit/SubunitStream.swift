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

    /// Reads a stream.
    public init(reading bytes: [UInt8]) {
        var elements: [Element] = []
        /// Where the bytes begin that belong to no packet so far.
        var pending = 0
        var problem: SubunitError?
        func close(at end: Int) {
            guard pending < end else { return }
            let rest = Array(bytes[pending..<end])
            if let problem {
                elements.append(.damage(rest, problem))
            } else if String(validating: rest, as: UTF8.self) != nil {
                elements.append(.text(rest))
            } else {
                elements.append(.damage(rest, SubunitError("bytes that are neither a packet nor text")))
            }
        }
        var position = 0
        while let start = bytes[position...].firstIndex(of: SubunitPacket.signature) {
            do throws(SubunitError) {
                let (packet, length) = try SubunitPacket.read(bytes[start...])
                close(at: start)
                elements.append(.packet(packet))
                problem = nil
                position = start + length
                pending = position
            } catch {
                // Elsewhere the byte may be the middle of a character.
                let isPacketsPlace = start == pending || bytes[start - 1] == UInt8(ascii: "\n")
                if problem == nil, isPacketsPlace {
                    close(at: start)
                    pending = start
                    problem = error
                }
                position = start + 1
            }
        }
        close(at: bytes.count)
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
