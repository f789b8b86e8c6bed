/// A role held somewhere, with the reasons: the assignment itself, a group, an implication.
struct EffectiveAssignment: Sendable {
    /// As it was made.
    var source: AssignmentRow
    var userID: String
    /// Where it counts.
    var target: AssignmentRow.Target
    var roleID: String
    /// The role that brought this one with it.
    var priorRoleID: String?
}

extension IdentityState {
    /// A role and all that it brings with it, directly or not, the role itself first.
    func expanded(_ roleID: String) -> [(roleID: String, prior: String?)] {
        var found: [(roleID: String, prior: String?)] = [(roleID, nil)]
        var index = 0
        while index < found.count {
            let prior = found[index].roleID
            for rule in implications.sorted where rule.priorID == prior {
                if !found.contains(where: { $0.roleID == rule.impliedID }) { found.append((rule.impliedID, prior)) }
            }
            index += 1
        }
        return found
    }

    /// The roles a user holds at a target, implied ones included, domain-specific ones left out as in tokens.
    func roles(of userID: String, at target: AssignmentRow.Target) -> [RoleRow] {
        var found: [RoleRow] = []
        for (roleID, _) in assignedRoleIDs(of: userID, at: target).flatMap({ expanded($0) }) {
            guard let role = roles[roleID], role.domainID == nil, !found.contains(where: { $0.id == roleID })
            else { continue }
            found.append(role)
        }
        return found
    }

    /// The roles that were assigned to a user or its groups, at the target or to be inherited by it.
    private func assignedRoleIDs(of userID: String, at target: AssignmentRow.Target) -> [String] {
        let groups = groupIDs(of: userID)
        var above: Set<AssignmentRow.Target> = []
        if case .project(let id) = target, let project = projects[id] {
            above = Set(ancestors(of: project).map { .project($0.id) })
            above.insert(.domain(project.domainID))
        }
        return assignments.sorted.compactMap { assignment in
            switch assignment.actor {
            case .user(let id): guard id == userID else { return nil }
            case .group(let id): guard groups.contains(id) else { return nil }
            }
            let counts = assignment.inherited ? above.contains(assignment.target) : assignment.target == target
            return counts ? assignment.roleID : nil
        }
    }

    /// The ids of the roles a user holds at a target, implied and domain-specific ones included.
    func roleIDs(of userID: String, at target: AssignmentRow.Target) -> Set<String> {
        Set(assignedRoleIDs(of: userID, at: target).flatMap { expanded($0).map(\.roleID) })
    }

    /// The projects a user holds any role in.
    func projects(of userID: String) -> [ProjectRow] {
        let groups = groupIDs(of: userID)
        let mine = assignments.values.filter { assignment in
            switch assignment.actor {
            case .user(let id): id == userID
            case .group(let id): groups.contains(id)
            }
        }
        guard !mine.isEmpty else { return [] }
        return projects.sorted.filter { project in
            let above = ancestors(of: project).map(\.id)
            return mine.contains { assignment in
                switch assignment.target {
                case .project(let id): assignment.inherited ? above.contains(id) : id == project.id
                case .domain(let id): assignment.inherited && id == project.domainID
                case .system: false
                }
            }
        }
    }

    /// The domains a user holds any role in.
    func domains(of userID: String) -> [DomainRow] {
        domains.sorted.filter { !roles(of: userID, at: .domain($0.id)).isEmpty }
    }

    /// All assignments with groups replaced by their users, inheritance by the projects it reaches, and implied roles added.
    func effectiveAssignments() -> [EffectiveAssignment] {
        assignments.sorted.flatMap { source -> [EffectiveAssignment] in
            let users: [String] =
                switch source.actor {
                case .user(let id): [id]
                case .group(let id): memberships.sorted.filter { $0.groupID == id }.map(\.userID)
                }
            return users.flatMap { user in
                targets(of: source).flatMap { target in
                    expanded(source.roleID).compactMap { roleID, prior in
                        guard roles[roleID]?.domainID == nil else { return nil }
                        return EffectiveAssignment(
                            source: source,
                            userID: user,
                            target: target,
                            roleID: roleID,
                            priorRoleID: prior
                        )
                    }
                }
            }
        }
    }

    private func targets(of assignment: AssignmentRow) -> [AssignmentRow.Target] {
        guard assignment.inherited else { return [assignment.target] }
        switch assignment.target {
        case .project(let id): return descendants(of: id).map { .project($0.id) }
        case .domain(let id): return projects.sorted.filter { $0.domainID == id }.map { .project($0.id) }
        case .system: return []
        }
    }
}
