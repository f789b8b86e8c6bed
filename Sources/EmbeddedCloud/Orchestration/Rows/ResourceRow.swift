/// A resource of a stack.
struct ResourceRow: StoredRow {
    static let table = "orchestration.resource"

    enum Action: String, Codable, Sendable {
        case initialize = "INIT"
        case create = "CREATE"
        case delete = "DELETE"
        case update = "UPDATE"
        case rollback = "ROLLBACK"
        case suspend = "SUSPEND"
        case resume = "RESUME"
        case adopt = "ADOPT"
        case snapshot = "SNAPSHOT"
        case check = "CHECK"
    }

    enum Status: String, Codable, Sendable {
        case inProgress = "IN_PROGRESS"
        case complete = "COMPLETE"
        case failed = "FAILED"
    }

    var id: String
    var stackID: String
    var name: String
    /// As in the template.
    var type: String
    var action = Action.initialize
    var status = Status.complete
    var reason = ""
    var physicalID: String?
    var created: Timestamp
    var updated: Timestamp?
    var metadata: JSON.Object = [:]
    /// The resource's part of the template that it was made from.
    var definition: JSON.Object = [:]
    /// Its properties, resolved.
    var properties: JSON.Object = [:]
    /// What the resource's kind has to remember.
    var data: JSON.Object = [:]
    /// The names of the resources it needs.
    var requires: [String] = []
    /// Ends its name where the cloud wants one and the template has none.
    var suffix: String
    /// The stack's traversal that visited it last.
    var traversal = 0
    /// When the present action began.
    var started: Timestamp
    /// Whether another resource of the same name has taken its place, so that it is to be removed.
    var isReplaced = false
    /// The hook it waits at, such as `pre-create`.
    var hook: String?
    /// Hooks that were passed in this traversal.
    var passedHooks: [String] = []

    var state: String { action.rawValue + "_" + status.rawValue }

    /// Whether there may be something in the cloud.
    var isMade: Bool { action != .initialize && !(action == .delete && status == .complete) }
}
