public import Foundation

/// A token and what the identity service says of it.
public struct Token: Sendable, Hashable {
    /// The text that goes into `X-Auth-Token`.
    public let id: Secret
    /// The `token` object of the response, every key as sent.
    public let attributes: JSON

    /// Joins a token's id and its description.
    public init(id: Secret, attributes: JSON) {
        self.id = id
        self.attributes = attributes
        catalog = ServiceCatalog(attributes["catalog"])
        expiresAt = attributes["expires_at"].string.flatMap(Timestamp.parse)
    }

    /// Id of the user it was given to.
    public var userID: String? { attributes["user"]["id"].string }
    /// Name of the user it was given to.
    public var userName: String? { attributes["user"]["name"].string }
    /// Id of the domain the user belongs to.
    public var userDomainID: String? { attributes["user"]["domain"]["id"].string }
    /// Id of the project it is for; `nil` when it is not for a project.
    public var projectID: String? { attributes["project"]["id"].string }
    /// Name of the project it is for; `nil` when it is not for a project.
    public var projectName: String? { attributes["project"]["name"].string }
    /// Id of the domain of the project it is for.
    public var projectDomainID: String? { attributes["project"]["domain"]["id"].string }
    /// Names of the roles the user has there.
    public var roles: [String] { attributes["roles"].array?.compactMap { $0["name"].string } ?? [] }
    /// When it ends to be valid.
    public let expiresAt: Date?
    /// When it was made.
    public var issuedAt: Date? { attributes["issued_at"].string.flatMap(Timestamp.parse) }
    /// The services it opens.
    public let catalog: ServiceCatalog

    /// Whether it is still good for some time, so that a request made now is not refused halfway.
    func isFresh(at now: Date) -> Bool {
        guard let expiresAt else { return true }
        return expiresAt.timeIntervalSince(now) > 60
    }
}
