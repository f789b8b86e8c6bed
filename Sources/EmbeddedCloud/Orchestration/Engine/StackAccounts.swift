import HTTPTypes

/// Accounts that resources of stacks are signalled with: users of a domain of their own, who may do nothing else.
struct StackAccounts: Sendable {
    let service: OrchestrationService

    /// The role such a user has.
    static let role = "heat_stack_user"
    private static let domain = "heat"

    /// Where a resource is signalled by its account.
    static func signalURL(_ resource: ManagedResource) -> String {
        let stack = resource.stack
        let project = stack.userProjectID ?? stack.owner.projectID
        let name = OrchestrationService.pathPart(stack.name)
        return "\(resource.service.base)/v1/\(project)/stacks/\(name)/\(stack.id)/resources/"
            + OrchestrationService.pathPart(resource.row.name) + "/signal"
    }

    private func identity(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil
    ) async -> InternalClient.Answer {
        await service.parts.others.call("identity", method, "/v3" + path, body, as: .service("heat"))
    }

    private func found(_ collection: String, _ key: String, _ name: String, _ body: JSON) async throws -> String {
        let listed = await identity(.get, "/\(collection)?name=\(name)")
        if let id = listed.body[collection]?.array?.first?["id"]?.string { return id }
        let made = await identity(.post, "/\(collection)", .object([key: body]))
        guard made.isSuccess, let id = made.body[key]?["id"]?.string else { throw ResourceFailure(made) }
        return id
    }

    /// The project of a stack's accounts; made where it isn't there.
    private func project(of stack: StackRow, domain: String) async throws -> String {
        if let id = stack.userProjectID, await identity(.get, "/projects/\(id)").isSuccess { return id }
        // As long as the name of a project may be.
        let name = String("\(stack.owner.projectID)-\(stack.id)".prefix(64))
        let made = await identity(
            .post,
            "/projects",
            [
                "project": [
                    "name": .string(name), "domain_id": .string(domain), "description": "Heat stack user project",
                ]
            ]
        )
        guard made.isSuccess, let id = made.body["project"]?["id"]?.string else { throw ResourceFailure(made) }
        try service.store.write { state in
            guard var row = state.stacks[stack.id] else { return }
            row.userProjectID = id
            state.stacks.insert(row)
        }
        return id
    }

    /// Makes the project a stack's accounts are to live in; a stack without one can do without.
    func prepare(_ stack: StackRow) async {
        guard let domain = try? await found("domains", "domain", Self.domain, ["name": .string(Self.domain)]) else {
            return
        }
        _ = try? await project(of: stack, domain: domain)
    }

    /// A user for a resource, and a token of it.
    func account(of resource: ManagedResource) async throws -> (user: String, token: String) {
        let domain = try await found("domains", "domain", Self.domain, ["name": .string(Self.domain)])
        let role = try await found("roles", "role", Self.role, ["name": .string(Self.role)])
        let project = try await project(of: resource.stack, domain: domain)
        let password = Identifier.secret(bytes: 24)
        let made = await identity(
            .post,
            "/users",
            [
                "user": [
                    "name": .string(resource.physicalName), "domain_id": .string(domain),
                    "password": .string(password), "default_project_id": .string(project),
                ]
            ]
        )
        guard made.isSuccess, let user = made.body["user"]?["id"]?.string else { throw ResourceFailure(made) }
        let granted = await identity(.put, "/projects/\(project)/users/\(user)/roles/\(role)")
        guard granted.isSuccess else { throw ResourceFailure(granted) }
        let token = await identity(
            .post,
            "/auth/tokens",
            [
                "auth": [
                    "identity": [
                        "methods": ["password"],
                        "password": ["user": ["id": .string(user), "password": .string(password)]],
                    ],
                    "scope": ["project": ["id": .string(project)]],
                ]
            ]
        )
        guard token.isSuccess, let text = token.headers[.subjectToken] else { throw ResourceFailure(token) }
        return (user, text)
    }

    func remove(_ user: String) async { _ = await identity(.delete, "/users/\(user)") }

    /// Removes what a stack's accounts lived in.
    func removeProject(of stack: StackRow) async {
        guard stack.parentID == nil, let id = stack.userProjectID else { return }
        _ = await identity(.delete, "/projects/\(id)")
    }
}
