public import Conformance

/// What a guideline says of a run.
///
/// Interop guidelines: a capability is there when all its tests pass that are not flagged; a programme, when its
/// required capabilities are. Unlike RefStack's, a verdict tells what failed from what was not shown, and nothing that
/// was not run ever passes.
public struct Verdict: Sendable, Hashable, Codable {
    /// The guideline's id.
    public let guideline: String
    /// The guideline as a whole: all its components together.
    public let whole: Group
    /// Its programmes, in the guideline's order.
    public let programmes: [Group]
    /// Its components, in the guideline's order.
    public let components: [Group]
    /// Its capabilities, in the guideline's order.
    public let capabilities: [Capability]

    /// What is concluded.
    public enum Conclusion: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
        /// Everything that counts passed.
        case pass
        /// Something that counts failed.
        case fail
        /// Nothing failed, but not everything was shown.
        case incomplete
        /// Nothing counts: all tests are flagged, or there are none. Of capabilities only.
        case uncounted
    }

    /// A component, a programme or the whole guideline.
    public struct Group: Sendable, Hashable, Codable {
        /// The name: `OpenStack Powered Platform`, `os_powered_compute`, or the guideline's id.
        public let name: String
        /// What is concluded from its required tests and from what it takes besides.
        public let conclusion: Conclusion
        /// What is concluded from its own required tests.
        public let alone: Conclusion
        /// The tests that count, by the strictest status of their capabilities here; each test once.
        public let tallies: [Guideline.Status: Tally]
        /// The flagged tests of required capabilities, which do not count.
        public let flagged: Tally
        /// Capabilities by status and conclusion.
        public let capabilities: [Guideline.Status: [Conclusion: Int]]
        /// Components that it takes besides and that another guideline judges.
        public let presumed: [Presumed]

        /// The tests that decide.
        public var required: Tally { tallies[.required] ?? Tally() }
    }

    /// A component of another guideline, which a programme takes besides its own.
    public struct Presumed: Sendable, Hashable, Codable {
        /// The component's name.
        public let component: String
        /// The guideline that defines it; `nil` when the document does not say.
        public let guideline: String?
        /// What that guideline says of the run; `nil` when it was not at hand.
        public let verdict: Group?
    }

    /// A capability.
    public struct Capability: Sendable, Hashable, Codable {
        /// The name: `compute-servers-create`.
        public let name: String
        /// The project whose service it is.
        public let project: String?
        /// The strictest status any component gives it; `nil` when none lists it.
        public let status: Guideline.Status?
        /// What is concluded from its own tests.
        public let conclusion: Conclusion
        /// The tests that count.
        public let tally: Tally
        /// The flagged tests, which do not count.
        public let flagged: Tally
        /// Its tests, flagged ones too, in the order of names.
        public let tests: [Test]
    }

    /// A test of a capability.
    public struct Test: Sendable, Hashable, Codable {
        /// The test, as the guideline names it.
        public let identity: TestIdentity
        /// How it ended; `nil` when the run has no such test.
        public let outcome: Outcome?
        /// Why it was skipped or not run.
        public let reason: String?
        /// The test of the run that decided, where it is known by another name or id there.
        public let decidedBy: TestIdentity?
        /// Why it does not count; `nil` when it does.
        public let flag: Guideline.Flag?
    }
}

extension Verdict {
    /// How many of some tests ended in which way.
    public struct Tally: Sendable, Hashable, Codable, CustomStringConvertible {
        /// Passed; flaky ones are not among them.
        public private(set) var passed: Int = 0
        /// Passed when they were repeated.
        public private(set) var flaky: Int = 0
        /// Failed.
        public private(set) var failed: Int = 0
        /// Skipped, for want of something the cloud does not have.
        public private(set) var skipped: Int = 0
        /// Wanted, but without an end: interrupted, or without a native version.
        public private(set) var notRun: Int = 0
        /// Not part of the run at all.
        public private(set) var missing: Int = 0

        /// All of them.
        public var total: Int { passed + flaky + failed + skipped + notRun + missing }
        /// Those that showed that the cloud behaves: passed and flaky.
        public var demonstrated: Int { passed + flaky }

        init(_ outcomes: some Sequence<Outcome?> = []) {
            for outcome in outcomes {
                switch outcome {
                case .passed: passed += 1
                case .flaky: flaky += 1
                case .failed: failed += 1
                case .skipped: skipped += 1
                case .notRun: notRun += 1
                case nil: missing += 1
                }
            }
        }

        /// In words: `281 of 284 passed, 2 skipped, 1 not run`.
        public var description: String {
            let others = [
                (flaky, "of these flaky"), (failed, "failed"), (skipped, "skipped"), (notRun, "not run"),
                (missing, "not in this run"),
            ]
            let parts = others.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            return (["\(demonstrated) of \(total) passed"] + parts).joined(separator: ", ")
        }

        func conclusion(toleratesSkips: Bool) -> Conclusion {
            if failed > 0 { return .fail }
            let open = notRun + missing + (toleratesSkips ? 0 : skipped)
            return demonstrated > 0 && open == 0 ? .pass : .incomplete
        }
    }
}
