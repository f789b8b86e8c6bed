// The rows as the API shows them, their members in the order upstream writes them; links are added by the service.

extension DomainRow {
    var members: JSON.Object {
        [
            "id": .string(id), "name": .string(name), "description": .string(description), "enabled": .bool(enabled),
            "tags": JSON(tags), "options": .object(options),
        ]
    }
}

extension ProjectRow {
    var members: JSON.Object {
        var members = membersBeforeOptions
        members["options"] = .object(options)
        return members
    }

    /// As the answer to a change shows it: what is extra is there twice.
    var changedMembers: JSON.Object {
        var members = membersBeforeOptions
        if !extra.isEmpty { members["extra"] = .object(extra) }
        members["options"] = .object(options)
        return members
    }

    private var membersBeforeOptions: JSON.Object {
        var members = extra
        members.merge([
            "id": .string(id), "name": .string(name), "domain_id": .string(domainID),
            "description": .string(description), "enabled": .bool(enabled), "parent_id": .string(parentID),
            "is_domain": false, "tags": JSON(tags),
        ])
        return members
    }
}

extension UserRow {
    var members: JSON.Object {
        var members = membersBeforeOptions
        members["options"] = .object(options)
        return members
    }

    /// As the answer to a change shows it: what is extra is there twice.
    var changedMembers: JSON.Object {
        var members = membersBeforeOptions
        if !extra.isEmpty { members["extra"] = .object(extra) }
        members["options"] = .object(options)
        return members
    }

    private var membersBeforeOptions: JSON.Object {
        var members = extra
        members.merge([
            "id": .string(id), "name": .string(name), "domain_id": .string(domainID), "enabled": .bool(enabled),
        ])
        if let defaultProjectID { members["default_project_id"] = .string(defaultProjectID) }
        members["password_expires_at"] = JSON.null
        return members
    }
}

extension GroupRow {
    var members: JSON.Object {
        var members = extra
        members.merge([
            "id": .string(id), "name": .string(name), "domain_id": .string(domainID),
            "description": .string(description),
        ])
        return members
    }
}

extension RoleRow {
    var members: JSON.Object {
        var members = extra
        members.merge([
            "id": .string(id), "name": .string(name), "domain_id": JSON(domainID), "description": JSON(description),
            "options": .object(options),
        ])
        return members
    }
}

extension ServiceRow {
    var members: JSON.Object {
        var members: JSON.Object = ["name": extra["name"] ?? ""]
        members.merge(extra)
        members.merge(["id": .string(id), "type": .string(type), "enabled": .bool(enabled)])
        return members
    }
}

extension EndpointRow {
    /// With this cloud's own URL put in.
    func members(_ address: PublicAddress) -> JSON.Object {
        var members = extra
        members.merge([
            "id": .string(id), "interface": .string(interface), "region_id": JSON(regionID),
            "service_id": .string(serviceID), "url": .string(address.resolve(url, mark: Self.cloudBase)),
            "enabled": .bool(enabled), "region": JSON(regionID),
        ])
        return members
    }

    /// The URL for a token; nil if it needs a project and there is none.
    func expandedURL(_ address: PublicAddress, project: String?, user: String) -> String? {
        var text = address.resolve(url, mark: Self.cloudBase)
        guard text.contains("$(") || text.contains("%(") else { return text }
        for mark in ["$", "%"] {
            for name in ["project_id", "tenant_id"] where text.contains("\(mark)(\(name))s") {
                guard let project else { return nil }
                text = text.replacing("\(mark)(\(name))s", with: project)
            }
            text = text.replacing("\(mark)(user_id)s", with: user)
        }
        return text
    }
}

extension RegionRow {
    var members: JSON.Object {
        var members = extra
        members.merge(["id": .string(id), "description": .string(description), "parent_region_id": JSON(parentID)])
        return members
    }
}

extension CredentialRow {
    var members: JSON.Object {
        var members = extra
        members.merge([
            "id": .string(id), "user_id": .string(userID), "project_id": JSON(projectID), "type": .string(type),
            "blob": .string(blob),
        ])
        return members
    }
}

extension AccessRuleRow {
    var members: JSON.Object {
        ["id": .string(id), "service": .string(service), "path": .string(path), "method": .string(method)]
    }
}

extension ApplicationCredentialRow {
    /// The secret is shown once, in the answer to the creation.
    func members(in state: borrowing IdentityState, secret: String? = nil) -> JSON.Object {
        var members: JSON.Object = [
            "id": .string(id), "name": .string(name), "description": JSON(description), "user_id": .string(userID),
            "project_id": .string(projectID), "system": nil, "expires_at": JSON(expires?.withoutZone),
            "unrestricted": unrestricted.map(JSON.bool) ?? .null,
            "roles": .array(roleIDs.compactMap { state.roles[$0].map { .object($0.members) } }),
        ]
        if let accessRuleIDs {
            members["access_rules"] = .array(
                accessRuleIDs.compactMap { state.accessRules[$0].map { .object($0.members) } }
            )
        }
        if let secret { members["secret"] = .string(secret) }
        return members
    }
}
