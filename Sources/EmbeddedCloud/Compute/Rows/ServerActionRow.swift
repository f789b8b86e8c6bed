/// What was done to a server.
struct ServerHistoryRow: StoredRow {
    static let table = "compute.server-history"

    /// The server's.
    var id: String
    /// The oldest first.
    var actions: [ServerAction] = []
}

/// Something done to a server, with the steps it took.
struct ServerAction: Codable, Sendable {
    struct Event: Codable, Sendable {
        var name: String
        var started: Timestamp
        var finished: Timestamp?
        /// `Success` or `Error`.
        var result: String?
        var host: String?
        var traceback: String?
        var details: String?
    }

    var requestID: String
    /// What was done, such as `create` or `reboot`.
    var name: String
    var userID: String
    var projectID: String
    var started: Timestamp
    var updated: Timestamp
    var message: String?
    var events: [Event] = []
}
