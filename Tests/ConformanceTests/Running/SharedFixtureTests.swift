import Conformance
import OpenStack
import Testing

@Suite struct SharedFixtureTests {
    private static func readers(_ count: Int, of fixture: SharedFixture<Image>) -> [ExampleTests.Example] {
        (0..<count).map { number in
            ExampleTests.Example(method: "t\(number)") { t in
                let image = try await t.shared(fixture)
                t.expect("name", try await t.image.image(image.id).name, is: image.name ?? "")
            }
        }
    }

    @Test func itIsMadeOnceAndRemovedAtTheEnd() async throws {
        let run = ExampleRun()
        let fixture = SharedFixture("image") { t in try await t.newImage() }
        let summary = try await run.run(TestSuite(Self.readers(12, of: fixture)))
        #expect(summary.outcomes == [.passed: 12])
        #expect(run.cloud.requests.count { $0 == "POST /v2/images" } == 1)
        #expect(run.cloud.leftovers.isEmpty)
        #expect(run.events.resources == ["planned image", "created i-2", "removed"])
        let planned = run.events.events.compactMap { if case .resourcePlanned(let it) = $0 { it } else { nil } }
        #expect(planned.first?.test == nil)
    }

    @Test func whatMadeItIsEvidenceOfEveryTest() async throws {
        let run = ExampleRun()
        let fixture = SharedFixture("image") { t in try await t.newImage() }
        try await run.run(TestSuite(Self.readers(4, of: fixture)))
        let making = try #require(run.events.exchanges.first { $0.method == "POST" && $0.url.hasSuffix("/images") })
        for result in run.events.results.values {
            #expect(result.exchanges.contains(making.number))
            #expect(result.exchanges.count == 2)
        }
    }

    @Test func aFailureIsSharedAndTriedAgainForTheRepetition() async throws {
        let run = ExampleRun()
        run.cloud.interfere { request throws(TransportError) in
            request.line == "POST /v2/images" ? .json(400, ["badRequest": ["message": "no room"]]) : nil
        }
        let count = Counter()
        let fixture = SharedFixture("image") { t in
            _ = count.next()
            return try await t.newImage()
        }
        let summary = try await run.run(TestSuite(Self.readers(5, of: fixture)))
        #expect(summary.outcomes == [.failed: 5])
        // Once for all, and once more for the repetitions.
        #expect(count.value == 2)
        for result in run.events.results.values {
            #expect(result.failures.first?.message.contains("answered 400, expected 201: no room") == true)
        }
    }

    @Test func aFixtureThatCanBeMadeLaterMakesItsTestsFlaky() async throws {
        let count = Counter()
        let fixture = SharedFixture("image") { t in
            t.expect(count.next() > 1, "there is room")
            return try await t.newImage()
        }
        let run = ExampleRun()
        let summary = try await run.run(TestSuite(Self.readers(3, of: fixture)))
        #expect(summary.outcomes == [.flaky: 3])
        #expect(run.events.results["t0"]?.failures.map(\.message) == ["not so: there is room"])
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func whatStoppedTheMakingIsSaidInEveryTest() async throws {
        let fixture = SharedFixture<Image>("image") { t in
            try t.require("an image to copy", nil)
        }
        let run = ExampleRun()
        try await run.run(TestSuite(Self.readers(3, of: fixture)))
        for result in run.events.results.values {
            #expect(result.outcome == .failed)
            #expect(result.failures.map(\.message) == ["an image to copy is missing"])
        }
        #expect(run.events.results.count == 3)
    }

    @Test func weatherWhileMakingIsNotRemembered() async throws {
        let run = ExampleRun()
        let count = Counter()
        run.cloud.interfere { request throws(TransportError) in
            guard request.line == "POST /v2/images", count.next() == 1 else { return nil }
            throw TransportError(.connectionReset, request: request, reason: "")
        }
        let fixture = SharedFixture("image") { t in try await t.newImage() }
        let summary = try await run.run(TestSuite(Self.readers(5, of: fixture)))
        #expect(summary.outcomes == [.passed: 5])
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func whoWaitedForItIsTold() async throws {
        var run = ExampleRun()
        // One at a time: who comes later finds it made.
        run.options.concurrency = 1
        let inner = SharedFixture("inner") { t in try await t.newImage() }
        let fixture = SharedFixture("image") { t in try await t.shared(inner) }
        try await run.run(TestSuite(Self.readers(3, of: fixture)))
        let waits = run.events.events.compactMap { if case .testWaited(let wait) = $0 { wait } else { nil } }
        #expect(waits.map(\.test.name.last) == ["0"])
        #expect(waits.map(\.cause) == [.fixture])
        #expect(waits.map(\.name) == ["image"])
        let makings = run.events.events.compactMap { if case .fixtureEnded(let making) = $0 { making } else { nil } }
        #expect(makings.map(\.name) == ["inner", "image"])
        #expect(makings.map(\.isMade) == [true, true])
    }

    /// Services remove a server whatever was made with it, but not a network.
    @Test(arguments: [true, false]) func oneThatAnotherWasMadeWithGoesAfterItIfItMust(isHeld: Bool) async throws {
        let run = ExampleRun()
        let removals = Diary()
        let inner = ResourceKind("inner", isHeldByItsUsers: isHeld) { _, _, _ throws(CloudError) in
            []
        } remove: { _, _, _ throws(CloudError) in
            removals.note("inner is removed")
        }
        let outer = ResourceKind("outer") { _, _, _ throws(CloudError) in
            []
        } remove: { _, _, _ throws(CloudError) in
            removals.note("outer is removed")
        } isGone: { _, _, _ throws(CloudError) in
            guard isHeld || removals.all.contains("inner is removed") else { return false }
            removals.note("outer is gone")
            return true
        }
        let first = SharedFixture("first") { t in
            try await t.provision(inner) { name throws(CloudError) in Thing(id: name) }
        }
        let second = SharedFixture("second") { t in
            _ = try await t.shared(first)
            return try await t.provision(outer) { name throws(CloudError) in Thing(id: name) }
        }
        let summary = try await run.run(
            TestSuite([ExampleTests.Example(method: "t0") { t in _ = try await t.shared(second) }])
        )
        #expect(summary.outcomes == [.passed: 1])
        let last = isHeld ? ["outer is gone", "inner is removed"] : ["inner is removed", "outer is gone"]
        #expect(removals.all == ["outer is removed"] + last)
    }
}

/// A resource that no service knows.
private struct Thing: CloudResource {
    let id: String
    var attributes: JSON { ["id": .string(id)] }

    init(id: String) { self.id = id }
    init?(attributes: JSON) { self.init(id: attributes["id"].string ?? "") }
}
