public import OpenStack

/// A kind of resource that tests make: how to find one by its name, and how to remove it.
public struct ResourceKind: Sendable {
    /// The kind's name, as the journal has it.
    public let name: String
    /// The ids of the resources with exactly this name; `parent` is what the plan says of where to look.
    let find: @Sendable (CloudSession, _ name: String, _ parent: String?) async throws(CloudError) -> [String]
    /// Asks the service to remove one; throws with status 404 when it is gone already.
    let remove: @Sendable (CloudSession, _ id: String, _ parent: String?) async throws(CloudError) -> Void

    /// Describes a kind.
    public init(
        _ name: String,
        find:
            @escaping @Sendable (CloudSession, _ name: String, _ parent: String?) async throws(CloudError)
            -> [String],
        remove: @escaping @Sendable (CloudSession, _ id: String, _ parent: String?) async throws(CloudError) -> Void
    ) {
        self.name = name
        self.find = find
        self.remove = remove
    }

    /// Every kind there is, by name.
    static let all: [String: ResourceKind] = Dictionary(
        uniqueKeysWithValues: [image, project, user, applicationCredential].map { ($0.name, $0) }
    )
}

extension ResourceKind {
    /// An image.
    public static let image: ResourceKind = ResourceKind("image") { session, name, _ throws(CloudError) in
        try await session.image.images([("name", name)]).all().map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await session.image.deleteImage(id)
    }

    /// A project made for a run.
    public static let project: ResourceKind = ResourceKind("project") { session, name, _ throws(CloudError) in
        try await session.identity.projects(named: name).map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await session.identity.deleteProject(id)
    }

    /// A user made for a run or a test.
    public static let user: ResourceKind = ResourceKind("user") { session, name, _ throws(CloudError) in
        try await session.identity.users(named: name).map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await session.identity.deleteUser(id)
    }

    /// An application credential; its parent is its user's id.
    public static let applicationCredential: ResourceKind = ResourceKind(
        "application credential"
    ) { session, name, parent throws(CloudError) in
        guard let parent else { return [] }
        return try await session.identity.applicationCredentials(ofUser: parent, named: name).map(\.id)
    } remove: { session, id, parent throws(CloudError) in
        guard let parent else { return }
        try await session.identity.deleteApplicationCredential(id, ofUser: parent)
    }
}
