/// Why something that concerns an upgrade cannot be done.
public struct UpgradeFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence: what, and what to do.
    public let description: String

    init(_ description: String) { self.description = description }
}
