public import OpenStack

/// A user whom Tempest logs in as.
public struct TempestUser: Sendable {
    /// The entry of clouds.yaml it comes from.
    let entry: String
    let name: String
    let id: String
    let password: Secret
    let domainName: String
    let domainID: String
    let projectName: String
    let projectID: String
    let projectDomainName: String
    let roles: [String]

    /// The user of an entry.
    ///
    /// - Throws: ``TempestError`` for an entry that Tempest cannot log in with: it knows users with a password and a
    ///   project, and nothing else.
    public init(_ configuration: CloudConfiguration, token: Token) throws(TempestError) {
        guard case .password(_, let password) = configuration.authentication else {
            throw TempestError(
                "Tempest logs in with a user's name and password, and the entry \(configuration.name) has another way "
                    + "to log in; name an entry with a password"
            )
        }
        guard let name = token.userName, let project = token.projectName, let projectID = token.projectID else {
            throw TempestError("the entry \(configuration.name) is for no project, and Tempest needs one")
        }
        entry = configuration.name
        self.name = name
        id = token.userID ?? ""
        self.password = password
        domainName = token.attributes["user"]["domain"]["name"].string ?? "Default"
        domainID = token.userDomainID ?? "default"
        projectName = project
        self.projectID = projectID
        projectDomainName = token.attributes["project"]["domain"]["name"].string ?? "Default"
        roles = token.roles
    }
}
