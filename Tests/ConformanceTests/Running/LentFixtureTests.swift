import Conformance
import OpenStack
import Testing

@Suite struct LentFixtureTests {
    private static let turns = ResourceLimit("turns", amount: 1)

    private static func image(_ count: Counter) -> LentFixture<Image> {
        LentFixture("image") { t in
            _ = count.next()
            return try await t.newImage()
        }
    }

    @Test func testsThatTakeTurnsShareOne() async throws {
        let (run, count) = (ExampleRun(), Counter())
        let fixture = Self.image(count)
        let summary = try await run.run(
            TestSuite(
                (0..<6).map { number in
                    ExampleTests.Example(method: "t\(number)", uses: [Self.turns: 1]) { t in
                        _ = try await t.borrowed(fixture)
                    }
                }
            )
        )
        #expect(summary.outcomes == [.passed: 6])
        #expect(count.value == 1)
        #expect(run.cloud.leftovers.isEmpty)
        let making = try #require(run.events.exchanges.first { $0.method == "POST" && $0.url.hasSuffix("/images") })
        #expect(run.events.results.values.allSatisfy { $0.exchanges.contains(making.number) })
    }

    @Test func oneThatATestFailedWithIsNotLentAgain() async throws {
        let (run, count) = (ExampleRun(), Counter())
        let fixture = Self.image(count)
        let summary = try await run.run(
            TestSuite([
                ExampleTests.Example(method: "a", uses: [Self.turns: 1]) { t in
                    _ = try await t.borrowed(fixture)
                    t.expect(false, "it is as it was")
                },
                ExampleTests.Example(method: "b", uses: [Self.turns: 1]) { t in _ = try await t.borrowed(fixture) },
            ])
        )
        #expect(summary.outcomes == [.failed: 1, .passed: 1])
        // For both tests, and the repetition of the failed one may have the second's.
        #expect(count.value == 2)
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func whatIsTakenGoesWithTheTest() async throws {
        var run = ExampleRun()
        run.options.concurrency = 1
        let count = Counter()
        let fixture = Self.image(count)
        let summary = try await run.run(
            TestSuite([
                ExampleTests.Example(method: "a", uses: [Self.turns: 1]) { t in _ = try await t.borrowed(fixture) },
                ExampleTests.Example(method: "b", usesUp: [Self.turns]) { t in
                    let image = try await t.taken(fixture)
                    try await t.image.deleteImage(image.id)
                    await t.confirmRemoved(image)
                },
            ])
        )
        #expect(summary.outcomes == [.passed: 2])
        #expect(count.value == 1)
        #expect(run.cloud.leftovers.isEmpty)
        #expect(run.cloud.requests.count { $0.hasPrefix("DELETE /v2/images/") } == 1)
    }

    @Test func whatATestLeavesIsLentToOthers() async throws {
        var run = ExampleRun()
        run.options.concurrency = 1
        let count = Counter()
        let fixture = Self.image(count)
        let summary = try await run.run(
            TestSuite([
                ExampleTests.Example(method: "a") { t in t.leave(try await t.newImage(), as: fixture) },
                ExampleTests.Example(method: "b") { t in _ = try await t.borrowed(fixture) },
            ])
        )
        #expect(summary.outcomes == [.passed: 2])
        #expect(count.value == 0)
        #expect(run.cloud.requests.count { $0 == "POST /v2/images" } == 1)
        #expect(run.cloud.leftovers.isEmpty)
    }
}
