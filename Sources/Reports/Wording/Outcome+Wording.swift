public import Conformance

extension Outcome {
    /// Outcomes in the order in which they want attention.
    static let byUrgency: [Outcome] = [.failed, .flaky, .notRun, .skipped, .passed]

    /// The outcome in words: `not run`.
    public var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .flaky: "flaky"
        case .skipped: "skipped"
        case .notRun: "not run"
        }
    }

    /// One sign to tell it by without colour.
    var symbol: String {
        switch self {
        case .passed: "✓"
        case .failed: "✗"
        case .flaky: "≈"
        case .skipped: "–"
        case .notRun: "○"
        }
    }
}
