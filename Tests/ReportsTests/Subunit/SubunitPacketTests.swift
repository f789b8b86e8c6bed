import Foundation
import Testing

@testable import Reports

@Suite("One packet of subunit")
struct SubunitPacketTests {
    /// Computed apart from this program, the last after the example in subunit's own documentation.
    static let vectors: [(packet: SubunitPacket, hexadecimal: String)] = [
        (SubunitPacket(test: "foo", status: .exists), "b329010c03666f6f08555f1b"),
        (
            SubunitPacket(test: "foo", status: .inProgress, timestamp: Date(timeIntervalSince1970: 1_700_000_000.5)),
            "b32b02146553f100ddcd650003666f6f0c389019"
        ),
        (
            SubunitPacket(
                test: "foo",
                status: .success,
                timestamp: Date(timeIntervalSince1970: 1_700_000_001),
                tags: ["worker-0"]
            ), "b32b831b6553f1010003666f6f0108776f726b65722d307239cd20"
        ),
        (
            SubunitPacket(
                test: "foo",
                isRunnable: false,
                mimeType: #"text/plain;charset="utf8""#,
                file: SubunitPacket.File(name: "traceback", content: Array("boom\n".utf8)),
                isEndOfFile: true
            ),
            "b328703603666f6f19746578742f706c61696e3b636861727365743d227574663822"
                + "0974726163656261636b05626f6f6d0aa488654d"
        ),
        (SubunitPacket(test: "foo", status: .fail, route: "0/3"), "b32d061003666f6f03302f338b488db7"),
    ]

    @Test(arguments: vectors.indices)
    func knownBytes(_ index: Int) throws {
        let (packet, hexadecimal) = Self.vectors[index]
        let bytes = try packet.encoded()
        #expect(bytes.map { String(format: "%02x", $0) }.joined() == hexadecimal)
        #expect(SubunitStream(reading: bytes).elements == [.packet(packet)])
    }

    @Test("The length fits its own field", arguments: [0, 30, 40, 50, 60, 16_300, 16_360, 16_370, 16_380, 70_000])
    func lengths(_ around: Int) throws {
        for size in around..<around + 24 {
            let file = SubunitPacket.File(name: "f", content: [UInt8](repeating: 0xB3, count: size))
            let packet = SubunitPacket(test: "t", file: file)
            let bytes = try packet.encoded()
            #expect(SubunitStream(reading: bytes).elements == [.packet(packet)], "\(size)")
        }
    }

    @Test("What has no room is refused, not cut")
    func limits() throws {
        func packet(_ size: Int) -> SubunitPacket {
            SubunitPacket(file: SubunitPacket.File(name: "f", content: [UInt8](repeating: 1, count: size)))
        }
        let most = SubunitPacket.longest - 15
        #expect(try packet(most).encoded().count == SubunitPacket.longest)
        #expect(throws: SubunitError.self) { try packet(most + 1).encoded() }
        #expect(throws: SubunitError.self) { try SubunitPacket(test: "a\0b").encoded() }
        #expect(throws: SubunitError.self) { try SubunitPacket(timestamp: .distantPast).encoded() }
        #expect(throws: SubunitError.self) { try SubunitPacket(timestamp: .distantFuture).encoded() }
    }

    @Test("A file that is too long comes in pieces", arguments: [0, 1, 9, 10, 11, 95])
    func pieces(_ size: Int) throws {
        let content = (0..<size).map { UInt8($0) }
        let packets = SubunitPacket(test: "t", mimeType: "text/plain").pieces(of: content, name: "f", size: 10)
        #expect(packets.compactMap { $0.file?.content }.flatMap { $0 } == content)
        #expect(packets.map(\.isEndOfFile) == packets.indices.map { $0 == packets.count - 1 })
        #expect(packets.compactMap(\.mimeType) == ["text/plain"])
        #expect(packets.count == max(1, (size + 9) / 10))
    }

    @Test("Times are kept to the microsecond")
    func timestamps() throws {
        for microseconds in [0, 1, 999_999, 500_000, 123_456] {
            let date = Date(timeIntervalSince1970: 1_763_878_400 + Double(microseconds) / 1_000_000)
            let packet = try #require(
                SubunitStream(reading: SubunitPacket(timestamp: date).encoded()).packets.first?.timestamp
            )
            #expect(abs(packet.timeIntervalSince(date)) < 0.000_001)
        }
    }
}
