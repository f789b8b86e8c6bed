public import Conformance

extension Gate {
    /// What became of one test.
    public struct Change: Sendable, Hashable {
        /// The test, as the candidate names it; as the baseline does where the candidate does not have it.
        public let test: TestIdentity
        /// What became of it.
        public let kind: Kind
        /// Why it does not count; `nil` when it does.
        public internal(set) var waiver: Waiver?

        let before: GateSide.Observation?
        let after: GateSide.Observation?

        /// How it ended in the baseline; `nil` when the baseline does not have it.
        public var outcomeBefore: Outcome? { before?.outcome }
        /// How it ended in the candidate; `nil` when the candidate does not have it.
        public var outcomeAfter: Outcome? { after?.outcome }

        init(_ test: TestIdentity, before: GateSide.Observation?, after: GateSide.Observation?) {
            self.test = test
            self.before = before
            self.after = after
            kind = Kind(before: before?.outcome, after: after?.outcome)
        }
    }

    /// What can become of a test between two runs.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It worked and fails.
        case newFailure
        /// It worked and is skipped: the cloud lacks what it had.
        case newlySkipped
        /// It worked and did not come to an end.
        case notRun
        /// It worked and is not part of the candidate.
        case missing
        /// It works, but failed at first.
        case flaky
        /// It fails, and nothing says that it ever worked.
        case unprovenFailure
        /// It failed and fails.
        case stillFailing
        /// It failed and works.
        case fixed
        /// It works, and nothing says that it did before.
        case newlyWorking
        /// Nothing that matters to a gate: it works as before, or was no proof before and is none now.
        case unchanged

        init(before: Outcome?, after: Outcome?) {
            switch (before, after) {
            case (.passed, .failed), (.flaky, .failed): self = .newFailure
            case (.passed, .skipped), (.flaky, .skipped): self = .newlySkipped
            case (.passed, .notRun), (.flaky, .notRun): self = .notRun
            case (.passed, nil), (.flaky, nil): self = .missing
            case (.passed, .flaky), (.flaky, .flaky): self = .flaky
            case (.passed, .passed), (.flaky, .passed): self = .unchanged
            case (.failed, .failed): self = .stillFailing
            case (.failed, .passed), (.failed, .flaky): self = .fixed
            case (.skipped, .failed), (.notRun, .failed), (nil, .failed): self = .unprovenFailure
            case (.skipped, .passed), (.notRun, .passed), (nil, .passed): self = .newlyWorking
            case (.skipped, .flaky), (.notRun, .flaky), (nil, .flaky): self = .newlyWorking
            case (.failed, .skipped), (.failed, .notRun), (.failed, nil): self = .unchanged
            case (.skipped, _), (.notRun, _), (nil, _): self = .unchanged
            }
        }

        /// What the gate makes of it, unless it is waived or tolerated.
        var consequence: Conclusion {
            switch self {
            case .newFailure, .newlySkipped: .fail
            case .notRun, .missing: .incomplete
            default: .pass
            }
        }

        /// Several of them, as a heading.
        var title: String {
            switch self {
            case .newFailure: "New failures"
            case .newlySkipped: "Newly skipped"
            case .notRun: "Worked before, not run to the end"
            case .missing: "Worked before, not part of the candidate"
            case .flaky: "Flaky"
            case .unprovenFailure: "Failed, not known to have worked"
            case .stillFailing: "Still failing"
            case .fixed: "Fixed"
            case .newlyWorking: "Newly working"
            case .unchanged: "Unchanged"
            }
        }
    }
}
