/// What a rule of the policy looks at besides the caller.
struct PolicyTarget: Sendable {
    /// The project the resource belongs to, or is to belong to.
    var projectID: String
    /// The project of what the resource is part of: a port's network, a rule's security group.
    var parentProjectID: String?
    /// Whether the caller's project shares the resource.
    var isShared = false
    /// Whether the parent is shared.
    var isParentShared = false
    /// What the attribute is to be.
    var value: JSON = .null
}

/// One rule of upstream's default policy.
struct PolicyRule: Sendable {
    let allows: @Sendable (Caller, PolicyTarget) -> Bool

    static let admin = PolicyRule { caller, _ in caller.isAdmin }
    static let everyone = PolicyRule { _, _ in true }
    static let serviceOnly = PolicyRule { caller, _ in caller.isService }
    static let adminOrService = PolicyRule { caller, _ in caller.isAdmin || caller.isService }
    static let reader = role("reader")
    static let member = role("member")
    static let manager = role("manager")

    /// The administrator, or who has a role in the project of the resource.
    static func role(_ name: String) -> PolicyRule {
        PolicyRule { caller, target in caller.isAdmin || caller.has(name, in: target.projectID) }
    }

    static let memberOrService = PolicyRule { caller, target in
        caller.isAdmin || caller.isService || caller.has("member", in: target.projectID)
    }

    static let readerOrShared = PolicyRule { caller, target in
        caller.isAdmin || target.isShared || caller.has("reader", in: target.projectID)
    }

    // MARK: - Where the parent counts

    /// Who may do something with a part of what belongs to their project.
    static func parentRole(_ name: String) -> PolicyRule {
        PolicyRule { caller, target in
            caller.isAdmin || target.parentProjectID.map { caller.has(name, in: $0) } ?? false
        }
    }

    static let networkOwner = PolicyRule { caller, target in
        caller.isAdmin || caller.isService || target.parentProjectID.map { caller.has("member", in: $0) } ?? false
    }

    static let networkManager = PolicyRule { caller, target in
        caller.isAdmin || caller.isService || target.parentProjectID.map { caller.has("manager", in: $0) } ?? false
    }

    static let networkOwnerOrShared = PolicyRule { caller, target in
        networkOwner.allows(caller, target) || target.isParentShared
    }

    /// The owner of the resource or of its network.
    static let memberOrNetworkOwner = PolicyRule { caller, target in
        caller.has("member", in: target.projectID) || networkOwner.allows(caller, target)
    }

    /// Device owners that begin with `network:` are for the network's owner.
    static let deviceOwner = PolicyRule { caller, target in
        !(target.value.string ?? "").hasPrefix("network:") || networkOwner.allows(caller, target)
    }

    static let noWildcard = PolicyRule { caller, target in caller.isAdmin || target.value != "*" }
}

extension Caller {
    /// Whether it is another service of the cloud.
    var isService: Bool { roles.contains("service") }

    func has(_ role: String, in project: String) -> Bool {
        !project.isEmpty && projectID == project && roles.contains(role)
    }
}
