/// Something that happened to a stack or to one of its resources.
struct StackEventRow: StoredRow {
    static let table = "orchestration.event"
    var id: String
    var stackID: String
    /// Counts up; the order of events in one instant.
    var number: Int
    var time: Timestamp
    var resourceName: String
    var physicalID: String?
    var action: String
    var status: String
    var reason: String
    var resourceType: String
    var properties: JSON.Object
}

/// A stack as it was once, with what its resources saved.
struct StackSnapshotRow: StoredRow {
    static let table = "orchestration.snapshot"
    var id: String
    var stackID: String
    var name: String?
    var status = ResourceRow.Status.inProgress
    var reason: String?
    var created: Timestamp
    var data: JSON.Object
    var plan: StackPlan
}

/// A piece of configuration for software on servers; never changed once it is there.
struct SoftwareConfigRow: StoredRow {
    static let table = "orchestration.config"
    var id: String
    var projectID: String
    var name: String?
    var group: String?
    var created: Timestamp
    /// The members `config`, `inputs`, `outputs` and `options`.
    var content: JSON.Object
}

/// A configuration applied to a server.
struct SoftwareDeploymentRow: StoredRow {
    static let table = "orchestration.deployment"
    var id: String
    var projectID: String
    var serverID: String
    var configID: String
    var userProjectID: String?
    var created: Timestamp
    var updated: Timestamp?
    /// The members `input_values` and `output_values`.
    var values: JSON.Object
    var action: String?
    var status: String?
    var reason: String?
}
