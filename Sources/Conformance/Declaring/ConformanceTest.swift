/// One test: what it is called, what it needs, and what it does.
///
/// Declared once, run any number of times.
public struct ConformanceTest: Sendable {
    /// What a test does.
    ///
    /// It throws when it cannot go on, and reports the rest through its context.
    public typealias Body = @Sendable (TestContext) async throws -> Void

    /// Name and idempotent id.
    public let identity: TestIdentity
    /// Tempest's attributes: `smoke`, `negative`.
    public let attributes: [String]
    /// What the cloud must have for the test to run.
    public let requirements: [Requirement]
    /// How much of what is limited the test uses at once.
    public let usage: [ResourceLimit: Int]
    /// What the test takes for good when others no longer need it: it starts after those that use it.
    public let usesUp: Set<ResourceLimit>
    /// What the API promises and this test checks, one sentence.
    public let summary: String
    /// Where the test asks for more than interoperability needs, and what of it is kept; `nil` for most.
    public let remark: String?
    /// Where the test is declared.
    public let location: SourceLocation
    /// The sequence it is part of; `nil` for a test that stands alone, as nearly all do.
    public let place: SequencePlace?
    /// What the test does.
    let body: Body

    /// The name as `stestr list` writes it: `name[id-UUID,attribute]`.
    public var stestrName: String { identity.stestrName(attributes: attributes) }
}

/// A place in the source, for pointing at declarations and checks.
public struct SourceLocation: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Module and file: `InteropTests/ImageTests.swift`.
    public let fileID: String
    /// Line, from 1.
    public let line: Int

    /// A place.
    public init(fileID: String, line: Int) {
        self.fileID = fileID
        self.line = line
    }

    /// `file:line`.
    public var description: String { "\(fileID):\(line)" }
}
