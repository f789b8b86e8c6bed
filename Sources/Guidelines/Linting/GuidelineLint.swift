public import Conformance

/// What those who keep a guideline would want to know of it.
///
/// HACKING.rst of openstack/interop is where the rules about flags come from.
public struct GuidelineLint: Sendable {
    /// The guideline.
    public let guideline: Guideline
    /// What was found, by rule, then in the guideline's order.
    public let findings: [Finding]

    /// Something that wants to be looked at.
    public struct Finding: Sendable, Hashable, Codable {
        /// What was looked for.
        public let rule: Rule
        /// The capability, or the place in the document.
        public let subject: String
        /// The test; `nil` when the finding is about the whole capability or the document.
        public let test: TestIdentity?
        /// What is the matter, as a phrase.
        public let problem: String
        /// The line in the file, from 1; `nil` when it is not known.
        public let line: Int?
    }

    /// What is looked for.
    public enum Rule: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
        /// The document is odd, and was read all the same.
        case document
        /// A suite no longer has a test.
        case vanished
        /// A suite has a test under another name, or a name that is another test's now.
        case moved
        /// FITS has no native version of a test.
        case notNative = "not-native"
        /// A flag's review was due before the day.
        case overdueFlag = "overdue-flag"
        /// A flag is older than the guideline, which should have begun without flags (D312).
        case inheritedFlag = "inherited-flag"
        /// A flag lacks its reason, action or date (D307), or its type (D309).
        case incompleteFlag = "incomplete-flag"
        /// A capability rests on one test that counts, or on none.
        case singleTest = "single-test"
        /// A capability scores under the cutoff and is required or advisory all the same.
        case lowScore = "low-score"

        /// Whether a finding is a reason to change the document; the others are for information.
        public var isWarning: Bool { self != .notNative && self != .singleTest }

