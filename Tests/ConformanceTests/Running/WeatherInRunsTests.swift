import Conformance
import OpenStack
import Testing

@Suite struct WeatherInRunsTests {
    /// Makes, reads and removes an image: every kind of request there is.
    private static let body: ConformanceTest.Body = { t in
        let image = try await t.newImage()
        t.expect("name", try await t.image.image(image.id).name, is: image.name ?? "")
        try await t.image.deleteImage(image.id)
        await t.confirmRemoved(image)
        try await t.expectRefusal(404, "a deleted image is gone") { _ = try await t.image.image(image.id) }
        try await t.expectRefusal(404, "a deleted image cannot be deleted") { try await t.image.deleteImage(image.id) }
        try await t.newImage()
    }

    static let storms: [[FaultInjectingTransport.Rule]] = [
        [
            .init(.resetBeforeRequest, probability: 0.025), .init(.resetAfterRequest, probability: 0.025),
            .init(.status(503, retryAfter: 0), probability: 0.05),
        ],
        [.init(.status(429, retryAfter: 1), probability: 0.5)],
        [.init(.resetAfterRequest, probability: 0.2)],
        [.init(.status(502, retryAfter: nil), probability: 0.1), .init(.refused, probability: 0.1)],
    ]

    @Test(arguments: storms, [1, 2, 3] as [UInt64])
    func noWeatherIsEverAFailure(rules: [FaultInjectingTransport.Rule], seed: UInt64) async throws {
        let cloud = FakeCloud(isAdministered: true)
        var run = ExampleRun(cloud: cloud, network: FaultInjectingTransport(cloud, rules: rules, seed: seed))
        run.options.weather.testTries = 40
        let suite = TestSuite((0..<30).map { ExampleTests.Example(method: "t\($0)", body: Self.body) })
        let summary = try await run.run(suite)
        #expect(summary.outcomes == [.passed: 30])
        #expect(!summary.weather.isEmpty)
        #expect(summary.unreachable.isEmpty)
        #expect(summary.leftovers.isEmpty)
        #expect(cloud.leftovers.isEmpty)
    }

    @Test func aTestThatTheWeatherEndsAgainAndAgainIsNotRun() async throws {
        let run = ExampleRun()
        run.cloud.interfere { request throws(TransportError) in
            guard request.line == "POST /v2/images" else { return nil }
            throw TransportError(.connectionReset, request: request, reason: "")
        }
        let summary = try await run.run(TestSuite(["a": { t in try await t.newImage() }, "b": { _ in }]))
        #expect(run.events.outcomes == ["a": .notRun, "b": .passed])
        let result = try #require(run.events.results["a"])
        #expect(result.tries == 3)
        #expect(result.reason == "weather: connection reset, outcome unknown")
        #expect(summary.weather == ["connectionReset": 3])
        #expect(run.events.weather.allSatisfy { !$0.isRetried && $0.request == "POST http://image.test/v2/images" })
    }

    @Test func busyServicesAreWaitedFor() async throws {
        let run = ExampleRun()
        let count = Counter()
        run.cloud.interfere { request throws(TransportError) in
            guard request.line == "POST /v2/images", count.next() < 6 else { return nil }
            return APIResponse(status: 503, headers: ["Retry-After": "0"])
        }
        let summary = try await run.run(TestSuite(["a": { t in try await t.newImage() }]))
        #expect(run.events.results["a"]?.outcome == .passed)
        #expect(run.events.results["a"]?.tries == 1)
        #expect(summary.weather == ["503": 5])
        // Every try is evidence.
        #expect(run.events.results["a"]?.exchanges.count == 6)
    }

    @Test func aResourceWhoseResponseWasLostIsFoundByItsName() async throws {
        let cloud = FakeCloud()
        let lossy = LosingTransport(cloud) { $0.line == "POST /v2/images" }
        let run = ExampleRun(cloud: cloud, network: lossy)
        let summary = try await run.run(TestSuite(["a": { t in try await t.newImage() }]))
        #expect(run.events.results["a"]?.outcome == .passed)
        #expect(run.events.results["a"]?.tries == 2)
        #expect(run.events.resources == ["planned image", "removed", "planned image", "created i-3", "removed"])
        #expect(cloud.leftovers.isEmpty)
        #expect(summary.leftovers.isEmpty)
    }

