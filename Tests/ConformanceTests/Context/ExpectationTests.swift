import Conformance
import OpenStack
import Testing

@Suite struct ExpectationTests {
    /// What the checks of a test find.
    private static func failures(_ body: @escaping ConformanceTest.Body) async throws -> [Failure] {
        let run = ExampleRun()
        try await run.run(TestSuite(["a": body]))
        return run.events.results["a"]?.failures ?? []
    }

    private static func texts(_ failures: [Failure]) -> [String] {
        failures.map { "\($0.message) | \($0.expected.joined(separator: ", ")) | \($0.actual ?? "-")" }
    }

    @Test func whatHoldsIsNoFailure() async throws {
        let failures = try await Self.failures { t in
            t.expect(true, "so it is")
            t.expect("name", "a", is: "a")
            t.expect("name", "a", isOneOf: ["b", "a"])
            t.expect("list", ["a"], contains: "a")
            t.expect("list", ["a"], lacks: "b")
            _ = try t.require("name", "a" as String?)
            try await t.wait(until: "it is so") { true }
            try await t.expectRefusal(404, "there is none") { _ = try await t.image.image("none") }
            try await t.expectRefusal([400, 404], "there is none") { _ = try await t.image.image("none") }
        }
        #expect(failures == [])
    }

    @Test func whatDoesNotHoldIsSaidWithBothValues() async throws {
        let failures = try await Self.failures { t in
            t.expect(1 > 2, "one is more than two")
            t.expect("name", "a", is: "b")
            t.expect("name", nil, is: "b")
            t.expect("code", 3, isOneOf: [1, 2])
            t.expect("code", nil as Int?, isOneOf: [1])
            t.expect("list", ["a", "b"], contains: "c")
            t.expect("list", nil as [Int]?, contains: 1)
            t.expect("list", ["a"], lacks: "a")
            t.expect("list", nil as [Int]?, lacks: 1)
        }
        #expect(
            Self.texts(failures) == [
                "not so: one is more than two |  | -", "name is not as promised | b | a",
                "name is not as promised | b | nothing", "code is not as promised | 1, 2 | 3",
                "code is not as promised | 1 | nothing",
                #"list: an element is missing | a list with c | ["a", "b"]"#,
                "list: an element is missing | a list with 1 | nothing",
                #"list: an element should not be there | a list without a | ["a"]"#,
                "list: an element should not be there | a list without 1 | nothing",
            ]
        )
    }

    @Test func longValuesAreCut() async throws {
        let failures = try await Self.failures { t in
            t.expect("text", String(repeating: "x", count: 5000), is: "y")
        }
        #expect(failures.first?.actual?.count == 2001)
    }

    @Test func aRefusalThatDoesNotComeIsAFailure() async throws {
        let failures = try await Self.failures { t in
            try await t.expectRefusal(404, "it is refused") {}
            try await t.expectRefusal([400, 403], "it is refused") { _ = try await t.image.image("none") }
        }
        #expect(failures.map(\.message) == ["it is refused", "it is refused"])
        #expect(failures.map(\.expected) == [["404"], ["400", "403"]])
        #expect(failures.first?.actual == "the call succeeded")
        #expect(failures.last?.actual?.hasPrefix("GET http://image.test/v2/images/none answered 404") == true)
    }

    @Test func aRefusalMustBeReadable() async throws {
        let run = ExampleRun()
        run.cloud.interfere { request throws(TransportError) in
            request.line == "GET /v2/images/x" ? APIResponse(status: 404, headers: ["Content-Type": "a/b"]) : nil
        }
        try await run.run(
            TestSuite([
                "a": { t in try await t.expectRefusal(404, "it is refused") { _ = try await t.image.image("x") } }
            ])
        )
        let failure = try #require(run.events.results["a"]?.failures.first)
        #expect(failure.message == "it is refused, in a form that clients can read")
        #expect(failure.actual == "a/b")
    }

    @Test func stepsEndWithTheirBody() async throws {
        let failures = try await Self.failures { t in
            await t.step("outer") {
                await t.step("inner") { t.expect(false, "one") }
                t.expect(false, "two")
                do {
                    try await t.step("broken") { throw CancellationError() }
                } catch {
                    t.expect(false, "three")
                }
            }
            t.expect(false, "four")
        }
        #expect(failures.map(\.step) == ["inner", "outer", "outer", nil])
    }

    @Test func waitingAsksAgain() async throws {
        let count = Counter()
        let failures = try await Self.failures { t in
            try await t.wait(until: "it is so", timeout: .seconds(60)) { count.next() == 3 }
        }
        #expect(failures == [])
        #expect(count.value == 3)
    }
}
