/// The block storage service, API version 3.
public struct BlockStorageClient: Sendable {
    /// For calls that have no function here.
    public let service: ServiceClient

    /// A client that calls in a session's name.
    ///
    /// The catalog's endpoint is used as it is: it ends in the version and, on most clouds, in the project's id.
    public init(_ session: CloudSession) {
        self.init(service: session.service(.blockStorage))
    }

    private init(service: ServiceClient) {
        self.service = service
    }

    /// The same client asking for a microversion; with `nil` it asks for none and gets the lowest, 3.0.
    public func asking(for microversion: Microversion?) -> BlockStorageClient {
        var service = service
        service.microversion = microversion
        return BlockStorageClient(service: service)
    }
}

extension Answer {
    /// A page of a collection, with the link to the next one as the service wrote it.
    func page<Resource>(_ collection: String) throws(CloudError) -> PageSequence<Resource>.Page {
        let links = try json()["\(collection)_links"].array ?? []
        return PageSequence.Page(
            resources: try resources(collection),
            next: links.first { $0["rel"].string == "next" }?["href"].string
        )
    }
}

extension CloudSession {
    /// The block storage service, API version 3.
    public var blockStorage: BlockStorageClient { BlockStorageClient(self) }
}
