public import Conformance

/// A dated list of capabilities that a cloud must have, each shown by tests.
///
/// Interop guidelines, schema 2.0: components give each capability a status, a programme is made of components. Names
/// of components are in lower case here, since documents do not agree on their spelling.
public struct Guideline: Sendable, Hashable {
    /// What it is called: `2020.06`, `orchestration.2020.06`, `scs-0128`.
    public let id: String
    /// What a person reads above its verdict.
    public let title: String
    /// What became of the document: `draft`, `advisory`, `approved` or `superseded`; `nil` when it does not say.
    public let status: String?
    /// What else the document says about itself.
    public let details: Details
    /// Whether skipped tests leave a pass a pass.
    ///
    /// True of SCS-0128, which only asks that nothing fails.
    public let toleratesSkips: Bool
    /// Groups of capabilities, in the order of their names: `os_powered_compute`.
    public let components: [String]
    /// What a cloud can be said to be, the widest first.
    public let programmes: [Programme]
    /// What the document defines, in the order of names; capabilities that no component lists are among them.
    public let capabilities: [Capability]
    /// What is odd about the document; empty for those built in.
    public let diagnostics: [Diagnostic]

    init(
        id: String,
        title: String,
        status: String?,
        details: Details = Details(),
        toleratesSkips: Bool = false,
        components: [String],
        programmes: [Programme],
        capabilities: [Capability],
        diagnostics: [Diagnostic] = []
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.details = details
        self.toleratesSkips = toleratesSkips
        self.components = components.sorted()
        self.programmes = programmes.sorted {
            ($1.components.count, $0.name) < ($0.components.count, $1.name)
        }
        self.capabilities = capabilities.sorted { $0.name < $1.name }
        self.diagnostics = diagnostics
    }

    /// A set of components that is judged as one: `OpenStack Powered Platform`.
    public struct Programme: Sendable, Hashable {
        /// What the document calls it.
        public let name: String
        /// Components of this guideline.
        public let components: [String]
        /// Components it takes besides, which this guideline does not define.
        public let presumed: [ComponentReference]
    }

    /// A component that another document defines.
    public struct ComponentReference: Sendable, Hashable, Codable {
        /// The component's name.
        public let component: String
        /// The guideline that defines it; `nil` when the document does not say.
        public let guideline: String?
    }

    /// Something a cloud can do, and the tests that show it.
    public struct Capability: Sendable, Hashable {
        /// What guidelines call it: `compute-servers-create`.
        public let name: String
        /// The project whose service it is: `nova`; `nil` when the document does not say.
        public let project: String?
        /// The document's description of it; `nil` for the built-in guidelines.
        public let description: String?
        /// Its status in the components that list it.
        public let statuses: [String: Status]
        /// The tests, in the order of their names.
        public let tests: [Test]
        /// The criteria that it fulfils, in alphabetical order; `nil` when the document does not say.
        public let achievements: [String]?
        /// The guideline that required it first; `nil` when the document does not say.
        public let requiredSince: String?

        init(
            name: String,
            project: String?,
            description: String?,
            statuses: [String: Status],
            tests: [Test],
            achievements: [String]? = nil,
            requiredSince: String? = nil
        ) {
            self.name = name
            self.project = project
            self.description = description
            self.statuses = statuses
            self.tests = tests
            self.achievements = achievements
            self.requiredSince = requiredSince
        }

        /// The strictest status it has in these components, or in all; `nil` when none of them lists it.
        public func status(in components: [String]? = nil) -> Status? {
            guard let components else { return statuses.values.min() }
            return components.compactMap { statuses[$0] }.min()
        }
    }

    /// How much a guideline wants a capability, the strictest first.
    public enum Status: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable, Comparable {
        /// Must be there.
        case required
        /// May become required.
        case advisory
        /// Will no longer be asked for.
        case deprecated
        /// Is no longer asked for.
        case removed

        /// Whether the left one is stricter.
        public static func < (left: Self, right: Self) -> Bool {
            guard let first = allCases.firstIndex(of: left), let second = allCases.firstIndex(of: right) else {
                return false
            }
            return first < second
        }
    }

    /// One test of a capability.
    public struct Test: Sendable, Hashable {
        /// Its id, and its name at the time of approval.
        public let identity: TestIdentity
        /// Other names the same test has had; in built-in guidelines also those of older documents.
        public let aliases: [String]
        /// Why it does not count; `nil` when it does.
        public let flag: Flag?
    }

    /// The mark of a test that need not pass, given after a guideline's approval.
    public struct Flag: Sendable, Hashable, Codable {
        /// `D400` to `D406`; older flags have none.
        public let code: String?
        /// When it was given, as the document writes it.
        public let date: String?
        /// The document's words for why; `nil` for the built-in guidelines.
        public let reason: String?
        /// The document's words for what is to be done; `nil` for the built-in guidelines.
        public let action: String?

        /// Code, meaning and date: `D401, a fault of the test, 2016-06-13`.
        public var summary: String {
            let reason = [code, code.flatMap { Self.meanings[$0] } ?? reason].compactMap(\.self).joined(separator: ", ")
            return [reason.isEmpty ? "no reason given" : reason, date].compactMap(\.self).joined(separator: ", ")
        }

        // HACKING.rst of openstack/interop.
        private static let meanings = [
            "D400": "the capability does not meet the criteria",
            "D401": "a fault of the test",
            "D402": "a fault of the service",
            "D403": "also tests what is not required",
            "D404": "to be discussed",
            "D405": "an implementation choice that is not widely deployed",
            "D406": "removed from the test suite",
        ]
    }

    /// Something in a document that is not as it should be and was read all the same.
    public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
        /// Where: a line's number, or the path of a member as `capabilities.images-v2-list.tests`.
        public let location: String
        /// What, as a phrase.
        public let problem: String
        /// The line in the file, from 1; `nil` when there is none.
        public let line: Int?

        init(location: String, problem: String, line: Int? = nil) {
            self.location = location
            self.problem = problem
            self.line = line
        }

        /// Where and what.
        public var description: String { "\(location): \(problem)" }
    }
}

// MARK: - Choosing

extension Guideline {
    /// The programme of a name.
    ///
    /// Case does not matter, nor does “OpenStack Powered” in front of it: `compute` is `OpenStack Powered Compute`.
    ///
    /// - Throws: ``GuidelineError`` that lists the programmes there are.
    public func programme(named name: String) throws(GuidelineError) -> Programme {
        let wanted = name.lowercased()
        let found = programmes.first {
            let known = $0.name.lowercased()
            return known == wanted || known == "openstack powered \(wanted)"
        }
        guard let found else {
            let known = programmes.map(\.name).joined(separator: ", ")
            throw GuidelineError(subject: id, problem: "has no programme '\(name)'; it has \(known)")
        }
        return found
    }

    /// The tests to run for this guideline, each once, in the order of names; flagged ones are among them.
    ///
    /// Without arguments these are all the document names, so that a run says something about each of its
    /// capabilities: also about those that no component lists, which no verdict counts.
    ///
    /// - Parameters:
    ///   - statuses: only of capabilities with one of these statuses.
    ///   - programme: only of capabilities that the programme's components list.
    /// - Returns: ids, with the names the guideline has.
    public func tests(statuses: Set<Status>? = nil, programme: Programme? = nil) -> [TestIdentity] {
        let chosen = capabilities.filter { capability in
            if statuses == nil, programme == nil { return true }
            guard let status = capability.status(in: programme?.components) else { return false }
            return statuses?.contains(status) ?? true
        }
        return Set(chosen.flatMap(\.tests).map(\.identity)).sorted()
    }
}
