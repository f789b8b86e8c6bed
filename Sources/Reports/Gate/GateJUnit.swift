import Conformance
import Foundation

extension Gate {
    /// The gate as JUnit XML: a case per test, of which those fail that make the gate fail.
    ///
    /// What makes it incomplete is an error. Whatever else failed is skipped and says why it does not count; flaky
    /// tests carry Surefire's `flakyFailure`.
    public var junit: String {
        let cases = changes.map { (change: $0, element: testCase($0)) }
        let failures = changes.count { counts($0) && $0.kind.consequence == .fail }
        let open = changes.count { counts($0) && $0.kind.consequence == .incomplete }
        let skipped = cases.count { $0.element.children.first?.name == "skipped" }
        // That nothing can be concluded at all has no test to stand at.
        let isEmpty = conclusion == .incomplete && open == 0
        let numbers = [
            ("tests", "\(cases.count + (isEmpty ? 1 : 0))"), ("failures", "\(failures)"),
            ("errors", "\(open + (isEmpty ? 1 : 0))"),
        ]
        let time = ("time", JUnitReport.seconds(changes.reduce(0) { $0 + ($1.after?.result.seconds ?? 0) }))
        let stamp = candidate.seenAt.map { [("timestamp", Wording.timestamp($0))] } ?? []
        var suite = XMLElement(
            "testsuite",
            [("name", "fits.gate")] + numbers + [("skipped", "\(skipped)"), time] + stamp
        )
        var properties = XMLElement("properties")
        properties.children = [
            ("fits.gate", "\(conclusion.rawValue): \(reason)"), ("fits.baseline", baseline.text),
            ("fits.candidate", candidate.text),
        ].map { XMLElement("property", [("name", $0), ("value", $1)]) }
        suite.children = [properties] + (isEmpty ? [emptyCase] : []) + cases.map(\.element)
        if !notes.isEmpty { suite.children.append(XMLElement("system-out", text: notes.joined(separator: "\n"))) }
        var root = XMLElement("testsuites", [("name", "fits")] + numbers + [time])
        root.children = [suite]
        return root.document
    }

    private var emptyCase: XMLElement {
        var element = XMLElement("testcase", [("classname", "fits.gate"), ("name", "baseline"), ("time", "0.000")])
        element.children = [XMLElement("error", [("message", reason), ("type", "fits.gate")])]
        return element
    }

    private func testCase(_ change: Change) -> XMLElement {
        let attributes = candidate.report?.declaration(of: change.test)?.attributes ?? []
        let (className, name) = JUnitReport.split(change.test.stestrName(attributes: attributes))
        var element = XMLElement(
            "testcase",
            [
                ("classname", className), ("name", name),
                ("time", JUnitReport.seconds(change.after?.result.seconds ?? 0)),
            ]
        )
        let message = change.reason ?? change.kind.title
        if counts(change) {
            let text = [change.record, details(of: change)].compactMap(\.self).joined(separator: "\n\n")
            let type = [("type", "fits.\(change.kind.rawValue)")]
            let isFailure = change.kind.consequence == .fail
            let words = "\(isFailure ? "worked before" : change.kind.title.lowercased()): \(message)"
            element.children = [XMLElement(isFailure ? "failure" : "error", [("message", words)] + type, text: text)]
            element.children += evidence(of: change)
        } else if let excuse = excuse(of: change) {
            element.children = [XMLElement("skipped", [("message", "\(excuse): \(message)")])]
        } else if change.outcomeAfter == .flaky {
            let attributes = [("message", message), ("type", "fits.flaky")]
            element.children = [XMLElement("flakyFailure", attributes, text: details(of: change) ?? "")]
        }
        return element
    }

    /// Why a test that did not work does not count; `nil` for one that worked.
    private func excuse(of change: Change) -> String? {
        if let excuse = change.excuse { return excuse }
        if tolerated.contains(change.kind) { return "\(change.kind.title.lowercased()), tolerated" }
        if change.outcomeAfter?.isSuccess == true { return nil }
        switch change.kind {
        case .unprovenFailure: return "failed, not known to have worked"
        case .stillFailing: return "failed before too"
        default: return change.after.map { $0.outcome.word } ?? "not part of the candidate"
        }
    }

    private func details(of change: Change) -> String? {
        guard let after = change.after, !after.result.failures.isEmpty else { return nil }
        return after.result.failures.map { Explanation.lines(of: $0).joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private func evidence(of change: Change) -> [XMLElement] {
        guard let report = candidate.report, let after = change.after else { return [] }
        let text = report.evidenceText(of: after.result)
        return text.isEmpty ? [] : [XMLElement("system-out", text: text)]
    }
}
