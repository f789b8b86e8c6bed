public import Foundation

/// How one test of a run ended, and why.
public struct TestResult: Sendable, Hashable, Codable {
    /// The test.
    public var identity: TestIdentity
    /// How it ended.
    public var outcome: Outcome
    /// Why it was skipped or not run.
    public var reason: String?
    /// The checks that did not hold; of a flaky test those of its first try.
    public var failures: [Failure]
    /// Numbers of the exchanges that are its evidence, in order; those of fixtures it shares included.
    public var exchanges: [Int]
    /// When its last try began.
    public var startedAt: Date?
    /// How long its last try took, in seconds; clean-up not counted.
    public var seconds: Double
    /// How often it was tried; weather and repetition count.
    public var tries: Int
    /// Resources that could not be removed afterwards, as “image fits-…: reason”.
    public var leftovers: [String]

    /// Describes a result.
    public init(
        _ identity: TestIdentity,
        _ outcome: Outcome,
        reason: String? = nil,
        failures: [Failure] = [],
        exchanges: [Int] = [],
        startedAt: Date? = nil,
        seconds: Double = 0,
        tries: Int = 0,
        leftovers: [String] = []
    ) {
        self.identity = identity
        self.outcome = outcome
        self.reason = reason
        self.failures = failures
        self.exchanges = exchanges
        self.startedAt = startedAt
        self.seconds = seconds
        self.tries = tries
        self.leftovers = leftovers
    }
}

/// One check that did not hold.
public struct Failure: Sendable, Hashable, Codable {
    /// What was checked, as a sentence.
    public var message: String
    /// What would have been right; several when any of them would.
    public var expected: [String]
    /// What was there.
    public var actual: String?
    /// The step of the test it happened in.
    public var step: String?
    /// Number of the exchange that showed it.
    public var exchange: Int?
    /// The check's place in the source.
    public var location: SourceLocation?
    /// What else its origin told, as text of many lines: a traceback.
    public var details: String?

    /// Describes a failure.
    public init(
        _ message: String,
        expected: [String] = [],
        actual: String? = nil,
        step: String? = nil,
        exchange: Int? = nil,
        location: SourceLocation? = nil,
        details: String? = nil
    ) {
        self.message = message
        self.expected = expected
        self.actual = actual
        self.step = step
        self.exchange = exchange
        self.location = location
        self.details = details
    }
}
