import Conformance
import Foundation
import Guidelines
import Reports
import Testing

@Suite("Comparisons")
struct ComparisonTests {
    // MARK: - What works where

    @Test("A capability works everywhere, on some, nowhere")
    func matrix() async throws {
        try await SampleClouds.with { comparison in
            let matrix = try #require(comparison.matrices.first)
            #expect(matrix.guideline == nil)
            #expect(matrix.rows.map(\.name) == ["compute servers", "image images"])
            #expect(matrix.rows.map(\.reach) == [.nowhere, .somewhere])
            #expect(
                matrix.rows.map { $0.cells.map(\.standing) } == [
                    [.partly, .partly, .partly], [.works, .works, .absent],
                ]
            )
            #expect(matrix.rows[0].cells.map(\.demonstrated) == [4, 1, 4])
            #expect(
                comparison.differing(in: matrix.rows[1]).map(\.identity) == [SampleClouds.list, SampleClouds.upload]
            )
        }
    }

    @Test("Under a guideline its capabilities are the rows, flagged tests do not count")
    func guideline() async throws {
        let runs = [try await SampleRun.make(), try await SampleRun.make()]
        defer { for run in runs { run.remove() } }
        let comparison = Comparison(runs.map { Comparison.Subject($0.report, profile: nil) })
        let matrix = try #require(comparison.matrices.first)
        #expect(comparison.matrices.count == 1)
        #expect(matrix.guideline == "meadow.2026.01")
        #expect(
            matrix.rows.map(\.name).sorted() == [
                "identity-v3-tokens-create", "images-v2-delete", "images-v2-index", "images-v2-update",
            ]
        )
        let update = try #require(matrix.rows.first { $0.name == "images-v2-update" })
        #expect(update.status == .advisory)
        #expect(update.cells.map(\.total) == [1, 1])
        #expect(update.cells.map(\.flagged) == [1, 1])
        #expect(!comparison.hasDifferentOutcomes)
    }

    @Test(
        "What one test says of a capability",
        arguments: [
            (.passed, .works), (.flaky, .works), (.failed, .fails), (.skipped, .absent), (.notRun, .notRun),
        ] as [(Outcome, Comparison.Matrix.Standing)]
    )
    func standing(_ outcome: Outcome, _ standing: Comparison.Matrix.Standing) async throws {
        let runs = [try await OutcomeRun.make([outcome], cloud: "a"), try await OutcomeRun.make([.passed], cloud: "b")]
        defer { for run in runs { run.remove() } }
        let comparison = Comparison(runs.map { Comparison.Subject($0.report, profile: nil) })
        #expect(comparison.matrices.first?.rows.first?.cells.first?.standing == standing)
        // What came to no end says nothing, so nothing differs.
        #expect(comparison.hasDifferentOutcomes == ![.works, .notRun].contains(standing))
    }

    @Test(
        "What works on one and will not on another",
        arguments: [
            (0, 1, 2, 1, 1), (1, 0, 0, 0, 0), (0, 2, 2, 1, 0), (2, 0, 0, 0, 0), (1, 2, 2, 1, 0), (2, 1, 2, 1, 1),
        ]
    )
    func portability(_ from: Int, _ to: Int, _ tests: Int, _ capabilities: Int, _ unknown: Int) async throws {
        try await SampleClouds.with { comparison in
            let pair = comparison.portability(from: from, to: to)
            #expect(pair.count == tests)
            #expect(pair.capabilities == capabilities)
            #expect(pair.unknown == unknown)
            #expect(comparison.portability.count == 6)
        }
    }

    @Test("Tests that no capability of the guideline has are lost without a capability")
    func portabilityBeyondGuideline() async throws {
        let outcomes: [(Outcome, String)] = [(.passed, "a"), (.failed, "b")]
        var subjects: [Comparison.Subject] = []
        for (outcome, cloud) in outcomes {
            let others = [OutcomeRun.result(OutcomeRun.test(0), outcome)]
            let run = try await OutcomeRun.make(others + [OutcomeRun.result(SampleRun.delete, outcome)], cloud: cloud)
            defer { run.remove() }
            let verdict = try SampleGuideline.read(in: run.folder).verdict(on: run.record.allResults)
            let report = Report(record: run.record, exchanges: [:], tests: [], verdicts: [verdict])
            subjects.append(Comparison.Subject(report, profile: nil))
        }
        let pair = Comparison(subjects).portability(from: 0, to: 1)
        #expect(pair.count == 2)
        #expect(pair.losses.map(\.capability).contains("images-v2-delete"))
        #expect(pair.losses.count == 2)
        #expect(pair.capabilities == 1)
    }

    // MARK: - Where clouds part

    @Test(
        "The first exchange in which clouds part",
        arguments: [
            (SampleClouds.create, .status, "compute GET /v2.1/servers/{id}/ips", [0, 1], [5, 5]),
            (SampleClouds.flavor, .document, "compute GET /v2.1/flavors/{id}", [0, 1], [7, 7]),
            (SampleClouds.list, .reason, nil, [0, 2], [nil, nil]),
        ] as [(TestIdentity, Parting.Kind, String?, [Int], [Int?])]
    )
    func parting(
        _ identity: TestIdentity,
        _ kind: Parting.Kind,
        _ operation: String?,
        _ sides: [Int],
        _ exchanges: [Int?]
    ) async throws {
        try await SampleClouds.with { comparison in
            let test = try #require(comparison.tests.first { $0.identity == identity })
            #expect(test.partings.count == 1)
            let parting = try #require(test.partings.first)
            #expect(parting.kind == kind)
            #expect(parting.operation == operation)
            #expect(parting.columns.map(\.side) == sides)
            #expect(parting.columns.map { $0.exchange?.number } == exchanges)
        }
    }

    @Test("Polling, other ids and other orders of fixtures are no parting")
    func alignment() async throws {
        func exchange(_ number: Int, _ method: String, _ path: String, _ status: Int = 200) -> StoredExchange {
            StoredExchangeBuilder.exchange(number, method, "http://c:8774/v2.1" + path, status: status)
        }
        let (one, other) = ("3bc1d244-10a8-4bac-850c-36a316006b27", "a0d7a4cd-bfaa-4f0a-9b05-fd6b2b9bb0ee")
        let left = [
            exchange(1, "GET", "/flavors"), exchange(2, "POST", "/servers", 202), exchange(3, "GET", "/servers/\(one)"),
            exchange(4, "GET", "/servers/\(one)"), exchange(5, "GET", "/servers/\(one)"),
            exchange(6, "PUT", "/servers/\(one)"),
        ]
        let right = [
            exchange(1, "POST", "/servers", 202), exchange(2, "GET", "/servers/\(other)"),
            exchange(3, "PUT", "/servers/\(other)", 400),
        ]
        let test = OutcomeRun.test(0)
        let failure = Failure("status", expected: ["200"], actual: "400", exchange: 3)
        let runs = [
            try await OutcomeRun.make(
                [TestResult(test, .passed, exchanges: left.map(\.number))],
                cloud: "a",
                exchanges: left
            ),
            try await OutcomeRun.make(
                [TestResult(test, .failed, failures: [failure], exchanges: right.map(\.number))],
                cloud: "b",
                exchanges: right
            ),
        ]
        defer { for run in runs { run.remove() } }
        let parting = try #require(
            Comparison(runs.map { Comparison.Subject($0.report, profile: nil) }).tests.first?.partings.first
        )
        #expect(parting.operation == "compute PUT /v2.1/servers/{id}")
        #expect(parting.columns.map { $0.exchange?.number } == [6, 3])
    }

    @Test("Tests that part alike are one difference, failures first")
    func differences() async throws {
        try await SampleClouds.with { comparison in
            let differences = comparison.differences
            #expect(
                differences.map { $0.tests.map(\.identity) } == [
                    [SampleClouds.create], [SampleClouds.flavor], [SampleClouds.list, SampleClouds.upload],
                ]
            )
            #expect(differences.map(\.standings).last == [.works, .works, .lacks])
        }
    }

    // MARK: - What no test asserts

    @Test(
        "What services tell of themselves",
        arguments: [
            (.service, "image", [.known("there"), .known("there"), .absent]),
            (.microversions, "v2.1", [.known("2.1–2.100"), .known("2.1–2.96"), .known("2.1–2.100")]),
            (.extension, "os-agents", [.absent, .known("there"), .absent]),
            (.limit, "maxTotalCores", [.known("unlimited"), .known("20"), .known("unlimited")]),
        ] as [(Comparison.TraitDifference.Kind, String, [Comparison.TraitDifference.Value])]
    )
    func traits(
        _ kind: Comparison.TraitDifference.Kind,
        _ name: String,
        _ values: [Comparison.TraitDifference.Value]
    ) async throws {
        try await SampleClouds.with { comparison in
            let trait = comparison.unasserted.traits.first { $0.kind == kind && $0.name == name }
            #expect(trait?.values == values)
            #expect(comparison.unasserted.traits.count == 4)
        }
    }

    @Test("Bad requests that are answered differently; no answer is no difference")
    func probes() async throws {
        try await SampleClouds.with { comparison in
            #expect(comparison.unasserted.probes.map(\.id) == ["compute.invalid-json"])
            #expect(
                comparison.unasserted.probes.first?.answers.map { $0?.shape } == [
                    "{badRequest{code, message}}", "text/html", "{badRequest{code, message}}",
                ]
            )
        }
    }

    @Test("Keys and header fields, in tests that work on both")
    func keys() async throws {
        try await SampleClouds.with { comparison in
            let keys = comparison.unasserted.keys
            #expect(keys.map(\.keys) == [["server.locked_reason"], ["openstack-api-version"]])
            #expect(keys.map(\.with) == [[0], [0, 2]])
            #expect(keys.map(\.without) == [[1, 2], [1]])
            #expect(keys.map(\.part) == [.body, .header])
            #expect(
                keys.first?.operations == [
                    "compute POST /v2.1/servers: 202", "compute GET /v2.1/servers/{id}: 200",
                ]
            )
        }
    }

    @Test("Statuses in tests that end equally")
    func statuses() async throws {
        try await SampleClouds.with { comparison in
            #expect(
                comparison.unasserted.statuses.map(\.operation) == [
                    "compute DELETE /v2.1/servers/{id}", "image PUT /v2/images/{id}/file",
                ]
            )
            #expect(comparison.unasserted.statuses.map(\.statuses) == [[0: 202, 1: 200, 2: 202], [0: 204, 1: 201]])
            #expect(comparison.unasserted.statuses.map(\.tests) == [[SampleClouds.delete], [SampleClouds.upload]])
        }
    }

    @Test("Without profiles nothing is known of what services tell")
    func withoutProfiles() async throws {
        try await SampleClouds.with(hasProfiles: false) { comparison in
            #expect(comparison.unasserted.traits.isEmpty)
            #expect(comparison.unasserted.probes.isEmpty)
            #expect(ComparisonSummary(comparison).text().contains("no profile of the cloud was kept"))
        }
    }

    // MARK: - Names

    @Test(
        "Sides have names of their own",
        arguments: [
            (["a", "b"], [0, 0], ["a", "b"]),
            (["a", "a"], [0, 1], ["a 2026-01-13 12:26:40", "a 2026-01-14 12:26:40"]),
        ]
    )
    func labels(_ clouds: [String], _ days: [Int], _ labels: [String]) async throws {
        var runs: [OutcomeRun] = []
        for (cloud, day) in zip(clouds, days) {
            runs.append(try await OutcomeRun.make([.passed], cloud: cloud, day: day))
        }
        defer { for run in runs { run.remove() } }
        #expect(Comparison(runs.map { Comparison.Subject($0.report, profile: nil) }).sides.map(\.label) == labels)
    }

    @Test("A test whose name changed is the same by its id")
    func renamed() async throws {
        let (old, new) = (TestIdentity(name: "a.B.old", id: "7"), TestIdentity(name: "a.B.new", id: "7"))
        let runs = [
            try await OutcomeRun.make([TestResult(old, .passed)], cloud: "a"),
            try await OutcomeRun.make([TestResult(new, .failed)], cloud: "b"),
        ]
        defer { for run in runs { run.remove() } }
        #expect(Comparison.hasCommonTests(runs.map(\.record)))
        let comparison = Comparison(runs.map { Comparison.Subject($0.report, profile: nil) })
        #expect(comparison.tests.map(\.standings) == [[.works, .fails]])
    }

    @Test func nothingInCommon() async throws {
        let runs = [
            try await OutcomeRun.make([TestResult(OutcomeRun.test(0), .passed)]),
            try await OutcomeRun.make([TestResult(OutcomeRun.test(1), .passed)]),
        ]
        defer { for run in runs { run.remove() } }
        #expect(!Comparison.hasCommonTests(runs.map(\.record)))
    }
}
