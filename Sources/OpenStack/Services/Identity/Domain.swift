/// A domain: what users, groups and projects belong to.
///
/// Identity API reference v3, “Domains”.
public struct Domain: CloudResource {
    /// The domain's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a domain; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name.
    public var name: String? { attributes["name"].string }
    /// Whether it can be used.
    public var isEnabled: Bool? { attributes["enabled"].bool }
}

extension IdentityClient {
    /// One domain.
    ///
    /// `GET /v3/domains/{id}`: 200.
    public func domain(_ id: String) async throws(CloudError) -> Domain {
        try await service.call(.get, "domains", id, expecting: 200).resource("domain")
    }
}
