import Conformance
import Foundation
import Reports
import Testing

@testable import TempestBridge

@Suite("Streams of subunit in text")
struct SubunitTextTests {
    static let text = """
        time: 2026-11-23 09:22:59.748671Z
        tags: worker-0
        test: a.B.test_one[id-6f8e4436-fc96-4282-8122-e41df57197a9,smoke]
        time: 2026-11-23 09:23:00.248671Z
        successful: a.B.test_one[id-6f8e4436-fc96-4282-8122-e41df57197a9,smoke] [ multipart
        Content-Type: text/plain;charset=utf8
        pythonlogging:''
        A\r
        some lines0\r
        ]
        tags: -worker-0
        something that was printed
        test: a.B.test_two
        failure: a.B.test_two [ multipart
        Content-Type: text/x-traceback;charset=utf8,language=python
        traceback
        20\r
        Traceback:
          File
        ValueError: 300\r
        ]
        test: a.B.test_three
        skip: a.B.test_three [
        no network
        ]
        test: a.B.test_four
        test: a.B.test_five
        error: a.B.test_five
        test: a.B.test_six

        """

    private static func results(_ text: String, pieces: Int = 100_000) -> ForeignResults {
        var collector = SubunitCollector(form: .subunitText, source: "0")
        var reader = SubunitTextReader()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.append(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            while let packet = reader.next() { collector.take(packet) }
        }
        reader.finish()
        while let packet = reader.next() { collector.take(packet) }
        for problem in reader.damage { collector.note(problem) }
        collector.finish()
        return collector.results
    }

    @Test("What lines say is known, however the stream is cut into pieces", arguments: [1, 2, 13, 100_000])
    func lines(_ pieces: Int) throws {
        let results = Self.results(Self.text, pieces: pieces)
        let outcomes = Dictionary(uniqueKeysWithValues: results.results.map { ($0.identity.shortName, $0) })
        #expect(outcomes["B.test_one"]?.outcome == .passed)
        #expect(outcomes["B.test_one"]?.identity.id == "6f8e4436-fc96-4282-8122-e41df57197a9")
        #expect(abs((outcomes["B.test_one"]?.seconds ?? 0) - 0.5) < 0.001)
        #expect(outcomes["B.test_two"]?.failures.first?.message == "ValueError: 30")
        #expect(outcomes["B.test_three"]?.outcome == .skipped)
        #expect(outcomes["B.test_three"]?.reason == "no network")
        #expect(outcomes["B.test_five"]?.outcome == .failed)
        for lost in ["B.test_four", "B.test_six"] {
            #expect(outcomes[lost]?.outcome == .notRun)
            #expect(outcomes[lost]?.reason?.contains("the end of") == true)
        }
        #expect(results.damage == ["the end of a.B.test_four is lost"])
        #expect(results.startedAt == Date(timeIntervalSince1970: 1_795_425_779.748671))
    }

    @Test("A length that is no number costs its test alone")
    func damagedPiece() {
        let results = Self.results(Self.text.replacing("A\r\n", with: "zz\r\n"))
        #expect(results.results.first { $0.identity.shortName == "B.test_one" }?.outcome == .notRun)
        #expect(results.results.first { $0.identity.shortName == "B.test_two" }?.outcome == .failed)
    }

    @Test("Wherever it is cut off, what came before is known", arguments: (0..<78).map { $0 * 9 })
    func cut(_ length: Int) {
        let results = Self.results(String(decoding: Array(Self.text.utf8).prefix(length), as: UTF8.self))
        let whole = Dictionary(
            Self.results(Self.text).results.map { ($0.identity, $0.outcome) },
            uniquingKeysWith: { $1 }
        )
        for result in results.results where result.outcome != .notRun {
            #expect(whole[result.identity] == result.outcome)
        }
    }
}
