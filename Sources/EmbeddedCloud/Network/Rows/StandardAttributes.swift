/// What the network service keeps of every resource.
struct StandardAttributes: Codable, Sendable {
    var description: String?
    /// How often it was changed.
    var revision = 0
    var created: Timestamp
    var updated: Timestamp
    var tags: [String] = []

    init(description: String? = "", revision: Int = 0, at now: Timestamp) {
        self.description = description
        self.revision = revision
        created = now
        updated = now
    }

    /// Counts a change.
    mutating func touch(at now: Timestamp) {
        revision += 1
        updated = now
    }
}
