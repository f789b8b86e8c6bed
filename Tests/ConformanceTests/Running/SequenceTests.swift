import OpenStack
import Testing

@testable import Conformance

@Suite struct SequenceTests {
    private static func example(
        _ method: String,
        _ position: Int,
        followsPrior: Bool = true,
        _ body: @escaping ConformanceTest.Body = { _ in }
    ) -> ExampleTests.Example {
        ExampleTests.Example(
            method: method,
            place: SequencePlace(sequence: "s", position: position, followsPrior: followsPrior),
            body: body
        )
    }

    private static func noting(_ method: String, _ position: Int, in diary: Diary) -> ExampleTests.Example {
        example(method, position) { _ in diary.note(method) }
    }

    @Test func testsOfASequenceTakeTurnsWhateverTheirNames() async throws {
        let diary = Diary()
        let suite = TestSuite([
            Self.noting("c", 0, in: diary), Self.noting("a", 1, in: diary), Self.noting("b", 2, in: diary),
        ])
        try await ExampleRun().run(suite)
        #expect(diary.all == ["c", "a", "b"])
    }

    @Test func theyShareAMemoryAndEachWalkHasItsOwn() async throws {
        let suite = TestSuite([
            Self.example("first", 0) { context in
                let count = context.sequence.value { Counter() }.next()
                context.expect("count", count, is: 1)
            },
            Self.example("second", 1) { context in
                let count = context.sequence.value { Counter() }.next()
                context.expect("count", count, is: 2)
            },
            Self.example("fails", 2) { context in context.expect(false, "so") },
        ])
        let run = ExampleRun()
        try await run.run(suite)
        #expect(run.events.outcomes == ["first": .passed, "second": .passed, "fails": .failed])
    }

    @Test func whatIsFollowedRunsWithoutCounting() async throws {
        let diary = Diary()
        let suite = TestSuite([
            Self.noting("first", 0, in: diary), Self.noting("second", 1, in: diary), Self.noting("third", 2, in: diary),
            Self.example("alone", 3, followsPrior: false),
        ])
        var run = ExampleRun()
        run.options.selection = Selection(patterns: ["second", "alone"])
        try await run.run(suite)
        #expect(diary.all == ["first", "second"])
        #expect(run.events.outcomes == ["second": .passed, "alone": .passed])
    }

    @Test func aRunThatIsTakenUpWalksThroughWhatIsFinished() async throws {
        let diary = Diary()
        let suite = TestSuite([Self.noting("first", 0, in: diary), Self.noting("second", 1, in: diary)])
        var run = ExampleRun()
        run.options.finished = [TestIdentity(name: "tests.Examples.first", id: "id-of-first")]
        try await run.run(suite)
        #expect(diary.all == ["first", "second"])
        #expect(run.events.outcomes == ["second": .passed])
    }

    @Test func resourcesStayToTheEndOfTheSequence() async throws {
        let suite = TestSuite([
            Self.example("make", 0) { try await $0.newImage() },
            Self.example("look", 1) { context in
                context.expect("images", try await context.image.images().all().count, is: 1)
            },
        ])
        let run = ExampleRun()
        try await run.run(suite)
        #expect(run.events.outcomes == ["make": .passed, "look": .passed])
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func weatherStartsTheSequenceAnewUpToTheTestItEnded() async throws {
        let diary = Diary()
        let counter = Counter()
        let suite = TestSuite([
            Self.noting("first", 0, in: diary),
            Self.example("second", 1) { _ in
                diary.note("second")
                if counter.next() == 1 {
                    throw TransportError(.connectionReset, request: APIRequest(.get, "http://image.test"), reason: "")
                }
            },
            Self.noting("third", 2, in: diary),
        ])
        let run = ExampleRun()
        try await run.run(suite)
        #expect(diary.all == ["first", "second", "first", "second", "third"])
        #expect(Set(run.events.outcomes.values) == [.passed])
    }

    @Test func aTestMaySkipItself() async throws {
        let suite = TestSuite(["a": { context in try context.skip("nothing to say") }])
        let run = ExampleRun()
        try await run.run(suite)
        #expect(run.events.results["a"]?.outcome == .skipped)
        #expect(run.events.results["a"]?.reason == "nothing to say")
    }
}
