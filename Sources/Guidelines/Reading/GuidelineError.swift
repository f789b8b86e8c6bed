/// Why there is no guideline to judge by.
public struct GuidelineError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name or path that was asked for.
    public let subject: String
    /// What is wrong with it, as the rest of a sentence.
    public let problem: String

    /// One sentence: what was asked for and what is wrong with it.
    public var description: String { "\(subject): \(problem)" }
}
