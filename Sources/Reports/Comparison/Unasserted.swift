public import Conformance

extension Comparison {
    /// What differs between clouds and no test asserts.
    public struct Unasserted: Sendable {
        /// What services tell of themselves: that they are there, versions, microversions, extensions, limits.
        public let traits: [TraitDifference]
        /// Bad requests that are answered differently.
        public let probes: [ProbeDifference]
        /// Keys and header fields that are in every answer of one cloud and in none of another.
        public let keys: [KeyDifference]
        /// Requests that are answered with different statuses in tests that end equally.
        public let statuses: [StatusDifference]

        /// How many differences there are.
        public var count: Int { traits.count + probes.count + keys.count + statuses.count }
    }

    /// Something that a service tells of itself.
    public struct TraitDifference: Sendable, Hashable {
        /// The kinds, in the order in which they are shown.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case service, version, microversions, `extension`, limit, setting
        }

        /// What is known of it on one side.
        public enum Value: Sendable, Hashable {
            case known(String)
            /// It is not there.
            case absent
            /// Nobody asked, or there was no answer.
            case unknown
        }

        /// What it is.
        public let kind: Kind
        /// The service's type.
        public let service: String
        /// The name: an alias, a limit's, a version's.
        public let name: String
        /// What each side has.
        public let values: [Value]
    }

    /// A bad request that is answered differently.
    public struct ProbeDifference: Sendable, Hashable {
        /// What the request is known by: `compute.invalid-json`.
        public let id: String
        /// The type of the service.
        public let service: String
        /// What is wrong with the request.
        public let title: String
        /// How each side answers; `nil` where it was not asked or did not answer.
        public let answers: [CloudProfile.Answer?]
    }

    /// Keys, or header fields, that some clouds' answers have and others' do not.
    public struct KeyDifference: Sendable, Hashable {
        /// Where they stand.
        public enum Part: String, Sendable, Hashable {
            case body, header
        }

        /// Where they stand.
        public let part: Part
        /// Their names, of keys with the way to them: `server.locked_reason`, `volumes[].consumes_quota`.
        public let keys: [String]
        /// The operations whose answers differ so, with the status: `compute GET /servers/{id} 200`.
        public let operations: [String]
        /// Sides whose answers always have them.
        public let with: [Int]
        /// Sides whose answers never have them.
        public let without: [Int]
        /// By side the number of an exchange that shows it.
        public let examples: [Int: Int]
    }

    /// A request that is answered with different statuses.
    public struct StatusDifference: Sendable, Hashable {
        /// The request: `network DELETE /ports/{id}`.
        public let operation: String
        /// By side the status; 0 for no response.
        public let statuses: [Int: Int]
        /// The tests in which it happens.
        public let tests: [TestIdentity]
        /// By side the number of an exchange that shows it.
        public let examples: [Int: Int]
    }
}

extension Comparison.Unasserted {
    init(_ sides: [Comparison.Side], tests: [Comparison.Test]) {
        traits = Comparison.TraitDifference.all(sides)
        probes = Comparison.ProbeDifference.all(sides)
        keys = Comparison.KeyDifference.all(sides, tests: tests)
        statuses = Comparison.StatusDifference.all(sides, tests: tests)
    }
}
