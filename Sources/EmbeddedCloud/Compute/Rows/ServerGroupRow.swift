/// A server group.
struct ServerGroupRow: StoredRow {
    static let table = "compute.server-group"

    var id: String
    var projectID: String
    var userID: String
    var name: String
    /// `affinity`, `anti-affinity`, `soft-affinity` or `soft-anti-affinity`.
    var policy: String
    /// `max_server_per_host`, for anti-affinity.
    var rules: JSON.Object = [:]
    /// Ids of servers, those deleted included until somebody looks.
    var members: [String] = []
    var created: Timestamp
}
