import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("The gate")
struct GateTests {
    private static let now = SampleRun.start

    private static func side(_ outcomes: [Outcome?], name: String = "test") throws -> GateSide {
        let packets = outcomes.enumerated().flatMap { index, outcome -> [SubunitPacket] in
            let test = "\(OutcomeRun.test(index))"
            switch outcome {
            case .passed, .flaky: return [SubunitPacket(test: test, status: .success)]
            case .failed: return [SubunitPacket(test: test, status: .fail)]
            case .skipped: return [SubunitPacket(test: test, status: .skip)]
            case .notRun, nil: return []
            }
        }
        return GateSide(SubunitStream(reading: try packets.flatMap { try $0.encoded() }), name: name)
    }

    @Test(
        "What became of a test",
        arguments: [
            (.passed, .failed, .newFailure, .fail), (.flaky, .failed, .newFailure, .fail),
            (.passed, .skipped, .newlySkipped, .fail), (.passed, .notRun, .notRun, .incomplete),
            (.passed, .passed, .unchanged, .pass), (.flaky, .passed, .unchanged, .pass),
            (.passed, .flaky, .flaky, .pass), (.flaky, .flaky, .flaky, .pass),
            (.failed, .failed, .stillFailing, .pass), (.failed, .passed, .fixed, .pass),
            (.failed, .flaky, .fixed, .pass), (.skipped, .failed, .unprovenFailure, .pass),
            (.notRun, .failed, .unprovenFailure, .pass), (.skipped, .passed, .newlyWorking, .pass),
            (.notRun, .flaky, .newlyWorking, .pass), (.failed, .skipped, .unchanged, .pass),
            (.skipped, .skipped, .unchanged, .pass), (.notRun, .notRun, .unchanged, .pass),
        ] as [(Outcome, Outcome, Gate.Kind, Gate.Conclusion)]
    )
    func kinds(_ before: Outcome, _ after: Outcome, _ kind: Gate.Kind, _ conclusion: Gate.Conclusion) async throws {
        // Another test works throughout, so that there is something to conclude from.
        let baseline = try await OutcomeRun.make([.passed, before])
        defer { baseline.remove() }
        let candidate = try await OutcomeRun.make([.passed, after], day: 1)
        defer { candidate.remove() }
        let gate = Gate(baseline: GateSide(baseline.report), candidate: GateSide(candidate.report), now: Self.now)
        #expect(gate.changes.first { $0.test == OutcomeRun.test(1) }?.kind == kind)
        #expect(gate.conclusion == conclusion)
    }

    @Test("What is absent on one side")
    func absent() throws {
        let gate = Gate(
            baseline: try Self.side([.passed, .passed, .failed, nil, nil]),
            candidate: try Self.side([.passed, nil, nil, .passed, .failed]),
            now: Self.now
        )
        #expect(gate.changes.map(\.kind) == [.unchanged, .missing, .unchanged, .newlyWorking, .unprovenFailure])
        #expect(gate.conclusion == .incomplete)
        #expect(gate.reason == "of 2 tests that worked before: 1 not part of the candidate")
    }

    @Test(
        "Where nothing worked before nothing can be concluded",
        arguments: [[], [.failed, .skipped]] as [[Outcome?]]
    )
    func nothingWorked(_ before: [Outcome?]) throws {
        let gate = Gate(baseline: try Self.side(before), candidate: try Self.side([.passed, .passed]), now: Self.now)
        #expect(gate.conclusion == .incomplete)
        #expect(gate.reason.contains("nothing worked in the baseline"))
    }

    @Test(
        "What is tolerated does not count and is shown",
        arguments: [
            ([], .fail), ([.newlySkipped], .incomplete), ([.newlySkipped, .missing], .pass),
        ] as [(Set<Gate.Kind>, Gate.Conclusion)]
    )
    func tolerance(_ tolerated: Set<Gate.Kind>, _ conclusion: Gate.Conclusion) throws {
        let gate = Gate(
            baseline: try Self.side([.passed, .passed, .passed]),
            candidate: try Self.side([.passed, .skipped, nil]),
            tolerated: tolerated,
            now: Self.now
        )
        #expect(gate.conclusion == conclusion)
        #expect(GateSummary(gate).text().contains("Newly skipped (1)"))
    }

    // MARK: - Which tests are the same

    @Test(
        "A test whose name changed is the same by its id; without ids by its name",
        arguments: [
            ("a.B.old[id-6f8e4436-fc96-4282-8122-e41df57197a9]", "a.C.new[id-6f8e4436-fc96-4282-8122-e41df57197a9]", 1),
            ("a.B.test", "a.B.test[id-6f8e4436-fc96-4282-8122-e41df57197a9]", 1),
            ("a.B.t[id-00000000-fc96-4282-8122-e41df57197a9]", "a.B.t[id-6f8e4436-fc96-4282-8122-e41df57197a9]", 2),
            ("a.B.one", "a.B.two", 2),
        ]
    )
    func pairs(_ before: String, _ after: String, _ count: Int) throws {
        func side(_ test: String) throws -> GateSide {
            GateSide(SubunitStream(reading: try SubunitPacket(test: test, status: .success).encoded()), name: "s")
        }
        let gate = Gate(baseline: try side(before), candidate: try side(after), now: Self.now)
        #expect(gate.changes.count == count)
    }

