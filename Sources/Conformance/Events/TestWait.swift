/// Something that a test waited for, within its time or before its beginning.
///
/// It is told when the wait is over.
public struct TestWait: Sendable, Hashable, Codable {
    /// What kinds of things there are to wait for.
    public enum Cause: String, Sendable, Hashable, Codable, CaseIterable {
        /// A shared fixture that was being made, for this test or for another.
        case fixture
        /// Limits that were exhausted, so that the test did not start although fewer tests ran than might.
        case limit
    }

    /// The test.
    public var test: TestIdentity
    /// What kind of thing it waited for.
    public var cause: Cause
    /// The fixture's name, or the limits' names, joined by commas.
    public var name: String
    /// How long it waited.
    public var seconds: Double

    /// Describes a wait.
    public init(test: TestIdentity, cause: Cause, name: String, seconds: Double) {
        self.test = test
        self.cause = cause
        self.name = name
        self.seconds = seconds
    }

    /// What a test waited for before it could start; `nil` when there was nothing but the tests before it.
    init?(_ start: Schedule.Start, until now: ContinuousClock.Instant) {
        guard let hold = start.hold else { return nil }
        self.init(
            test: start.test.identity,
            cause: .limit,
            name: hold.limits.joined(separator: ", "),
            seconds: (now - hold.since).seconds
        )
    }
}

/// How a shared fixture was made; told when that is over.
public struct FixtureMaking: Sendable, Hashable, Codable {
    /// The fixture's name.
    public var name: String
    /// How long it took.
    public var seconds: Double
    /// Whether there is a fixture now.
    public var isMade: Bool

    /// Describes a making.
    public init(name: String, seconds: Double, isMade: Bool) {
        self.name = name
        self.seconds = seconds
        self.isMade = isMade
    }
}