        /// What was found, as a heading.
        public var title: String {
            switch self {
            case .document: "Odd in the document"
            case .vanished: "Tests that vanished"
            case .moved: "Tests with another name now"
            case .notNative: "Tests without a native version"
            case .overdueFlag: "Flags whose review is overdue"
            case .inheritedFlag: "Flags older than the guideline"
            case .incompleteFlag: "Flags that do not say enough"
            case .singleTest: "Capabilities that rest on a single test"
            case .lowScore: "Capabilities under the cutoff score"
            }
        }
    }

    /// What a guideline is held against.
    public struct Measures: Sendable {
        /// The native tests; `nil` to leave them out.
        public var native: KnownTests?
        /// Suites besides, as Tempest's.
        public var suites: [KnownTests]
        /// The day on which flags are looked at.
        public var day: GuidelineDate
        /// After how many months a flag is to be reviewed.
        public var reviewMonths: Int

        /// Measures; a flag is reviewed after half a year unless said otherwise, as often as guidelines were made.
        public init(native: KnownTests?, suites: [KnownTests] = [], day: GuidelineDate, reviewMonths: Int = 6) {
            self.native = native
            self.suites = suites
            self.day = day
            self.reviewMonths = reviewMonths
        }
    }

    /// Holds a guideline against the measures.
    public init(_ guideline: Guideline, measures: Measures) {
        self.guideline = guideline
        var findings = guideline.diagnostics.map {
            Finding(rule: .document, subject: $0.location, test: nil, problem: $0.problem, line: $0.line)
        }
        for capability in guideline.capabilities {
            let status = capability.status()
            findings += Self.basis(of: capability, status, guideline.details.scoring)
            for test in capability.tests {
                if let flag = test.flag {
                    findings += Self.judge(flag, of: test, in: capability, guideline, measures)
                }
                // What is no longer asked for may go.
                guard status == .required || status == .advisory else { continue }
                findings += Self.whereabouts(of: test, in: capability, measures)
            }
        }
        let order = Rule.allCases
        self.findings = order.flatMap { rule in findings.filter { $0.rule == rule } }
    }

    // MARK: - Capabilities

    private static func basis(
        of capability: Guideline.Capability,
        _ status: Guideline.Status?,
        _ scoring: Guideline.Scoring?
    ) -> [Finding] {
        guard let status, status <= .advisory else { return [] }
        var findings: [Finding] = []
        func find(_ rule: Rule, _ problem: String) {
            findings.append(Finding(rule: rule, subject: capability.name, test: nil, problem: problem, line: nil))
        }
        let counted = capability.tests.filter { $0.flag == nil }
        if counted.isEmpty {
            find(
                .singleTest,
                capability.tests.isEmpty
                    ? "\(status.rawValue), and has no tests"
                    : "\(status.rawValue), and all its tests are flagged (\(capability.tests.count))"
            )
        } else if counted.count == 1 {
            find(.singleTest, "\(status.rawValue), and one test decides: \(counted[0].identity.shortName)")
        }
        if let scoring, let cutoff = scoring.cutoff, let achievements = capability.achievements {
            let score = scoring.score(of: achievements)
            if score < cutoff { find(.lowScore, "\(status.rawValue), scores \(score) where \(cutoff) is the least") }
        }
        return findings
    }

    // MARK: - Flags

    private static func judge(
        _ flag: Guideline.Flag,
        of test: Guideline.Test,
        in capability: Guideline.Capability,
        _ guideline: Guideline,
        _ measures: Measures
    ) -> [Finding] {
        var findings: [Finding] = []
        func find(_ rule: Rule, _ problem: String) {
            findings.append(
                Finding(rule: rule, subject: capability.name, test: test.identity, problem: problem, line: nil)
            )
        }
        let date = flag.date.flatMap { GuidelineDate($0) }
        // Schema 1.2 has names alone, the built-in guidelines no sentences: nothing is missing that could be there.
        if guideline.details.schema != "1.2" {
            var missing: [String] = []
            if flag.code == nil { missing.append("a type (D400 to D406)") }
            if date == nil { missing.append(flag.date.map { "a date ('\($0)' is none)" } ?? "a date") }
            if guideline.hasSentences {
                if flag.reason == nil { missing.append("a reason") }
                if flag.action == nil { missing.append("an action") }
            }
            if !missing.isEmpty { find(.incompleteFlag, "lacks \(missing.joined(separator: ", "))") }
        }
        guard let date else { return findings }
        let due = date.adding(months: measures.reviewMonths)
        if due < measures.day { find(.overdueFlag, "to be reviewed by \(due): \(flag.summary)") }
        let approval = guideline.details.targetApproval ?? guideline.id
        if let approved = GuidelineDate(approval), date < approved {
            find(.inheritedFlag, "flagged \(date), the guideline is of \(approval)")
        }
        return findings
    }

    // MARK: - Tests

    private static func whereabouts(
        of test: Guideline.Test,
        in capability: Guideline.Capability,
        _ measures: Measures
    ) -> [Finding] {
        var findings: [Finding] = []
        var movedTo: [String: [String]] = [:]
        func find(_ rule: Rule, _ problem: String) {
            let flagged = test.flag == nil ? "" : " (flagged)"
            findings.append(
                Finding(
                    rule: rule,
                    subject: capability.name,
                    test: test.identity,
                    problem: problem + flagged,
                    line: nil
                )
            )
        }
        for known in measures.suites where known.couldHave(test.identity) {
            switch known.fate(of: test) {
            case .there: break
            case .moved(let names): movedTo[names.joined(separator: " or "), default: []].append(known.suite)
            case .replaced(let ids):
                find(.moved, "\(known.suite) has the name with another id: \(ids.joined(separator: ", "))")
            case .gone: find(.vanished, "not in \(known.suite)")
            }
        }
        if let native = measures.native {
            switch native.fate(of: test) {
            case .there: break
            case .moved(let names): movedTo[names.joined(separator: " or "), default: []].append(native.suite)
            case .replaced(let ids):
                find(.moved, "\(native.suite) has the name with another id: \(ids.joined(separator: ", "))")
            case .gone: find(.notNative, "no native version")
            }
        }
        for (names, suites) in movedTo.sorted(by: { $0.key < $1.key }) {
            find(.moved, "now \(names) (\(suites.joined(separator: ", ")))")
        }
        return findings
    }
}

extension Guideline {
    /// Whether the guideline has the words of its document; those built in leave them out.
    fileprivate var hasSentences: Bool { capabilities.contains { $0.description != nil } }
}
