/// The image service, API version 2.
public struct ImageClient: Sendable {
    /// For calls that have no function here.
    public let service: ServiceClient

    /// A client that calls in a session's name.
    public init(_ session: CloudSession) {
        service = session.service(.image, version: "v2")
    }
}

extension CloudSession {
    /// The image service, API version 2.
    public var image: ImageClient { ImageClient(self) }
}
