import OpenStack

extension ResourceKind {
    /// The kinds of the orchestration service.
    static let orchestration: [ResourceKind] = [stack, softwareConfiguration, softwareDeployment]

    /// A stack, with what it has made; its parent is its project's id.
    public static let stack: ResourceKind = ResourceKind("stack") { session, name, parent throws(CloudError) in
        let url = try await list("stacks", ofProject: parent, query: [("name", name)], in: session)
        let stacks = try await session.service(.orchestration).call(.get, url: url, expecting: 200).member("stacks")
        return (stacks.array ?? []).filter { $0["stack_name"].string == name }.compactMap { $0["id"].string }
    } remove: { session, id, _ throws(CloudError) in
        guard let url = try await Self.place(ofStack: id, in: session) else { return }
        _ = try await session.service(.orchestration).call(.delete, url: url, expecting: 204)
    } isGone: { session, id, _ throws(CloudError) in
        guard let url = try await Self.place(ofStack: id, in: session) else { return true }
        let answer = try await session.service(.orchestration).call(.get, url: url, expecting: 200, 404)
        guard answer.status == 200 else { return true }
        let status = try answer.member("stack")["stack_status"].string
        guard status != "DELETE_FAILED" else {
            throw CloudError.timedOut("stack \(id) could not be deleted: its status is DELETE_FAILED")
        }
        // A stack that is gone can still be looked at by its id.
        return status == "DELETE_COMPLETE"
    }

    /// A software configuration; its parent is its project's id.
    public static let softwareConfiguration: ResourceKind = ResourceKind(
        "software configuration"
    ) { session, name, parent throws(CloudError) in
        let url = try await list("software_configs", ofProject: parent, in: session)
        let listed = try await session.service(.orchestration).call(.get, url: url, expecting: 200)
            .member("software_configs")
        return (listed.array ?? []).filter { $0["name"].string == name }.compactMap { $0["id"].string }
    } remove: { session, id, _ throws(CloudError) in
        _ = try await session.service(.orchestration).call(.delete, "software_configs", id, expecting: 204)
    }

    /// A software deployment, which has no name.
    public static let softwareDeployment: ResourceKind = ResourceKind("software deployment") { _, _, _ in
        []
    } remove: { session, id, _ throws(CloudError) in
        _ = try await session.service(.orchestration).call(.delete, "software_deployments", id, expecting: 204)
    }

    /// A list as a project's members see it; the service's URLs have the project in them.
    private static func list(
        _ collection: String,
        ofProject project: String?,
        query: [(String, String)] = [],
        in session: CloudSession
    ) async throws(CloudError) -> String {
        var base = try await session.service(.orchestration).baseURL()
        if let project, let own = try await session.token().projectID { base = base.replacing(own, with: project) }
        return EndpointURL.joining(base, [collection], query: query)
    }

    /// Where the service sends those who ask for a stack by its id; `nil` when there is none.
    private static func place(ofStack id: String, in session: CloudSession) async throws(CloudError) -> String? {
        let answer = try await session.service(.orchestration).call(.get, "stacks", id, expecting: 200, 302, 404)
        guard answer.status == 302 else { return nil }
        return answer.headers["Location"]
    }
}
