import Conformance
import OpenStack
import Testing

@Suite struct OutcomeTests {
    @Test func passing() async throws {
        let run = ExampleRun()
        let summary = try await run.run(TestSuite(["a": { t in try await t.newImage() }, "b": { _ in }]))
        #expect(run.events.outcomes == ["a": .passed, "b": .passed])
        #expect(summary.outcomes == [.passed: 2])
        #expect(summary.leftovers.isEmpty)
        #expect(!summary.wasInterrupted)
        let result = try #require(run.events.results["a"])
        #expect(result.tries == 1)
        #expect(result.failures.isEmpty)
        // Evidence is the request that made the image; logging in and cleaning up are the run's.
        let evidence = run.events.exchanges.filter { result.exchanges.contains($0.number) }
        #expect(evidence.map { "\($0.method) \($0.status ?? 0)" } == ["POST 201"])
        #expect(summary.requests == run.events.exchanges.count)
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func failingTwice() async throws {
        let run = ExampleRun()
        let summary = try await run.run(
            TestSuite([
                "a": { t in
                    let image = try await t.newImage()
                    try await t.step("look") {
                        t.expect("name", try await t.image.image(image.id).name, is: "other")
                        t.expect(false, "pigs fly")
                    }
                }
            ])
        )
        #expect(summary.outcomes == [.failed: 1])
        let result = try #require(run.events.results["a"])
        #expect(result.tries == 2)
        #expect(result.failures.map(\.message) == ["name is not as promised", "not so: pigs fly"])
        #expect(result.failures.first?.expected == ["other"])
        #expect(result.failures.first?.actual?.hasPrefix("fits-abcd1234-image-") == true)
        #expect(result.failures.map(\.step) == ["look", "look"])
        #expect(result.failures.first?.location?.fileID == "ConformanceTests/OutcomeTests.swift")
        let shown = run.events.exchanges.first { $0.number == result.failures.first?.exchange }
        #expect(shown?.method == "GET")
        let names = run.events.events.compactMap { event -> String? in
            switch event {
            case .testStarted(_, let attempt): "started \(attempt)"
            case .testWillRepeat(let result): "\(result.outcome), repeated"
            case .testFinished(let result): "\(result.outcome)"
            default: nil
            }
        }
        #expect(names == ["started 1", "failed, repeated", "started 2", "failed"])
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func flaky() async throws {
        let run = ExampleRun()
        let count = Counter()
        try await run.run(TestSuite(["a": { t in t.expect(count.next() > 1, "second time lucky") }]))
        let result = try #require(run.events.results["a"])
        #expect(result.outcome == .flaky)
        #expect(result.outcome.isSuccess)
        #expect(result.tries == 2)
        #expect(result.failures.map(\.message) == ["not so: second time lucky"])
    }

    @Test func repetitionsRunAlone() async throws {
        let running = Counter()
        let run = ExampleRun()
        let body: ConformanceTest.Body = { t in
            // Fails whenever the others have not run before it.
            t.expect(running.next() > 5, "last")
        }
        try await run.run(TestSuite(["a": body, "b": body, "c": body, "d": body, "e": body]))
        #expect(Set(run.events.outcomes.values) == [.flaky])
    }

    @Test func skippedAndNotNative() async throws {
        var run = ExampleRun()
        let suite = TestSuite([
            .init(method: "a"), .init(method: "b", needs: [.service(.compute)]),
            .init(method: "c", needs: [.credentials(.admin)]),
        ])
        run.options.selection = Selection(
            tests: suite.tests.map(\.identity) + [TestIdentity(name: "other.x", id: "9")]
        )
        let summary = try await run.run(suite)
        #expect(summary.outcomes == [.passed: 1, .skipped: 2, .notRun: 1])
        #expect(run.events.results["b"]?.reason == "the cloud's catalog has no compute service")
        #expect(run.events.results["c"]?.reason == "needs admin rights")
        #expect(run.events.results["x"]?.reason == "FITS has no native version of this test")
    }

    @Test func finishedTestsDoNotRunAgain() async throws {
        var run = ExampleRun()
        let suite = TestSuite([.init(method: "a"), .init(method: "b")])
        run.options.finished = [suite.tests[0].identity]
        try await run.run(suite)
        #expect(run.events.outcomes == ["b": .passed])
        guard case .runStarted(let description) = run.events.events.first else {
            return #expect(Bool(false), "a run begins with its start")
        }
        #expect(description.tests.count == 2)
    }

    struct Odd: Error {}

    static let ends: [(String, ConformanceTest.Body)] = [
        (
            "GET http://image.test/v2/images/nowhere answered 404, expected 200: There is no such thing. (req-fake)",
            { t in
                _ = try await t.image.image("nowhere")
            }
        ),
        ("the test could not go on: Odd()", { _ in throw Odd() }),
        ("the test could not go on: CancellationError()", { _ in throw CancellationError() }),
        ("the answer is missing", { t in _ = try t.require("the answer", nil as Int?) }),
        (
            "waited 0 s until the moon is blue, in vain",
            { t in
                try await t.wait(until: "the moon is blue", timeout: .milliseconds(25)) { false }
            }
        ),
    ]

    @Test(arguments: ends)
    func whateverEndsATestIsAFailureOfIt(message: String, body: @escaping ConformanceTest.Body) async throws {
        let run = ExampleRun()
        try await run.run(TestSuite(["a": body]))
        #expect(run.events.results["a"]?.outcome == .failed)
        #expect(run.events.results["a"]?.failures.map(\.message) == [message])
    }

    @Test func aWrongPatternEndsARunBeforeItBegins() async throws {
        var run = ExampleRun()
        run.options.selection = Selection(patterns: ["("])
        await #expect(throws: SelectionError.self) { try await run.run(TestSuite(["a": { _ in }])) }
        #expect(run.events.events.isEmpty)
        #expect(run.cloud.requests.isEmpty)
    }

    @Test func noMoreTestsRunAtOnceThanWanted() async throws {
        var run = ExampleRun()
        run.options.concurrency = 3
        let (running, most) = (Counter(), Diary())
        let ended = Counter()
        let examples = (0..<20).map { number in
            ExampleTests.Example(method: "t\(number)") { _ in
                most.note("\(running.next() - ended.value)")
                try await Task.sleep(for: .milliseconds(1))
                _ = ended.next()
            }
        }
        try await run.run(TestSuite(examples))
        #expect(most.all.count == 20)
        #expect(most.all.allSatisfy { (Int($0) ?? 0) <= 3 })
    }

    @Test func testsUnderALimitTakeTurnsUntilTheirResourcesAreGone() async throws {
        let run = ExampleRun()
        let cloud = run.cloud
        let limit = ResourceLimit("images", amount: 1)
        let examples = (0..<6).map { number in
            ExampleTests.Example(method: "t\(number)", uses: [limit: 1]) { t in
                t.expect("images there are", cloud.leftovers.count, is: 0)
                try await t.newImage()
                await Task.yield()
            }
        }
        try await run.run(TestSuite(examples))
        #expect(Set(run.events.outcomes.values) == [.passed])
    }
}
