import Conformance
import Foundation
import OpenStack
import Reports
import Testing

@testable import TempestBridge

@Suite("Runs by Tempest, whatever becomes of it")
struct TempestRunTests {
    private static let tests = ["a.B.one", "a.B.two", "a.B.three", "c.D.four"]

    private struct NoNetwork: Transport {
        func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
            throw TransportError(.connectionRefused, request: request, reason: "there is no network")
        }
    }

    /// Runs all tests on one worker that says something and ends in some way.
    private static func run(
        _ packets: [SubunitPacket],
        tail: [UInt8] = [],
        beginning: String = "",
        ending: String = "exit 0",
        patience: Duration = .seconds(600),
        interruptsAfter last: String? = nil
    ) async throws -> (outcome: TempestRun.Outcome, recorded: Recorded) {
        let stream = try packets.flatMap { try $0.encoded() } + tail
        return try await FakeTempest.with(stream: stream, beginning: beginning, ending: ending) { fake in
            var options = TempestRun.Options()
            options.concurrency = 1
            options.patience = patience
            let run = TempestRun(
                tests.map { TempestTest(stestrName: $0, credentials: []) },
                by: try fake.installation,
                in: try fake.workspace(),
                options: options,
                environment: fake.environment
            )
            let recorded = Recorded()
            let running = Task {
                try await run.run(
                    over: NoNetwork(),
                    recorders: [recorded],
                    evidenceStore: recorded,
                    redactor: Redactor()
                )
            }
            if let last {
                await recorded.beginning(of: last)
                running.cancel()
            }
            let outcome = try await running.value
            let asked = try String(contentsOf: fake.folder.appending(path: "asked-for"), encoding: .utf8)
            #expect(Set(asked.split(separator: "\n").map(String.init)) == Set(tests))
            return (outcome, recorded)
        }
    }

    private static func passed(_ test: String) -> [SubunitPacket] {
        [SubunitPacket(test: test, status: .inProgress), SubunitPacket(test: test, status: .success)]
    }

    @Test("What the stream says is told as it comes")
    func whole() async throws {
        let (outcome, recorded) = try await Self.run(Self.tests.flatMap(Self.passed))
        #expect(outcome.results.map(\.outcome) == [.passed, .passed, .passed, .passed])
        #expect(outcome.problems == [])
        let finished = await recorded.events.compactMap { event in
            if case .testFinished(let result) = event { result.identity.name } else { nil }
        }
        #expect(finished == Self.tests)
    }

    @Test("A worker that is killed leaves what is known, and the rest did not run")
    func killed() async throws {
        let packets = Self.passed("a.B.one") + [SubunitPacket(test: "a.B.two", status: .inProgress)]
        let (outcome, recorded) = try await Self.run(packets, ending: "kill -9 $$")
        let results = Dictionary(uniqueKeysWithValues: outcome.results.map { ($0.identity.name, $0) })
        #expect(results["a.B.one"]?.outcome == .passed)
        #expect(results["a.B.two"]?.outcome == .notRun)
        #expect(results["a.B.two"]?.reason?.contains("signal 9") == true)
        #expect(results["a.B.two"]?.reason?.hasPrefix("in the middle of it") == true)
        for other in ["a.B.three", "c.D.four"] {
            #expect(results[other]?.outcome == .notRun)
            #expect(results[other]?.reason?.contains("signal 9") == true)
        }
        #expect(outcome.problems.count == 1)
        let finished = await recorded.events.count { if case .testFinished = $0 { true } else { false } }
        #expect(finished == 4)
    }

    @Test("A worker that fails says why")
    func failed() async throws {
        let (outcome, _) = try await Self.run([], ending: "echo 'ModuleNotFoundError: no x' >&2; exit 3")
        #expect(outcome.results.allSatisfy { $0.outcome == .notRun })
        #expect(outcome.results.first?.reason?.contains("ModuleNotFoundError: no x") == true)
    }

    @Test("A stream that is cut off in a packet leaves what is before it")
    func cut() async throws {
        let tail = Array(try SubunitPacket(test: "a.B.two", status: .success).encoded().dropLast(3))
        let (outcome, _) = try await Self.run(Self.passed("a.B.one"), tail: tail)
        let outcomes = Dictionary(uniqueKeysWithValues: outcome.results.map { ($0.identity.name, $0.outcome) })
        #expect(outcomes == ["a.B.one": .passed, "a.B.two": .notRun, "a.B.three": .notRun, "c.D.four": .notRun])
        #expect(outcome.results.last?.reason?.contains("damaged") == true)
    }

    @Test("Damage in the middle of a stream costs the packets it is in")
    func damaged() async throws {
        var end = try SubunitPacket(test: "a.B.two", status: .success).encoded()
        end[end.count / 2] ^= 0xFF
        let tail = try end + Self.passed("a.B.three").flatMap { try $0.encoded() }
        let packets = Self.passed("a.B.one") + [SubunitPacket(test: "a.B.two", status: .inProgress)]
        let (outcome, _) = try await Self.run(packets, tail: tail)
        let results = Dictionary(uniqueKeysWithValues: outcome.results.map { ($0.identity.name, $0) })
        #expect(results["a.B.one"]?.outcome == .passed)
        #expect(results["a.B.three"]?.outcome == .passed)
        for lost in ["a.B.two", "c.D.four"] {
            #expect(results[lost]?.outcome == .notRun)
            #expect(results[lost]?.reason?.contains("damaged") == true)
        }
        #expect(outcome.problems.count == 1)
    }

    @Test(
        "A run that is interrupted keeps what is known, however deaf its workers are",
        arguments: [("", 600_000), ("trap '' INT; ", 20), ("trap '' INT TERM; ", 20)]
    )
    func interrupted(_ deafness: String, _ patience: Int) async throws {
        let packets = Self.passed("a.B.one") + [SubunitPacket(test: "a.B.two", status: .inProgress)]
        let (outcome, _) = try await Self.run(
            packets,
            beginning: deafness,
            ending: "exec sleep 3600",
            patience: .milliseconds(patience),
            interruptsAfter: "a.B.two"
        )
        let results = Dictionary(uniqueKeysWithValues: outcome.results.map { ($0.identity.name, $0) })
        #expect(results["a.B.one"]?.outcome == .passed)
        #expect(results["a.B.two"]?.reason == "in the middle of it the run was interrupted")
        #expect(results["c.D.four"]?.reason == "the run was interrupted")
        #expect(outcome.problems == [])
    }

    @Test("A test that an interruption ended did not fail")
    func keyboardInterrupt() async throws {
        let traceback = SubunitPacket.File(name: "traceback", content: Array("Traceback:\nKeyboardInterrupt".utf8))
        let packets = [
            SubunitPacket(test: "a.B.one", status: .inProgress), SubunitPacket(test: "a.B.one", file: traceback),
            SubunitPacket(test: "a.B.one", status: .fail),
        ]
        let (outcome, _) = try await Self.run(packets, ending: "echo KeyboardInterrupt >&2; exit 1")
        #expect(outcome.results.allSatisfy { $0.outcome == .notRun && $0.failures.isEmpty })
        #expect(outcome.results.allSatisfy { $0.reason?.hasSuffix("the run was interrupted") == true })
        #expect(outcome.problems == [])
    }

    @Test("A class whose set-up failed is a failure, and its tests did not run", arguments: [true, false])
    func classSetUp(_ fails: Bool) async throws {
        let text = SubunitPacket.File(name: fails ? "traceback" : "reason", content: Array("boom".utf8))
        let step = "setUpClass (a.B)"
        let packets = [
            SubunitPacket(test: step, file: text), SubunitPacket(test: step, status: fails ? .fail : .skip),
        ]
        let (outcome, _) = try await Self.run(packets + Self.passed("c.D.four"))
        let results = Dictionary(uniqueKeysWithValues: outcome.results.map { ($0.identity.name, $0) })
        for test in Self.tests.prefix(3) {
            #expect(results[test]?.outcome == (fails ? .notRun : .skipped))
            #expect(results[test]?.reason?.contains("boom") == true)
        }
        #expect(results["c.D.four"]?.outcome == .passed)
        #expect(results[step]?.outcome == (fails ? .failed : nil))
    }
}
