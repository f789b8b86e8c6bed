import Conformance
import Foundation
import Reports

/// Shows a run as it goes on: on a terminal one area that is redrawn, elsewhere a line per event worth one.
actor ProgressRecorder: EventRecorder {
    private let console: Console
    private let cloud: String?
    private let isLive: Bool
    private let expectedSeconds: [TestIdentity: Double]

    private var total = 0
    private var wanted: Set<TestIdentity> = []
    private var outcomes: [TestIdentity: Outcome] = [:]
    private var running: [TestIdentity: Date] = [:]
    private var weatherCount = 0
    private var drawnLines = 0
    private var lastDrawing = Date.distantPast
    private var startedAt = Date()

    /// Shows events on a console.
    ///
    /// `cloud` begins every line when several clouds are tested at the same time; `isLive` says that the console is a
    /// terminal that can be redrawn.
    init(console: Console, cloud: String?, isLive: Bool, expectedSeconds: [TestIdentity: Double]) {
        self.console = console
        self.cloud = cloud
        self.isLive = isLive
        self.expectedSeconds = expectedSeconds
    }

    func record(_ event: RunEvent, at time: Date) {
        switch event {
        case .runStarted(let description): start(description, at: time)
        case .testStarted(let test, _):
            running[test] = time
        case .testWillRepeat(let result):
            running[result.identity] = nil
            line("failed   \(result.identity.shortName): \(Self.headline(result)); will be repeated alone")
        case .testFinished(let result): finish(result)
        case .weather: weatherCount += 1
        case .testWaited, .fixtureEnded, .resourcePlanned, .resourceCreated, .resourceRemoved: return
        case .runFinished:
            erase()
            return
        }
        draw(at: time)
    }

    private func start(_ description: RunDescription, at time: Date) {
        // Said twice: before the first request, and when it is known how the run is set up.
        let isFirst = wanted.isEmpty
        total = description.tests.count
        wanted = Set(description.tests)
        guard isFirst else { return }
        startedAt = time
        let tests = Wording.count(total, "test")
        line("\(tests) against \(description.cloud) (\(description.authURL)), run \(description.run)")
    }

    private func finish(_ result: TestResult) {
        running[result.identity] = nil
        let isNew = outcomes.updateValue(result.outcome, forKey: result.identity) == nil
        guard isNew else { return }
        switch result.outcome {
        case .failed: line("FAILED   \(result.identity.shortName): \(Self.headline(result))")
        case .flaky: line("flaky    \(result.identity.shortName): passed when repeated alone")
        case .notRun where result.tries > 0: line("not run  \(result.identity.shortName): \(result.reason ?? "")")
        case .passed where !isLive:
            line("passed   \(result.identity.shortName) (\(Self.seconds(result.seconds)))")
        case .skipped where !isLive:
            line("skipped  \(result.identity.shortName): \(result.reason ?? "")")
        default: break
        }
    }

    // MARK: - Drawing

    private func line(_ text: String) {
        erase()
        console.write((cloud.map { "\($0): " } ?? "") + text + "\n")
    }

    private func erase() {
        guard drawnLines > 0 else { return }
        console.write("\u{1B}[\(drawnLines)A\u{1B}[J")
        drawnLines = 0
    }

    private func draw(at time: Date) {
        // Ten times a second is enough for eyes.
        guard isLive, time.timeIntervalSince(lastDrawing) > 0.1 || drawnLines == 0 else { return }
        lastDrawing = time
        erase()
        let width = console.width
        var lines = [status(at: time)]
        let longest = running.sorted { $0.value < $1.value }.prefix(4)
        lines += longest.map { "  \($0.key.shortName) \(Self.seconds(time.timeIntervalSince($0.value)))" }
        for line in lines { console.write(String(line.prefix(width - 1)) + "\n") }
        drawnLines = lines.count
    }

    private func status(at time: Date) -> String {
        let failed = outcomes.values.count { $0 == .failed }
        var text = "\(outcomes.count)/\(total) done, \(running.count) running"
        if failed > 0 { text += ", \(failed) failed" }
        if weatherCount > 0 { text += ", \(weatherCount) × weather" }
        if let left = secondsLeft(at: time) { text += ", about \(Self.seconds(left)) left" }
        return text
    }

    /// What is still to do, at the pace of what is done.
    private func secondsLeft(at time: Date) -> Double? {
        func expected(_ tests: some Sequence<TestIdentity>) -> Double {
            tests.reduce(0) { $0 + (expectedSeconds[$1] ?? Plan.unknownSeconds) }
        }
        let done = expected(outcomes.keys)
        let elapsed = time.timeIntervalSince(startedAt)
        guard done > 0, elapsed > 1 else { return nil }
        return expected(wanted.subtracting(outcomes.keys)) * elapsed / done
    }

    private static func headline(_ result: TestResult) -> String {
        guard let failure = result.failures.first else { return result.reason ?? "" }
        var text = failure.message
        if !failure.expected.isEmpty { text += ": expected \(failure.expected.joined(separator: " or "))" }
        if let actual = failure.actual { text += ", observed \(actual)" }
        return text.count <= 300 ? text : text.prefix(300) + "…"
    }

    private static func seconds(_ seconds: Double) -> String {
        seconds < 10 ? "\((seconds * 100).rounded() / 100) s" : "\(Int(seconds.rounded())) s"
    }
}
