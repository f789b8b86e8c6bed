import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("A run as a subunit stream")
struct SubunitReportTests {
    @Test("Outcomes, times and tags are those of the run")
    func readBack() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let stream = SubunitStream(reading: try run.report.render(.subunit))
        #expect(stream.damage.isEmpty)
        let results = Dictionary(uniqueKeysWithValues: stream.results.map { ($0.identity, $0) })
        #expect(results.count == run.report.results.count)
        for result in run.report.results {
            let read = try #require(results[result.identity])
            let expected: Outcome =
                switch result.outcome {
                case .flaky: .passed
                case .notRun: .skipped
                default: result.outcome
                }
            #expect(read.outcome == expected, "\(result.identity)")
            #expect(abs(read.seconds - result.seconds) < 0.001)
            if result.outcome == .skipped { #expect(read.reason == result.reason) }
            if result.outcome == .notRun { #expect(read.reason?.hasPrefix("not run: ") == true) }
        }
        let ends = stream.packets.filter(\.status.isFinal)
        #expect(ends.filter { $0.tags.contains("flaky") }.map(\.test) == [SampleRun.update.description])
        #expect(ends.contains { $0.tags.contains("worker-0") })
        let failed = try #require(stream.packets.first { $0.file?.name == "traceback" })
        let text = String(decoding: failed.file?.content ?? [], as: UTF8.self)
        #expect(text.contains("expected   404"))
    }
}
