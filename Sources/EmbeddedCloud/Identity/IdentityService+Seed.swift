extension IdentityService {
    /// What other services need to know of the accounts.
    struct Accounts: Sendable {
        var adminProject: String
    }

    /// Makes what a bootstrapped cloud has, unless the state is there already.
    ///
    /// With `replacing`, the accounts of an existing state get the password.
    func seed(password: String, replacing: Bool, catalog: [CatalogEntry]) throws -> Accounts {
        try store.write { state in
            if state.domains.isEmpty {
                Self.fill(&state, password: password, catalog)
            } else if replacing {
                for name in Self.accounts.map(\.user) {
                    guard var user = state.user(named: name, domainID: "default"),
                        !(user.passwords.first?.matches(password) ?? false)
                    else { continue }
                    user.set(PasswordHash(password), keeping: settings.passwordHistory)
                    state.users.insert(user)
                }
            }
            let admin = state.project(named: "admin", domainID: "default")
            return Accounts(adminProject: admin?.id ?? "")
        }
    }

    private static let accounts: [(user: String, project: String, roles: [String])] = [
        ("admin", "admin", ["admin"]), ("demo", "demo", ["member"]), ("alt", "alt", ["member"]),
        ("reader", "demo", ["reader"]), ("glance", "service", ["admin", "service"]),
    ]

    private static func fill(_ state: inout IdentityState, password: String, _ catalog: [CatalogEntry]) {
        state.domains.insert(
            DomainRow(id: "default", name: "Default", description: "The default domain", enabled: true)
        )
        var projects: [String: String] = [:]
        for name in ["admin", "demo", "alt", "service"] {
            let row = ProjectRow(
                id: Identifier.hex(),
                name: name,
                domainID: "default",
                parentID: "default",
                description: name == "admin" ? "Bootstrap project for initializing the cloud." : "",
                enabled: true
            )
            projects[name] = row.id
            state.projects.insert(row)
        }
        let roles = fillRoles(&state)
        for account in accounts {
            let user = UserRow(
                id: Identifier.hex(),
                name: account.user,
                domainID: "default",
                enabled: true,
                passwords: [PasswordHash(password)]
            )
            state.users.insert(user)
            for role in account.roles {
                state.assignments.insert(
                    AssignmentRow(
                        actor: .user(user.id),
                        target: .project(projects[account.project] ?? ""),
                        roleID: roles[role] ?? ""
                    )
                )
            }
            if account.user == "admin" {
                state.assignments.insert(
                    AssignmentRow(actor: .user(user.id), target: .system, roleID: roles["admin"] ?? "")
                )
            }
        }
        fillCatalog(&state, catalog)
    }

    private static func fillRoles(_ state: inout IdentityState) -> [String: String] {
        var ids: [String: String] = [:]
        let chain = ["admin", "manager", "member", "reader"]
        let others = ["service", "swiftoperator", "ResellerAdmin", "heat_stack_owner", "heat_stack_user"]
        for name in chain + others {
            let isImmutable = chain.contains(name) || name == "service"
            let row = RoleRow(id: Identifier.hex(), name: name, options: isImmutable ? ["immutable": true] : [:])
            ids[name] = row.id
            state.roles.insert(row)
        }
        for (prior, implied) in zip(chain, chain.dropFirst()) {
            state.implications.insert(ImplicationRow(priorID: ids[prior] ?? "", impliedID: ids[implied] ?? ""))
        }
        return ids
    }

    private static func fillCatalog(_ state: inout IdentityState, _ catalog: [CatalogEntry]) {
        state.regions.insert(RegionRow(id: "RegionOne", description: ""))
        for entry in catalog {
            let service = ServiceRow(
                id: Identifier.hex(),
                type: entry.type,
                enabled: true,
                extra: ["name": .string(entry.name)]
            )
            state.services.insert(service)
            for interface in ["public", "internal", "admin"] {
                state.endpoints.insert(
                    EndpointRow(
                        id: Identifier.hex(),
                        serviceID: service.id,
                        interface: interface,
                        regionID: "RegionOne",
                        url: EndpointRow.cloudBase + entry.path,
                        enabled: true
                    )
                )
            }
        }
    }
}
