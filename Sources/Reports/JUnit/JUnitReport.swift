import Conformance
import Foundation

/// A run as JUnit XML.
///
/// The shape is the one that Jenkins' schema (`junit-10.xsd` of its xUnit plug-in) allows and every reader of JUnit XML
/// takes: one suite, its facts as properties, a case per test. A flaky test passed and carries Surefire's
/// `flakyFailure`; a test that was not run is skipped and says so.
struct JUnitReport {
    let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        let failures = report.count(of: .failed)
        let skipped = report.count(of: .skipped) + report.count(of: .notRun)
        let counts = [("tests", "\(report.results.count)"), ("failures", "\(failures)"), ("errors", "0")]
        let time = ("time", Self.seconds(report.seconds))
        var suite = XMLElement(
            "testsuite",
            [("name", "fits.\(report.record.description.cloud)")] + counts + [
                ("skipped", "\(skipped)"), time,
                ("timestamp", Wording.timestamp(report.record.startedAt)),
            ] + host
        )
        var properties = XMLElement("properties")
        properties.children = facts.map { XMLElement("property", [("name", $0), ("value", $1)]) }
        suite.children = [properties] + report.results.map(testCase)
        var root = XMLElement("testsuites", [("name", "fits")] + counts + [time])
        root.children = [suite]
        return root.document
    }

    private var host: [(name: String, value: String)] {
        URLComponents(string: report.record.description.authURL)?.host.map { [("hostname", $0)] } ?? []
    }

    private var facts: [(String, String)] {
        let description = report.record.description
        var facts = [
            ("fits.version", description.version), ("fits.run", description.run), ("fits.cloud", description.cloud),
            ("fits.auth_url", description.authURL),
        ]
        if let region = description.region { facts.append(("fits.region", region)) }
        facts += [
            ("fits.isolated", "\(description.isolated)"), ("fits.requests", "\(report.requests)"),
            ("fits.finished", "\(report.isFinished)"),
        ]
        facts += report.weather.map { ("fits.weather.\($0.kind)", "\($0.count)") }
        for verdict in report.verdicts {
            facts += VerdictLine.all(of: verdict).map { ("fits.verdict.\($0.subject)", "\($0.word): \($0.reason)") }
        }
        return facts
    }

    // MARK: - One test

    private func testCase(_ result: TestResult) -> XMLElement {
        let attributes = report.declaration(of: result.identity)?.attributes ?? []
        let (className, name) = Self.split(result.identity.stestrName(attributes: attributes))
        var element = XMLElement(
            "testcase",
            [("classname", className), ("name", name), ("time", Self.seconds(result.seconds))]
        )
        switch result.outcome {
        case .passed:
            break
        case .failed:
            element.children = [failure("failure", result)] + output(result)
        case .flaky:
            element.children = [failure("flakyFailure", result)] + output(result)
        case .skipped:
            element.children = [XMLElement("skipped", [("message", result.reason ?? "")])]
        case .notRun:
            let message = "not run: " + (result.reason ?? "no reason was given")
            element.children = [XMLElement("skipped", [("message", message)])]
        }
        return element
    }

    /// All failures of a test in one element, since readers show only the first.
    private func failure(_ name: String, _ result: TestResult) -> XMLElement {
        let first = result.failures.first?.message ?? result.reason ?? "the test failed"
        let others = result.failures.count - 1
        let message = others > 0 ? "\(first) (and \(Wording.count(others, "more failure")))" : first
        return XMLElement(
            name,
            [("message", message), ("type", "fits.expectation")],
            text: report.explanationText(of: result)
        )
    }

    /// The exchanges that showed the failures, each with its command.
    private func output(_ result: TestResult) -> [XMLElement] {
        let text = report.evidenceText(of: result)
        return text.isEmpty ? [] : [XMLElement("system-out", text: text)]
    }

    static func seconds(_ seconds: Double) -> String {
        String(format: "%.3f", seconds.isFinite ? max(0, seconds) : 0)
    }

    /// Class and name: the last dot that is not in brackets divides them.
    static func split(_ test: String) -> (className: String, name: String) {
        let end = test.firstIndex { $0 == "[" || $0 == "(" } ?? test.endIndex
        guard let dot = test[..<end].lastIndex(of: ".") else { return ("", test) }
        return (String(test[..<dot]), String(test[test.index(after: dot)...]))
    }
}
