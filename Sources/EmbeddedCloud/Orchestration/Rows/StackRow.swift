/// A stack: what was asked for, and how far it has come.
struct StackRow: StoredRow {
    static let table = "orchestration.stack"

    enum Action: String, Codable, Sendable {
        case create = "CREATE"
        case delete = "DELETE"
        case update = "UPDATE"
        case rollback = "ROLLBACK"
        case suspend = "SUSPEND"
        case resume = "RESUME"
        case check = "CHECK"
        case snapshot = "SNAPSHOT"
        case restore = "RESTORE"
        case adopt = "ADOPT"
    }

    var id: String
    var name: String
    var owner: StackOwner
    var plan: StackPlan
    /// What to go back to when an update fails.
    var previous: StackPlan?
    var action = Action.create
    var status = ResourceRow.Status.inProgress
    var reason = ""
    var created: Timestamp
    var updated: Timestamp?
    var deleted: Timestamp?
    /// Minutes; nil for the service's default.
    var timeout: Int?
    var disableRollback = true
    var tags: [String]?
    /// The stack one of whose resources this one is.
    var parentID: String?
    var parentResource: String?
    /// The outermost stack; the stack itself unless it is nested.
    var rootID: String
    var depth = 0
    /// The project the accounts of the stack's resources live in.
    var userProjectID: String?
    /// Counts what was begun with the stack, so that steps of something that was given up can be told.
    var traversal = 0
    /// When the present action began.
    var started: Timestamp
    /// The snapshot being taken or restored.
    var snapshotID: String?
    /// What resources are to be taken over instead of made: name to its data.
    var adopted: JSON.Object?
    /// Whether resources are looked at anew even where the template did not change.
    var converge = false
    /// Whether the resources are let go of when the stack is deleted.
    var isAbandoned = false

    var isDeleted: Bool { deleted != nil }
    var isInProgress: Bool { status == .inProgress }
    /// As in the name of a state: `CREATE_COMPLETE`.
    var state: String { action.rawValue + "_" + status.rawValue }
    /// Minutes, with the service's default.
    var minutes: Int { timeout ?? 60 }
}

/// What a stack is to be made of.
struct StackPlan: Codable, Sendable, Hashable {
    var template: JSON.Object
    var environment: JSON.Object
    /// Contents by name.
    var files: JSON.Object = [:]
}

/// In whose name a stack's resources are made.
struct StackOwner: Codable, Sendable {
    var userID: String
    var userName: String
    var userDomainID: String
    var projectID: String
    var projectName: String?
    var projectDomainID: String?
    var roles: [String]

    init(_ caller: Caller) {
        userID = caller.userID
        userName = caller.userName
        userDomainID = caller.userDomainID
        projectID = caller.projectID ?? ""
        projectName = caller.projectName
        projectDomainID = caller.projectDomainID
        roles = caller.roles.sorted()
    }

    var caller: Caller {
        Caller(
            userID: userID,
            userName: userName,
            userDomainID: userDomainID,
            projectID: projectID,
            projectName: projectName,
            projectDomainID: projectDomainID,
            isSystemScoped: false,
            roles: Set(roles)
        )
    }
}
