import Testing

@testable import Conformance

@Suite struct ScheduleTests {
    private static let few = ResourceLimit("few", amount: 3)
    private static let one = ResourceLimit("one", amount: 1)

    private static func tests(_ usages: KeyValuePairs<String, [ResourceLimit: Int]>) -> [ConformanceTest] {
        TestSuite(usages.map { ExampleTests.Example(method: $0.key, uses: $0.value) }).tests
    }

    private static func start(_ schedule: inout Schedule) -> [ConformanceTest] {
        var started: [ConformanceTest] = []
        while let start = schedule.next() { started.append(start.test) }
        return started
    }

    private static func methods(_ tests: [ConformanceTest]) -> [String] {
        tests.map { $0.identity.name.suffix(after: ".") }
    }

    @Test func noMoreTestsRunThanThereArePlaces() {
        let tests = Self.tests(["a": [:], "b": [:], "c": [:]])
        var schedule = Schedule(tests, limits: LimitAmounts(concurrency: 2))
        #expect(Self.methods(Self.start(&schedule)) == ["a", "b"])
        #expect(!schedule.isEmpty)
        schedule.ended()
        #expect(Self.methods(Self.start(&schedule)) == ["c"])
        #expect(schedule.isEmpty)
    }

    @Test(arguments: [0, -5])
    func oneTestRunsAtLeast(concurrency: Int) {
        var schedule = Schedule(Self.tests(["a": [:], "b": [:]]), limits: LimitAmounts(concurrency: concurrency))
        #expect(Self.methods(Self.start(&schedule)) == ["a"])
    }

    @Test func aLimitOfOneMakesTestsTakeTurns() {
        let tests = Self.tests(["a": [Self.one: 1], "b": [Self.one: 1], "c": [:]])
        var schedule = Schedule(tests, limits: LimitAmounts(concurrency: 8))
        #expect(Self.methods(Self.start(&schedule)) == ["a", "c"])
        // What a test had is free only when it is removed.
        schedule.ended()
        #expect(Self.start(&schedule).isEmpty)
        schedule.released(tests[0])
        #expect(Self.methods(Self.start(&schedule)) == ["b"])
    }

    @Test func aTestThatMustWaitIsOvertaken() {
        let tests = Self.tests(["a": [Self.few: 2], "b": [Self.few: 2], "c": [Self.few: 1], "d": [Self.few: 1]])
        var schedule = Schedule(tests, limits: LimitAmounts(concurrency: 8))
        #expect(Self.methods(Self.start(&schedule)) == ["a", "c"])
        schedule.ended()
        schedule.released(tests[0])
        #expect(Self.methods(Self.start(&schedule)) == ["b"])
    }

    @Test func aDemandForMoreThanThereIsGetsEverything() {
        let tests = Self.tests(["a": [Self.few: 100], "b": [Self.few: 1]])
        var schedule = Schedule(tests, limits: LimitAmounts(concurrency: 8))
        #expect(Self.methods(Self.start(&schedule)) == ["a"])
        schedule.ended()
        schedule.released(tests[0])
        #expect(Self.methods(Self.start(&schedule)) == ["b"])
        schedule.released(tests[1])
        #expect(schedule.isEmpty)
    }

    @Test(arguments: [("few", 1, ["a"]), ("few", 2, ["a", "b"]), ("few", 0, ["a"]), ("other", 1, ["a", "b", "c"])])
    func theUserMayChangeALimit(name: String, amount: Int, started: [String]) {
        let tests = Self.tests(["a": [Self.few: 1], "b": [Self.few: 1], "c": [Self.few: 1], "d": [Self.few: 1]])
        var schedule = Schedule(tests, limits: LimitAmounts(stated: [name: amount], concurrency: 8))
        #expect(Self.methods(Self.start(&schedule)) == started)
    }

    @Test func aLimitThatWasLoweredStillLetsEveryTestRun() {
        let tests = Self.tests(["a": [Self.few: 3], "b": [Self.few: 2]])
        var schedule = Schedule(tests, limits: LimitAmounts(stated: ["few": 1], concurrency: 8))
        for method in ["a", "b"] {
            let started = Self.start(&schedule)
            #expect(Self.methods(started) == [method])
            schedule.ended()
            started.forEach { schedule.released($0) }
        }
        #expect(schedule.isEmpty)
    }

    @Test func whatIsUsedUpIsUsedByAllOthersFirst() {
        let tests = TestSuite([
            ExampleTests.Example(method: "a", usesUp: [Self.few]),
            ExampleTests.Example(method: "b", uses: [Self.few: 3]), ExampleTests.Example(method: "c"),
            ExampleTests.Example(method: "d", uses: [Self.few: 3]),
        ]).tests
        var schedule = Schedule(tests, limits: LimitAmounts(concurrency: 8))
        #expect(Self.methods(Self.start(&schedule)) == ["b", "c"])
        schedule.ended()
        schedule.released(tests[1])
        // While the last of them runs nobody else waits for what it uses.
        #expect(Self.methods(Self.start(&schedule)) == ["d", "a"])
    }

    @Test func whatATestWaitsForIsKnown() {
        let tests = Self.tests([
            "a": [Self.one: 1, Self.few: 2], "b": [Self.one: 1, Self.few: 2], "c": [Self.few: 2], "d": [:], "e": [:],
        ])
        var schedule = Schedule(tests, limits: LimitAmounts(concurrency: 3))
        let start = ContinuousClock.now
        for method in ["a", "d", "e"] {
            let next = schedule.next(at: start)
            #expect(Self.methods([next?.test].compactMap(\.self)) == [method])
            #expect(next?.hold == nil)
        }
        schedule.ended()
        schedule.released(tests[0])
        let b = schedule.next(at: start + .seconds(2))
        #expect(b?.hold?.since == start)
        #expect(b?.hold?.limits == ["few", "one"])
        schedule.ended()
        schedule.ended()
        // What is told is what was exhausted at first.
        let nobody = schedule.next(at: start + .seconds(3))
        #expect(nobody?.test.identity == nil)
        schedule.released(tests[1])
        let c = schedule.next(at: start + .seconds(4))
        #expect(c?.hold?.since == start)
        #expect(c?.hold?.limits == ["few"])
    }

    @Test func waitingForAPlaceIsNoHold() {
        var schedule = Schedule(Self.tests(["a": [:], "b": [:]]), limits: LimitAmounts(concurrency: 1))
        _ = schedule.next()
        let nobody = schedule.next()
        #expect(nobody?.test.identity == nil)
        schedule.ended()
        let second = schedule.next()
        #expect(Self.methods([second?.test].compactMap(\.self)) == ["b"])
        #expect(second?.hold == nil)
    }

    @Test func whatIsStillToBeUsedHoldsWhatUsesItUp() {
        let tests = TestSuite([
            ExampleTests.Example(method: "a", usesUp: [Self.few]),
            ExampleTests.Example(method: "b", uses: [Self.few: 3]),
        ]).tests
        var schedule = Schedule(tests, limits: LimitAmounts(concurrency: 8))
        _ = schedule.next()
        let last = schedule.next()
        #expect(last?.hold?.limits == ["few"])
    }
}
