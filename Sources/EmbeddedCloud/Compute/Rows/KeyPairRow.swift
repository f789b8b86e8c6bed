/// A user's key pair; the private key isn't kept.
struct KeyPairRow: StoredRow {
    static let table = "compute.key-pair"

    var userID: String
    var name: String
    var publicKey: String
    var fingerprint: String
    /// `ssh` or `x509`.
    var type = "ssh"
    /// Counts key pairs in the order they were made.
    var number: Int
    var created: Timestamp

    var id: String { Self.id(userID, name) }
    static func id(_ user: String, _ name: String) -> String { user + "/" + name }
}
