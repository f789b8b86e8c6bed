/// A program that may ask users to let it act for them: a consumer, as OAuth 1.0 calls it.
struct OAuthConsumerRow: StoredRow {
    static let table = "identity.consumer"
    var id: String
    var secret: String
    var description: String?
    var extra: JSON.Object = [:]

    /// Without the secret, which is shown once.
    var members: JSON.Object {
        var members = extra
        members.merge(["id": .string(id), "description": JSON(description)])
        return members
    }
}
