import Conformance
import Foundation
import OpenStack
import Reports
import Testing

@Suite("How a run used operations")
struct OperationUseTests {
    @Test func counts() async throws {
        let exchanges = [
            StoredExchangeBuilder.exchange(1, "GET", "http://c:9292/v2/images/a", status: 200),
            StoredExchangeBuilder.exchange(2, "GET", "http://c:9292/v2/images/b?x=1", status: 404),
            StoredExchangeBuilder.failed(3, "GET", "http://c:9292/v2/images/c", error: "connectionReset"),
            StoredExchangeBuilder.exchange(4, "GET", "http://c:9292/v2/images/d", status: 200),
            StoredExchangeBuilder.exchange(5, "DELETE", "http://c:9292/v2/images/a", status: 204),
        ]
        let run = try await OutcomeRun.make(
            [
                TestResult(OutcomeRun.test(0), .passed, exchanges: [1, 2, 3, 4], seconds: 1, tries: 1),
                // Evidence of two tests counts once.
                TestResult(OutcomeRun.test(1), .passed, exchanges: [1, 99], seconds: 1, tries: 1),
            ],
            exchanges: exchanges
        )
        defer { run.remove() }
        let uses = run.report.operations
        #expect(uses.map(\.operation.description) == ["GET /v2/images/{id}", "DELETE /v2/images/{id}"])
        let get = try #require(uses.first)
        #expect(get.count == 4)
        #expect(get.statuses == [200: 2, 404: 1])
        #expect(get.unanswered == 1)
        // 0.023 s times the number: of 1, 2 and 4.
        #expect(get.median == 0.046)
        #expect(get.longest == 0.092)
        #expect(get.tests == [OutcomeRun.test(0), OutcomeRun.test(1)])
        #expect(uses.last?.tests == [])
    }

    @Test("What never had a response took no time")
    func unanswered() async throws {
        let exchanges = [StoredExchangeBuilder.failed(1, "GET", "http://c:9292/v2/images", error: "timedOut")]
        let run = try await OutcomeRun.make([.notRun], exchanges: exchanges)
        defer { run.remove() }
        let use = try #require(run.report.operations.first)
        #expect(use.median == nil)
        #expect(use.longest == nil)
        #expect(use.statuses.isEmpty)
    }
}
