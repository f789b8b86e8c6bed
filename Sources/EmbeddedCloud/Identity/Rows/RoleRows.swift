/// A role, of all domains or of one.
struct RoleRow: StoredRow {
    static let table = "identity.role"
    var id: String
    var name: String
    var domainID: String?
    var description: String?
    var options: JSON.Object = [:]
    var extra: JSON.Object = [:]

    var isImmutable: Bool { options["immutable"]?.bool ?? false }
}

/// A role's bringing another with it.
struct ImplicationRow: StoredRow {
    static let table = "identity.implication"
    var priorID: String
    var impliedID: String
    var id: String { Self.id(priorID, impliedID) }

    static func id(_ prior: String, _ implied: String) -> String { prior + "/" + implied }
}

/// Who holds a role where.
struct AssignmentRow: StoredRow {
    static let table = "identity.assignment"

    enum Actor: Codable, Sendable, Hashable {
        case user(String)
        case group(String)

        var id: String {
            switch self {
            case .user(let id), .group(let id): id
            }
        }

        /// `users` or `groups`, as in paths.
        var collection: String {
            switch self {
            case .user: "users"
            case .group: "groups"
            }
        }
    }

    enum Target: Codable, Sendable, Hashable {
        case project(String)
        case domain(String)
        case system

        /// Its place in a path, such as `projects/ID`.
        var path: String {
            switch self {
            case .project(let id): "projects/" + id
            case .domain(let id): "domains/" + id
            case .system: "system"
            }
        }

        /// As error messages name it.
        var name: String {
            switch self {
            case .project(let id), .domain(let id): id
            case .system: "system"
            }
        }
    }

    var actor: Actor
    var target: Target
    var roleID: String
    /// Whether it counts for the projects below the target, and not for the target itself.
    var inherited = false

    var id: String {
        "\(target.path)/\(actor.collection)/\(actor.id)/roles/\(roleID)" + (inherited ? "/inherited_to_projects" : "")
    }
}
