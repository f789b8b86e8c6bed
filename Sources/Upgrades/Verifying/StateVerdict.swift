/// What became of a recorded resource.
public struct StateVerdict: Sendable, Hashable {
    /// The resource as it was recorded.
    public let resource: RecordedResource
    /// What became of it.
    public let end: End

    /// What can become of a resource.
    public enum End: Sendable, Hashable {
        /// It is there.
        case there(StateComparison)
        /// The service knows nothing of it any more.
        case gone
        /// The service does not tell, and why.
        case unreadable(String)
    }

    /// Whether it is there and as it was.
    public var isUnchanged: Bool {
        if case .there(let comparison) = end { comparison.findings.isEmpty } else { false }
    }

    /// What is wrong, a line each.
    public var findings: [String] {
        switch end {
        case .there(let comparison): comparison.findings.map(\.description)
        case .gone: ["is gone"]
        case .unreadable(let reason): ["cannot be read: \(reason)"]
        }
    }
}