    @Test func aDeletionWhoseResponseWasLostIsNoFailure() async throws {
        let cloud = FakeCloud()
        let lossy = LosingTransport(cloud) { $0.method == .delete }
        let run = ExampleRun(cloud: cloud, network: lossy)
        try await run.run(
            TestSuite([
                "a": { t in
                    let image = try await t.newImage()
                    try await t.image.deleteImage(image.id)
                    await t.confirmRemoved(image)
                }
            ])
        )
        #expect(run.events.results["a"]?.outcome == .passed)
        #expect(run.events.results["a"]?.tries == 2)
        #expect(cloud.leftovers.isEmpty)
    }

    @Test func whatTheWeatherKeptFromBeingRemovedIsRemovedAfterTheLastTry() async throws {
        let run = ExampleRun()
        let (posts, deletes) = (Counter(), Counter())
        run.cloud.interfere { request throws(TransportError) in
            if request.method == .delete, deletes.next() == 1 { return .json(500, [:]) }
            guard request.line == "POST /v2/images", posts.next() == 2 else { return nil }
            throw TransportError(.connectionReset, request: request, reason: "")
        }
        // The first try makes one image, loses the second, and cannot remove the first.
        let summary = try await run.run(
            TestSuite(["a": { t in for _ in 0..<2 { try await t.newImage() } }])
        )
        #expect(run.events.results["a"]?.outcome == .passed)
        #expect(summary.leftovers.isEmpty)
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func aFailureThatCannotBeRepeatedStands() async throws {
        var run = ExampleRun()
        run.options.weather.requestBudget = .milliseconds(10)
        let cloud = run.cloud
        let count = Counter()
        try await run.run(
            TestSuite([
                "a": { t in
                    if count.next() == 1 { return t.expect(false, "pigs fly") }
                    cloud.interfere { request throws(TransportError) in
                        throw TransportError(.connectionReset, request: request, reason: "")
                    }
                    try await t.newImage()
                }
            ])
        )
        let result = try #require(run.events.results["a"])
        #expect(result.outcome == .failed)
        #expect(result.reason == "could not be repeated because of weather")
        #expect(result.failures.map(\.message) == ["not so: pigs fly"])
    }

    @Test(arguments: [TransportError.Code.connectionRefused, .connectTimedOut, .nameNotResolved])
    func anUnreachableServiceIsSoonAskedNoMore(code: TransportError.Code) async throws {
        let sent = Counter()
        let cloud = FakeCloud { request throws(TransportError) in
            guard request.url.hasPrefix("http://image.test") else { return nil }
            _ = sent.next()
            throw TransportError(code, request: request, reason: "")
        }
        var run = ExampleRun(cloud: cloud)
        run.options.weather = WeatherPolicy(
            requestBudget: .milliseconds(60),
            longestWait: .milliseconds(5),
            unreachableAfter: .milliseconds(30)
        )
        let suite = TestSuite((0..<200).map { ExampleTests.Example(method: "t\($0)", body: Self.body) })
        let summary = try await run.run(suite)
        #expect(summary.outcomes == [.notRun: 200])
        #expect(summary.unreachable.count == 1)
        #expect(summary.unreachable.first?.hasPrefix("http://image.test: \(code) ") == true)
        #expect(sent.value < 600)
        let reasons = run.events.results.values.compactMap(\.reason)
        #expect(reasons.count == 200)
        #expect(reasons.allSatisfy { $0.hasPrefix("weather: ") })
        #expect(reasons.contains("weather: http://image.test is unreachable (\(code))"))
    }

    @Test func aCloudThatCannotBeReachedAtAllIsAnError() async throws {
        let cloud = FakeCloud { request throws(TransportError) in
            throw TransportError(.connectionRefused, request: request, reason: "")
        }
        var run = ExampleRun(cloud: cloud)
        run.options.weather.requestBudget = .milliseconds(10)
        let error = try await #require(throws: CloudError.self) { try await run.run(TestSuite(["a": { _ in }])) }
        #expect(error.description.hasPrefix("POST http://cloud.test/identity/v3/auth/tokens: connection refused"))
        guard case .runStarted = run.events.events.first else { return #expect(Bool(false), "the start is recorded") }
    }
}

/// Carries requests to the cloud and loses the first response to one of some kind.
private final class LosingTransport: Transport {
    private let inner: any Transport
    private let isLost: @Sendable (APIRequest) -> Bool
    private let count = Counter()

    init(_ inner: any Transport, _ isLost: @escaping @Sendable (APIRequest) -> Bool) {
        self.inner = inner
        self.isLost = isLost
    }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let response = try await inner.send(request)
        guard isLost(request), count.next() == 1 else { return response }
        throw TransportError(.connectionReset, request: request, reason: "lost")
    }
}
