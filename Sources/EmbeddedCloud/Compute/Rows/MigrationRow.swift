/// A server's move between hosts, or its resize.
struct MigrationRow: StoredRow {
    static let table = "compute.migration"

    enum Kind: String, Codable, Sendable {
        case migration, resize, evacuation
        case liveMigration = "live-migration"
    }

    /// Counts migrations from 1.
    var number: Int
    var uuid: String
    var serverID: String
    var projectID: String
    var userID: String
    var kind: Kind
    /// How far it is, such as `migrating`, `finished`, `confirmed` or `error`.
    var status: String
    var sourceHost: String
    var targetHost: String
    var oldFlavorNumber: Int?
    var newFlavorNumber: Int?
    var created: Timestamp
    var updated: Timestamp?

    var id: String { String(number) }
}
