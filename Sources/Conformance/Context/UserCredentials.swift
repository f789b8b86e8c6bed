public import OpenStack

/// Who a test acts as.
public struct UserCredentials: Sendable, Hashable {
    /// The user's id.
    public let userID: String
    /// The user's name.
    public let userName: String
    /// Id of the user's domain.
    public let userDomainID: String
    /// The user's password; `nil` when the user logs in some other way.
    public let password: Secret?
    /// Id of the project the user acts in.
    public let projectID: String
    /// Name of the project the user acts in.
    public let projectName: String
    /// Id of the project's domain.
    public let projectDomainID: String
}

/// A user and that user's way to the cloud.
struct Account: Sendable {
    let session: CloudSession
    let credentials: UserCredentials
}
