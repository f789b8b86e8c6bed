/// Why a report cannot be written.
public struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence: what is wrong, and what to do where something can be done.
    public let description: String

    init(_ description: String) { self.description = description }
}
