import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("Streams of subunit that come in pieces")
struct SubunitReaderTests {
    @Test("Pieces of any length say what the whole says", arguments: [1, 2, 3, 7, 64, 1000])
    func pieces(_ size: Int) throws {
        var random = Seeded(state: UInt64(size))
        var bytes: [UInt8] = []
        for index in 0..<60 {
            var packet = try SubunitPacket(
                test: "package.Class.test_\(index)",
                status: SubunitPacket.Status.allCases[index % 8],
                file: SubunitPacket.File(name: "f", content: [UInt8](repeating: 0xB3, count: index * 5))
            ).encoded()
            if index % 7 == 3 { packet[Int.random(in: packet.indices, using: &random)] ^= 0x55 }
            bytes += packet
            if index % 5 == 2 { bytes += "³ some text of somebody's\n".utf8 }
        }
        var reader = SubunitReader()
        var elements: [SubunitStream.Element] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            reader.append(rest.prefix(size))
            rest = rest.dropFirst(size)
            while let element = reader.next() { elements.append(element) }
        }
        reader.finish()
        while let element = reader.next() { elements.append(element) }
        #expect(elements == SubunitStream(reading: bytes).elements)
    }

    @Test("A packet comes out as soon as it is whole")
    func live() throws {
        let packet = SubunitPacket(test: "a.B.test", status: .inProgress)
        var reader = SubunitReader()
        for byte in try packet.encoded() {
            #expect(reader.next() == nil)
            reader.append([byte])
        }
        #expect(reader.next() == .packet(packet))
    }

    @Test("What is no packet comes out in pieces that are text where it is text")
    func longText() {
        let text = Array(String(repeating: "€uro ", count: 700_000).utf8)
        var reader = SubunitReader()
        var pieces: [[UInt8]] = []
        for start in stride(from: 0, to: text.count, by: 65_521) {
            reader.append(text[start..<min(start + 65_521, text.count)])
            while case .text(let piece) = reader.next() { pieces.append(piece) }
        }
        reader.finish()
        while case .text(let piece) = reader.next() { pieces.append(piece) }
        #expect(pieces.count > 2)
        #expect(pieces.flatMap { $0 } == text)
    }

    @Test(
        "What was raised is the message",
        arguments: [
            (
                "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    g()\n    ^^^\nKeyError: 'x'",
                "KeyError: 'x'"
            ),
            (
                "Traceback:\n  File \"a.py\", line 1\n    g()\ntempest.lib.exceptions.Timeout: timed out\nDetails: (A:b) 196 s\n",
                "tempest.lib.exceptions.Timeout: timed out; Details: (A:b) 196 s"
            ),
            ("only this", "only this"),
        ]
    )
    func tracebacks(_ text: String, _ message: String) { #expect(Failure(traceback: text).message == message) }
}
