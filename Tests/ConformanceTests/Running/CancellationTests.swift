import Conformance
import OpenStack
import Testing

@Suite struct CancellationTests {
    /// Runs a suite whose tests cancel the run, and gives what the run says in the end.
    private static func cancelled(
        _ run: ExampleRun,
        _ bodies: (_ cancel: @escaping @Sendable () -> Void) -> TestSuite
    ) async throws -> RunSummary {
        let diary = Diary()
        let suite = bodies { diary.note("cancel") }
        let task = Task { try await run.run(suite) }
        while diary.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        return try await task.value
    }

    @Test func everythingThatWasMadeIsRemoved() async throws {
        let run = ExampleRun(cloud: FakeCloud(isAdministered: true))
        let fixture = SharedFixture("image") { t in try await t.newImage() }
        let summary = try await Self.cancelled(run) { cancel in
            TestSuite(
                (0..<30).map { number in
                    ExampleTests.Example(method: "t\(number)") { t in
                        _ = try await t.shared(fixture)
                        try await t.newImage()
                        cancel()
                        try await Task.sleep(for: .seconds(60))
                    }
                }
            )
        }
        #expect(summary.wasInterrupted)
        #expect(summary.outcomes.isEmpty)
        #expect(summary.leftovers.isEmpty)
        #expect(run.cloud.leftovers.isEmpty)
        #expect(run.events.results.isEmpty)
        #expect(run.events.events.last == .runFinished(summary: summary))
        let starts = run.events.events.count { if case .testStarted = $0 { true } else { false } }
        #expect(starts <= 8)
    }

    @Test func alsoInTheMiddleOfARepetition() async throws {
        let run = ExampleRun()
        let count = Counter()
        let summary = try await Self.cancelled(run) { cancel in
            TestSuite([
                "a": { t in
                    try await t.newImage()
                    guard count.next() > 1 else { return t.expect(false, "pigs fly") }
                    cancel()
                    try await Task.sleep(for: .seconds(60))
                }
            ])
        }
        #expect(summary.wasInterrupted)
        #expect(run.cloud.leftovers.isEmpty)
        #expect(run.events.results.isEmpty)
    }

    @Test func alsoWhileManyWaitForAFixture() async throws {
        let run = ExampleRun()
        let diary = Diary()
        let fixture = SharedFixture<Image>("image") { t in
            try await t.newImage()
            diary.note("making")
            try await Task.sleep(for: .seconds(60))
            return try await t.newImage()
        }
        let suite = TestSuite(
            (0..<8).map { number in
                ExampleTests.Example(method: "t\(number)") { t in _ = try await t.shared(fixture) }
            }
        )
        let task = Task { try await run.run(suite) }
        while diary.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        #expect(try await task.value.wasInterrupted)
        #expect(run.cloud.leftovers.isEmpty)
        #expect(run.events.results.isEmpty)
    }

    @Test func alsoWhileTheWeatherIsWaitedFor() async throws {
        let run = ExampleRun()
        let cloud = run.cloud
        let summary = try await Self.cancelled(run) { cancel in
            TestSuite([
                "a": { t in
                    let image = try await t.newImage()
                    cloud.interfere { request throws(TransportError) in
                        guard request.method == .get else { return nil }
                        cancel()
                        return APIResponse(status: 503)
                    }
                    _ = try await t.image.image(image.id)
                }
            ])
        }
        #expect(summary.wasInterrupted)
        #expect(cloud.leftovers.isEmpty)
    }

    @Test func alsoWhileTheRunsUserIsMade() async throws {
        let cloud = FakeCloud(isAdministered: true)
        let gate = Diary()
        cloud.interfere { request throws(TransportError) in
            guard request.line == "POST /identity/v3/users" else { return nil }
            gate.note("reached")
            while !Task.isCancelled { await Task.yield() }
            throw TransportError(.cancelled, request: request, reason: "")
        }
        let run = ExampleRun(cloud: cloud)
        let task = Task { try await run.run(TestSuite(["a": { _ in }])) }
        while gate.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        await #expect(throws: CloudError.self) { try await task.value }
        #expect(cloud.leftovers.isEmpty)
        #expect(run.events.resources.count { $0 == "removed" } == 2)
    }
}
