/// Everything the identity service knows.
struct IdentityState: ServiceState {
    var domains = Table<DomainRow>()
    var projects = Table<ProjectRow>()
    var users = Table<UserRow>()
    var groups = Table<GroupRow>()
    var memberships = Table<MembershipRow>()
    var roles = Table<RoleRow>()
    var implications = Table<ImplicationRow>()
    var assignments = Table<AssignmentRow>()
    var services = Table<ServiceRow>()
    var endpoints = Table<EndpointRow>()
    var regions = Table<RegionRow>()
    var credentials = Table<CredentialRow>()
    var applicationCredentials = Table<ApplicationCredentialRow>()
    var accessRules = Table<AccessRuleRow>()
    var revocations = Table<RevocationRow>()
    var domainConfigurations = Table<DomainConfigurationRow>()
    var policies = Table<PolicyRow>()
    var policyAssociations = Table<PolicyAssociationRow>()
    var endpointGroups = Table<EndpointGroupRow>()
    var projectEndpoints = Table<ProjectEndpointRow>()
    var projectEndpointGroups = Table<ProjectEndpointGroupRow>()
    var consumers = Table<OAuthConsumerRow>()
    var trusts = Table<TrustRow>()

    mutating func visitTables(_ visitor: inout some TableVisitor) throws {
        try visitor.visit(&domains)
        try visitor.visit(&projects)
        try visitor.visit(&users)
        try visitor.visit(&groups)
        try visitor.visit(&memberships)
        try visitor.visit(&roles)
        try visitor.visit(&implications)
        try visitor.visit(&assignments)
        try visitor.visit(&services)
        try visitor.visit(&endpoints)
        try visitor.visit(&regions)
        try visitor.visit(&credentials)
        try visitor.visit(&applicationCredentials)
        try visitor.visit(&accessRules)
        try visitor.visit(&revocations)
        try visitor.visit(&domainConfigurations)
        try visitor.visit(&policies)
        try visitor.visit(&policyAssociations)
        try visitor.visit(&endpointGroups)
        try visitor.visit(&projectEndpoints)
        try visitor.visit(&projectEndpointGroups)
        try visitor.visit(&consumers)
        try visitor.visit(&trusts)
    }
}

// MARK: - Finding

extension IdentityState {
    func user(named name: String, domainID: String) -> UserRow? {
        users.values.first { $0.name == name && $0.domainID == domainID }
    }

    func project(named name: String, domainID: String) -> ProjectRow? {
        projects.values.first { $0.name == name && $0.domainID == domainID }
    }

    func domain(named name: String) -> DomainRow? { domains.values.first { $0.name == name } }

    func groupIDs(of userID: String) -> [String] {
        memberships.values.filter { $0.userID == userID }.map(\.groupID)
    }

    /// The projects above one, the nearest first.
    func ancestors(of project: ProjectRow) -> [ProjectRow] {
        var chain: [ProjectRow] = []
        var next = projects[project.parentID]
        while let parent = next, chain.count < 100 {
            chain.append(parent)
            next = projects[parent.parentID]
        }
        return chain
    }

    func children(of projectID: String) -> [ProjectRow] { projects.sorted.filter { $0.parentID == projectID } }

    /// The projects below one, each before its children.
    func descendants(of projectID: String) -> [ProjectRow] {
        children(of: projectID).flatMap { [$0] + descendants(of: $0.id) }
    }
}

// MARK: - Removing, with all that hangs on it

extension IdentityState {
    mutating func removeUser(_ id: String) {
        users[id] = nil
        memberships.remove { $0.userID == id }
        assignments.remove { $0.actor == .user(id) }
        credentials.remove { $0.userID == id }
        applicationCredentials.remove { $0.userID == id }
        accessRules.remove { $0.userID == id }
        trusts.remove { $0.trustorID == id || $0.trusteeID == id }
    }

    mutating func removeGroup(_ id: String) {
        groups[id] = nil
        memberships.remove { $0.groupID == id }
        assignments.remove { $0.actor == .group(id) }
    }

    mutating func removeProject(_ id: String) {
        projects[id] = nil
        assignments.remove { $0.target == .project(id) }
        credentials.remove { $0.projectID == id }
        applicationCredentials.remove { $0.projectID == id }
        trusts.remove { $0.projectID == id }
        projectEndpoints.remove { $0.projectID == id }
        projectEndpointGroups.remove { $0.projectID == id }
        for var user in users.values where user.defaultProjectID == id {
            user.defaultProjectID = nil
            users.insert(user)
        }
    }

    mutating func removeRole(_ id: String) {
        roles[id] = nil
        assignments.remove { $0.roleID == id }
        implications.remove { $0.priorID == id || $0.impliedID == id }
        applicationCredentials.remove { $0.roleIDs.contains(id) }
    }

    mutating func removeDomain(_ id: String) {
        for project in projects.values where project.domainID == id { removeProject(project.id) }
        for user in users.values where user.domainID == id { removeUser(user.id) }
        for group in groups.values where group.domainID == id { removeGroup(group.id) }
        for role in roles.values where role.domainID == id { removeRole(role.id) }
        assignments.remove { $0.target == .domain(id) }
        domainConfigurations[id] = nil
        domains[id] = nil
    }

    mutating func removeService(_ id: String) {
        services[id] = nil
        for endpoint in endpoints.values where endpoint.serviceID == id { removeEndpoint(endpoint.id) }
        policyAssociations.remove { association in
            switch association.subject {
            case .service(id), .serviceInRegion(id, _): true
            default: false
            }
        }
    }

    mutating func removeEndpoint(_ id: String) {
        endpoints[id] = nil
        projectEndpoints.remove { $0.endpointID == id }
        policyAssociations.remove { $0.subject == .endpoint(id) }
    }

    mutating func removePolicy(_ id: String) {
        policies[id] = nil
        policyAssociations.remove { $0.policyID == id }
    }

    mutating func removeEndpointGroup(_ id: String) {
        endpointGroups[id] = nil
        projectEndpointGroups.remove { $0.groupID == id }
    }

    mutating func removeRegion(_ id: String) {
        for child in regions.values where child.parentID == id { removeRegion(child.id) }
        regions[id] = nil
        policyAssociations.remove { association in
            if case .serviceInRegion(_, id) = association.subject { true } else { false }
        }
    }
}
