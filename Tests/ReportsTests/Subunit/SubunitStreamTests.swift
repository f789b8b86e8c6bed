import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("Streams of subunit, whole and damaged")
struct SubunitStreamTests {
    private static func packets(_ count: Int) -> [SubunitPacket] {
        (0..<count).map { index in
            SubunitPacket(
                test: "package.Class.test_\(index) €",
                status: SubunitPacket.Status.allCases[index % 8],
                tags: index % 3 == 0 ? ["worker-1", "x"] : [],
                file: SubunitPacket.File(name: "f", content: (0..<index * 7).map { UInt8(truncatingIfNeeded: $0 * 31) })
            )
        }
    }

    private static func bytes(_ packets: [SubunitPacket]) throws -> [UInt8] { try packets.flatMap { try $0.encoded() } }

    @Test func empty() { #expect(SubunitStream(reading: []).elements == []) }

    @Test("Text between packets is text", arguments: ["hello\n", "no line's end", "€ has B3 in it: ³\n", "\n"])
    func interleaved(_ text: String) throws {
        let packets = Self.packets(3)
        let parts = try packets.map { try $0.encoded() }
        let stream = SubunitStream(reading: Array(text.utf8) + parts[0] + Array(text.utf8) + parts[1] + parts[2])
        #expect(
            stream.elements == [
                .text(Array(text.utf8)), .packet(packets[0]), .text(Array(text.utf8)), .packet(packets[1]),
                .packet(packets[2]),
            ]
        )
    }

    @Test("A byte that was changed costs its packet alone", arguments: 0..<40)
    func changedByte(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let packets = Self.packets(12)
        let parts = try packets.map { try $0.encoded() }
        let victim = Int.random(in: 0..<12, using: &random)
        var broken = parts
        let place = Int.random(in: broken[victim].indices, using: &random)
        broken[victim][place] ^= UInt8.random(in: 1...255, using: &random)
        let stream = SubunitStream(reading: broken.flatMap { $0 })
        var others = packets
        others.remove(at: victim)
        #expect(stream.packets == others)
    }

    @Test("A stream that was cut off has all packets before the cut", arguments: 0..<20)
    func truncated(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let packets = Self.packets(10)
        let parts = try packets.map { try $0.encoded() }
        let all = parts.flatMap { $0 }
        let end = Int.random(in: 0..<all.count, using: &random)
        let stream = SubunitStream(reading: Array(all[..<end]))
        var whole = 0
        var length = 0
        while length + parts[whole].count <= end {
            length += parts[whole].count
            whole += 1
        }
        #expect(stream.packets == Array(packets[..<whole]))
        #expect(stream.damage.isEmpty == (length == end))
    }

    @Test("No bytes at all make it fail", arguments: 0..<20)
    func noise(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let noise = (0..<4000).map { _ in
            [0xB3, 0x2B, 0x29, 0x0A, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
        }
        let packet = SubunitPacket(test: "last", status: .success)
        let stream = SubunitStream(reading: noise + (try packet.encoded()))
        #expect(stream.packets.last == packet)
        let bytes = stream.elements.flatMap { element -> [UInt8] in
            switch element {
            case .packet: []
            case .text(let bytes), .damage(let bytes, _): bytes
            }
        }
        #expect(bytes == noise)
    }

    @Test(
        "Damage is named",
        arguments: [
            ([0xB3, 0x19, 0x01, 0x0C], "version 1"), ([0xB3, 0x29, 0x09, 0x0C], "a flag"),
            ([0xB3, 0x29, 0x01, 0x3F], "63 bytes"), ([0xB3, 0x29, 0x01, 0xC0, 0, 0, 12], "4 bytes where 3"),
            ([0xB3, 0x29], "ends early"), ([0xB3, 0x29, 0x01, 0x02, 0, 0, 0, 0], "too small"),
        ] as [([UInt8], String)]
    )
    func problems(_ bytes: [UInt8], _ words: String) throws {
        let problem = try #require(SubunitStream(reading: bytes).damage.first)
        #expect(problem.description.contains(words), "\(problem)")
    }

    // MARK: - Results

    private static let began = Date(timeIntervalSince1970: 1_763_878_400)

    private static func test(
        _ status: SubunitPacket.Status,
        files: [String: String] = [:],
        named name: String = "a.B.test[id-6f8e4436-fc96-4282-8122-e41df57197a9,smoke]"
    ) -> [SubunitPacket] {
        let end = SubunitPacket(test: name, status: status, timestamp: began.addingTimeInterval(2.5))
        return [SubunitPacket(test: name, status: .inProgress, timestamp: began)]
            + files.flatMap { SubunitPacket(test: name).pieces(of: Array($1.utf8), name: $0, size: 4) } + [end]
    }

    @Test(
        arguments: [
            (test(.success), Outcome.passed, nil, nil),
            (
                test(.fail, files: ["traceback": "Traceback:\n  File\nAssertionError: 1 != 2\n"]),
                .failed, nil, "AssertionError: 1 != 2"
            ),
            (test(.fail), .failed, nil, "the test failed"),
            (test(.unexpectedSuccess), .failed, nil, "the test passed and was expected to fail"),
            (test(.skip, files: ["reason": "no network\n"]), .skipped, "no network", nil),
            (test(.expectedFailure), .skipped, "it fails, as it is expected to", nil),
            (Array(test(.success).dropLast()), .failed, nil, "the stream ends while the test is in progress"),
            (test(.fail) + test(.success), .passed, nil, nil),
        ] as [([SubunitPacket], Outcome, String?, String?)]
    )
    func results(_ packets: [SubunitPacket], _ outcome: Outcome, _ reason: String?, _ message: String?) throws {
        let results = SubunitStream(reading: try Self.bytes(packets)).results
        let result = try #require(results.first)
        #expect(results.count == 1)
        #expect(result.identity.name == "a.B.test")
        #expect(result.identity.id == "6f8e4436-fc96-4282-8122-e41df57197a9")
        #expect(result.outcome == outcome)
        #expect(result.reason == reason)
        #expect(result.failures.first?.message == message)
        #expect(result.startedAt == Self.began)
    }

    @Test("Tests that are only listed have no result, and set-ups of classes have one")
    func listedAndSetUp() throws {
        let packets =
            [
                SubunitPacket(test: "a.B.listed", status: .exists),
                SubunitPacket(file: SubunitPacket.File(name: "stdout", content: [65])),
            ]
            + Self.test(.skip, files: ["reason": "no swift"], named: "setUpClass (a.B)")
        let results = SubunitStream(reading: try Self.bytes(packets)).results
        #expect(results.map(\.identity.name) == ["setUpClass (a.B)"])
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
