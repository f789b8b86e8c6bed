/// What came of a request that was to make a resource.
public enum ResourceRequestEnd: Sendable, Hashable {
    /// The service made it and told its id.
    case made(id: String)
    /// The service refused.
    case nothingMade
    /// Nobody can tell.
    case unknown
}
