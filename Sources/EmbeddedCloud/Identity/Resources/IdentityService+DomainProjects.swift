import HTTPTypes
import Hummingbird

// A domain is a project too, one that acts as a domain, and can be made, changed and deleted as either.
extension DomainRow {
    /// As the API of projects shows it.
    var projectMembers: JSON.Object {
        [
            "id": .string(id), "name": .string(name), "domain_id": nil, "description": .string(description),
            "enabled": .bool(enabled), "parent_id": nil, "is_domain": true, "tags": JSON(tags),
            "options": .object(options),
        ]
    }
}

extension IdentityService {
    /// A domain from the members of a project whose `is_domain` is true.
    func createDomainProject(_ given: Attributes, tags: [String]) throws -> ServiceResponse {
        guard given.string("parent_id") == nil, given.string("domain_id") == nil else {
            throw IdentityError(.badRequest, "only root projects are allowed to act as domains.")
        }
        let row = DomainRow(
            id: Identifier.hex(),
            name: given.string("name") ?? "",
            description: given.string("description") ?? "",
            enabled: given["enabled"]?.bool ?? true,
            tags: tags,
            options: given["options"]?.object ?? [:]
        )
        try store.write { state in
            try Self.checkName(of: row, in: state)
            state.domains.insert(row)
        }
        return one("project", row.projectMembers, "projects", status: .created)
    }

    /// Changes a domain by the members of a project.
    func updateDomainProject(_ id: String, _ given: Attributes, tags: [String]?) throws -> ServiceResponse {
        if given.string("domain_id") != nil { throw IdentityError(.badRequest, "Cannot change Domain ID") }
        if given.string("parent_id") != nil {
            throw IdentityError(.forbidden, "Update of `parent_id` is not allowed.")
        }
        if given["is_domain"] == false { throw IdentityError(.badRequest, "Update of `is_domain` is not allowed.") }
        let row = try store.write { state in
            guard var row = state.domains[id] else { throw IdentityError.notFound("project", id) }
            row.tags = tags ?? row.tags
            try Self.change(&row, given, in: &state)
            return row
        }
        // The answer to a change says what is extra, which nothing is of a domain.
        var members = row.projectMembers
        members["options"] = nil
        members["extra"] = [:]
        members["options"] = .object(row.options)
        return one("project", members, "projects")
    }

    /// Applies what domains and the projects that act as such have in common.
    static func change(_ row: inout DomainRow, _ given: Attributes, in state: inout IdentityState) throws {
        row.name = given.string("name") ?? row.name
        if given.has("description") { row.description = given.string("description") ?? "" }
        row.enabled = given["enabled"]?.bool ?? row.enabled
        if let options = given["options"]?.object { row.options.merge(options) }
        try checkName(of: row, in: state)
        state.domains.insert(row)
    }

    /// Deletes a domain with all that is in it; only a disabled one goes.
    static func delete(_ row: DomainRow, in state: inout IdentityState) throws {
        guard !row.enabled else {
            throw IdentityError(.forbidden, "Cannot delete a domain that is enabled, please disable it first.")
        }
        state.removeDomain(row.id)
    }

    static func checkName(of row: DomainRow, in state: borrowing IdentityState) throws {
        guard let other = state.domain(named: row.name), other.id != row.id else { return }
        throw IdentityError.conflict(
            "project",
            "it is not permitted to have two projects acting as domains with the same name: \(row.name)"
        )
    }
}
