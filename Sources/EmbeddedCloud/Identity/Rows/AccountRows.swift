/// A domain: the container of users, groups and projects.
struct DomainRow: StoredRow {
    static let table = "identity.domain"
    var id: String
    var name: String
    var description: String
    var enabled: Bool
    var tags: [String] = []
    var options: JSON.Object = [:]
}

/// A project of a domain, or below another project.
struct ProjectRow: StoredRow {
    static let table = "identity.project"
    var id: String
    var name: String
    var domainID: String
    /// The project it is below; the domain's id at the top.
    var parentID: String
    var description: String
    var enabled: Bool
    var tags: [String] = []
    var options: JSON.Object = [:]
    var extra: JSON.Object = [:]
}

/// A user of a domain.
struct UserRow: StoredRow {
    static let table = "identity.user"
    var id: String
    var name: String
    var domainID: String
    var enabled: Bool
    var defaultProjectID: String?
    /// The present password first, then earlier ones; empty for a user without one.
    var passwords: [PasswordHash] = []
    /// Tokens issued before are no longer valid.
    var tokensValidFrom: Timestamp?
    var options: JSON.Object = [:]
    var extra: JSON.Object = [:]
}

/// A group of users.
struct GroupRow: StoredRow {
    static let table = "identity.group"
    var id: String
    var name: String
    var domainID: String
    var description: String
    var extra: JSON.Object = [:]
}

/// A user's being in a group.
struct MembershipRow: StoredRow {
    static let table = "identity.membership"
    var groupID: String
    var userID: String
    var id: String { Self.id(groupID, userID) }

    static func id(_ groupID: String, _ userID: String) -> String { groupID + "/" + userID }
}

/// Something a user can show to other services: an EC2 key pair, a certificate, a one-time password seed.
struct CredentialRow: StoredRow {
    static let table = "identity.credential"
    var id: String
    var userID: String
    var projectID: String?
    var type: String
    var blob: String
    var extra: JSON.Object = [:]
}

/// A secret with some of its user's roles in one project.
struct ApplicationCredentialRow: StoredRow {
    static let table = "identity.application_credential"
    var id: String
    var name: String
    var description: String?
    var userID: String
    var projectID: String
    var roleIDs: [String]
    var secret: PasswordHash
    var expires: Timestamp?
    var unrestricted: Bool?
    /// Nil means no limit to what it may be used for; an empty list allows nothing.
    var accessRuleIDs: [String]?
}

/// A request an application credential may make.
struct AccessRuleRow: StoredRow {
    static let table = "identity.access_rule"
    var id: String
    var userID: String
    var service: String
    var method: String
    var path: String
}
