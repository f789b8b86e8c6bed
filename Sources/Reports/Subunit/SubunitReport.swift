import Conformance
import Foundation

/// A run as a subunit stream, version 2, for `stestr load`, `subunit2junitxml` and whatever else reads one.
///
/// Each test begins and ends, in the order in which they began. A failure has its explanation as `traceback` and its
/// exchanges as `exchanges`; a skipped test has its `reason`. The format knows neither flaky tests nor tests that
/// did not run: the first are successes with the tag `flaky` and the failure as `first-try`, the second are skipped and
/// say so. `worker-N` is the lane in which a test ran.
struct SubunitReport {
    let report: Report

    init(_ report: Report) { self.report = report }

    func bytes() throws(SubunitError) -> [UInt8] {
        let lanes = self.lanes
        let results = report.results.map { (began: $0.startedAt ?? report.record.startedAt, result: $0) }
            .sorted { ($0.began, $0.result.identity) < ($1.began, $1.result.identity) }.map(\.result)
        var bytes: [UInt8] = []
        for result in results {
            for packet in packets(of: result, lane: lanes[result.identity]) { bytes += try packet.encoded() }
        }
        return bytes
    }

    private func packets(of result: TestResult, lane: Int?) -> [SubunitPacket] {
        let attributes = report.declaration(of: result.identity)?.attributes ?? []
        let test = VisibleText.line(result.identity.stestrName(attributes: attributes))
        let began = result.startedAt ?? report.record.startedAt
        var end = SubunitPacket(
            test: test,
            status: Self.status(result.outcome),
            timestamp: began.addingTimeInterval(max(0, result.seconds)),
            tags: lane.map { ["worker-\($0)"] } ?? []
        )
        if result.outcome == .flaky { end.tags.append("flaky") }
        let files = files(of: result).flatMap { name, text in
            SubunitPacket(test: test, isRunnable: false, mimeType: #"text/plain;charset="utf8""#)
                .pieces(of: Array(text.utf8), name: name)
        }
        return [SubunitPacket(test: test, status: .inProgress, timestamp: began)] + files + [end]
    }

    private static func status(_ outcome: Outcome) -> SubunitPacket.Status {
        switch outcome {
        case .passed, .flaky: .success
        case .failed: .fail
        case .skipped, .notRun: .skip
        }
    }

    private func files(of result: TestResult) -> [(name: String, text: String)] {
        switch result.outcome {
        case .passed: return []
        case .failed: return [("traceback", explanation(of: result))] + evidence(of: result)
        case .flaky: return [("first-try", explanation(of: result))] + evidence(of: result)
        case .skipped: return [("reason", result.reason ?? "no reason was given")]
        case .notRun: return [("reason", "not run: " + (result.reason ?? "no reason was given"))]
        }
    }

    private func explanation(of result: TestResult) -> String {
        let text = report.explanationText(of: result)
        return text.isEmpty ? result.reason ?? "the test failed" : text
    }

    private func evidence(of result: TestResult) -> [(name: String, text: String)] {
        let text = report.evidenceText(of: result)
        return text.isEmpty ? [] : [("exchanges", text)]
    }

    private var lanes: [TestIdentity: Int] {
        guard let timeline = Timeline(report.record) else { return [:] }
        return Dictionary(timeline.bars.map { ($0.test, $0.lane) }, uniquingKeysWith: { $1 })
    }
}
