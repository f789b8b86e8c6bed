import Conformance
import Foundation
import Reports

extension ForeignResults {
    /// Reads JUnit XML: every `testcase`, in whichever suites they stand.
    ///
    /// Class and name together are the test's name as stestr has it. A document that ends early, or is damaged, says what
    /// stands before that.
    static func junit(_ file: ResultsFile) throws(ForeignResultsError) -> ForeignResults {
        var reading = JUnitReading(source: file.name)
        var events = XMLEvents(try file.readAll())
        do throws(XMLDamage) {
            while let event = try events.next() { reading.take(event) }
            if reading.isWithinSuite { reading.results.damage.append("it ends within a suite") }
        } catch {
            reading.results.damage.append(error.description)
        }
        guard reading.hasSuite else { throw ForeignResultsError(file.name, "is XML, and has no testsuite of JUnit") }
        return reading.results
    }
}

/// What is known after some events of a JUnit document.
private struct JUnitReading {
    var results: ForeignResults
    private(set) var hasSuite = false
    private var depth = 0
    private var wholeSeconds: Double?
    private var suiteSeconds: Double?
    private var test: TestResult?
    /// The element within the test that is open, with its message and its text.
    private var part: (name: String, message: String?, text: String)?

    init(source: String) { results = ForeignResults(form: .junit, source: source) }

    var isWithinSuite: Bool { depth > 0 }

    mutating func take(_ event: XMLEvents.Event) {
        switch event {
        case .start(let name, let attributes): start(name, attributes)
        case .text(let text): part?.text += text
        case .end(let name): end(name)
        }
    }

    private mutating func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "testsuites", "testsuite":
            hasSuite = true
            depth += 1
            if results.startedAt == nil { results.startedAt = attributes["timestamp"].flatMap(Self.date) }
            take(time: attributes["time"].flatMap(Double.init))
        case "testcase":
            let whole = [attributes["classname"], attributes["name"]].compactMap { $0 }.filter { !$0.isEmpty }
            test = TestResult(
                TestIdentity(stestr: whole.joined(separator: ".")),
                .passed,
                seconds: attributes["time"].flatMap(Double.init) ?? 0,
                tries: 1
            )
        case "failure", "error", "skipped", "flakyFailure", "flakyError", "rerunFailure":
            if test != nil { part = (name, attributes["message"], "") }
        default: break
        }
    }

    /// What the outermost element says of the whole counts; else what the suites in it say.
    private mutating func take(time: Double?) {
        guard let time else { return }
        if depth == 1 {
            wholeSeconds = time
        } else if depth == 2 {
            suiteSeconds = (suiteSeconds ?? 0) + time
        }
        results.seconds = wholeSeconds ?? suiteSeconds
    }

    private mutating func end(_ name: String) {
        switch name {
        case "testsuites", "testsuite": depth -= 1
        case "testcase":
            if let test, !test.identity.name.isEmpty { results.results.append(test) }
            test = nil
        default:
            guard let part, part.name == name else { return }
            self.part = nil
            close(part.name, message: part.message, text: part.text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    private mutating func close(_ name: String, message: String?, text: String) {
        let message = message.flatMap { $0.isEmpty ? nil : $0 }
        switch name {
        case "skipped":
            let reason = message ?? (text.isEmpty ? "no reason was given" : text)
            let isNotRun = reason.hasPrefix("not run: ")
            test?.outcome = isNotRun ? .notRun : .skipped
            test?.reason = isNotRun ? String(reason.dropFirst(9)) : reason
        case "flakyFailure", "flakyError":
            test?.outcome = .flaky
            test?.failures.append(Self.failure(message, text))
        default:
            test?.outcome = .failed
            test?.failures.append(Self.failure(message, text))
        }
    }

    private static func failure(_ message: String?, _ text: String) -> Failure {
        guard let message else { return Failure(traceback: text) }
        return Failure(message, details: text.isEmpty || text == message ? nil : text)
    }

    /// With or without a zone; without, in UTC.
    private static func date(_ text: String) -> Date? {
        let whole = text.contains(#/(Z|[+-]\d\d:?\d\d)$/#) ? text : text + "Z"
        return (try? Date(whole, strategy: .iso8601))
            ?? (try? Date(whole, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
}