    @Test("Variants with one id are not mixed up")
    func variants() throws {
        func side(_ statuses: [(String, SubunitPacket.Status)]) throws -> GateSide {
            let bytes = try statuses.flatMap { name, status in
                try SubunitPacket(test: "a.\(name).t[id-6f8e4436-fc96-4282-8122-e41df57197a9]", status: status)
                    .encoded()
            }
            return GateSide(SubunitStream(reading: bytes), name: "s")
        }
        let gate = Gate(
            baseline: try side([("V4", .success), ("V6", .fail)]),
            candidate: try side([("V4", .fail), ("V6", .success)]),
            now: Self.now
        )
        #expect(gate.changes.map(\.kind) == [.newFailure, .fixed])
    }

    @Test("A class whose set-up ended early stands for its tests")
    func setUpClass() throws {
        func side(_ packets: [SubunitPacket]) throws -> GateSide {
            GateSide(SubunitStream(reading: try packets.flatMap { try $0.encoded() }), name: "s")
        }
        let gate = Gate(
            baseline: try side([
                SubunitPacket(test: "a.B.one", status: .success), SubunitPacket(test: "a.C.two", status: .success),
                SubunitPacket(test: "a.D.three", status: .success),
            ]),
            candidate: try side([
                SubunitPacket(test: "setUpClass (a.B)", status: .skip),
                SubunitPacket(test: "setUpClass (a.C)", status: .fail),
                SubunitPacket(test: "a.D.three", status: .success),
            ]),
            now: Self.now
        )
        let kinds = Dictionary(uniqueKeysWithValues: gate.changes.map { ($0.test.name, $0.kind) })
        #expect(kinds["a.B.one"] == .newlySkipped)
        #expect(kinds["a.C.two"] == .newFailure)
        #expect(kinds["a.D.three"] == .unchanged)
    }

    @Test("Of several runs the last outcome that tells something counts")
    func severalRuns() async throws {
        let runs = [
            try await OutcomeRun.make([.passed, .passed, .failed, .skipped], day: 0),
            try await OutcomeRun.make([.passed, .skipped, .passed, .skipped], day: 1),
            try await OutcomeRun.make([.failed, .notRun, .passed, .skipped], day: 2),
        ]
        let candidate = try await OutcomeRun.make([.failed, .failed, .failed, .skipped], day: 3)
        defer { for run in runs + [candidate] { run.remove() } }
        let gate = Gate(
            baseline: GateSide(runs.map(\.record), name: "nightly"),
            candidate: GateSide(candidate.report),
            now: Self.now
        )
        #expect(gate.changes.map(\.kind) == [.stillFailing, .newFailure, .newFailure, .unchanged])
        #expect(gate.changes.map(\.record).suffix(2).first == "worked in 2 of 3 runs of the baseline")
        #expect(gate.baseline.name == "3 runs in nightly")
    }

    // MARK: - Waivers

    private static func waiver(_ subject: Waiver.Subject, cloud: String? = nil, until day: String) -> Waiver {
        Waiver(subject: subject, cloud: cloud, reason: "known, bug 1", expires: day, line: 1)
    }

    @Test(
        "A waiver excuses what it names, where and as long as it says",
        arguments: [
            (waiver(.test("pasture.Class.test_1"), until: "2026-01-13"), Gate.Conclusion.pass),
            (waiver(.test("pasture.Class.test_1"), until: "2026-01-12"), .fail),
            (waiver(.test("pasture.Class.test_1"), cloud: "pasture", until: "2027-01-01"), .pass),
            (waiver(.test("pasture.Class.test_1"), cloud: "meadow", until: "2027-01-01"), .fail),
            (waiver(.test("00000000-0000-4000-8000-100000000001"), until: "2027-01-01"), .pass),
            (waiver(.test("id-00000000-0000-4000-8000-100000000001"), until: "2027-01-01"), .pass),
            (waiver(.test("\(OutcomeRun.test(1))"), until: "2027-01-01"), .pass),
            (waiver(.test("pasture.Class.test"), until: "2027-01-01"), .fail),
            (waiver(.pattern("Class.test_[12]"), until: "2027-01-01"), .pass),
            (waiver(.pattern("^test_1"), until: "2027-01-01"), .fail),
        ]
    )
    func waivers(_ waiver: Waiver, _ conclusion: Gate.Conclusion) async throws {
        let baseline = try await OutcomeRun.make([.passed, .passed])
        defer { baseline.remove() }
        let candidate = try await OutcomeRun.make([.passed, .failed])
        defer { candidate.remove() }
        let gate = Gate(
            baseline: GateSide(baseline.report),
            candidate: GateSide(candidate.report),
            waivers: [waiver],
            now: Self.now
        )
        #expect(gate.conclusion == conclusion)
        let isExpired = waiver.expires < "2026-01-13"
        #expect(gate.expiredWaivers == (isExpired ? [waiver] : []))
        #expect(gate.unusedWaivers == (isExpired || conclusion == .pass ? [] : [waiver]))
        let text = GateSummary(gate).text()
        #expect(text.contains("known, bug 1") == (conclusion == .pass))
    }
}
