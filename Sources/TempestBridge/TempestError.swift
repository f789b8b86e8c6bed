/// Why Tempest cannot be installed, configured or run.
public struct TempestError: Error, Sendable, CustomStringConvertible {
    /// One sentence: what is wrong, and what to do where something can be done.
    public let description: String

    init(_ description: String) { self.description = description }
}
