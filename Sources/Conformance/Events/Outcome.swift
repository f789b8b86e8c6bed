/// How a test ended.
public enum Outcome: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// Every check held.
    case passed
    /// A check did not hold, and did not hold again when the test was repeated alone.
    case failed
    /// A check did not hold at first and held when the test was repeated alone.
    case flaky
    /// The cloud lacks something the test needs.
    case skipped
    /// It was wanted, but did not come to an end: bad weather, interruption, or no native test.
    case notRun

    /// Whether the test says that the cloud behaves as it should.
    public var isSuccess: Bool { self == .passed || self == .flaky }
}
