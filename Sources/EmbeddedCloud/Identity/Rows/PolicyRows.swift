/// A document of rules for some service, which the identity service only keeps.
struct PolicyRow: StoredRow {
    static let table = "identity.policy"
    var id: String
    var type: String
    var blob: String
    var extra: JSON.Object = [:]

    var members: JSON.Object {
        var members = extra
        members.merge(["id": .string(id), "blob": .string(blob), "type": .string(type)])
        return members
    }
}

/// The policy of an endpoint, of a service, or of a service in one region.
struct PolicyAssociationRow: StoredRow {
    static let table = "identity.policy_association"

    enum Subject: Codable, Sendable, Hashable {
        case endpoint(String)
        case service(String)
        case serviceInRegion(service: String, region: String)
    }

    var subject: Subject
    var policyID: String

    /// One policy for each subject.
    var id: String { Self.id(subject) }

    static func id(_ subject: Subject) -> String {
        switch subject {
        case .endpoint(let id): "endpoints/" + id
        case .service(let id): "services/" + id
        case .serviceInRegion(let service, let region): "services/\(service)/regions/\(region)"
        }
    }
}
