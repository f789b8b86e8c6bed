public import OpenStack

/// Where an account of the object storage is and which project it belongs to: the parent of everything in it.
public struct StorageAccount: Sendable, Hashable, CustomStringConvertible {
    /// The account's URL.
    public let url: String
    /// Id of the project it belongs to.
    public let projectID: String

    /// The account of a session's project.
    ///
    /// - Throws: ``CloudError`` when the session cannot log in, or the catalog has no object storage.
    public init(of session: CloudSession) async throws(CloudError) {
        url = try await session.objectStorage.accountURL()
        projectID = try await session.token().projectID ?? ""
    }

    /// Reads a parent as the journal has it; `nil` for any other text.
    init?(_ parent: String?) {
        guard let parts = parent?.split(separator: " ", maxSplits: 1), parts.count == 2 else { return nil }
        projectID = String(parts[0])
        url = String(parts[1])
    }

    /// Project and URL, as the journal has them.
    public var description: String { "\(projectID) \(url)" }

    /// Does something in the account as a session's user.
    ///
    /// An administrator may see every project, but no account of another one: where the service refuses and the user
    /// can give roles, the user becomes a member of the account's project, which is the run's and will go with it.
    fileprivate func entered<Result>(
        as session: CloudSession,
        _ body: (ObjectStorageClient) async throws(CloudError) -> Result
    ) async throws(CloudError) -> Result {
        do throws(CloudError) {
            return try await body(ObjectStorageClient(session, accountURL: url))
        } catch {
            guard error.status == 403, !projectID.isEmpty else { throw error }
            let token = try await session.token()
            guard let userID = token.userID, token.projectID != projectID else { throw error }
            for role in try await session.identity.roles().ofMembers {
                try await session.identity.assignRole(role.id, toUser: userID, inProject: projectID)
            }
            var configuration = session.configuration
            configuration.scope = .project(.id(projectID))
            let inside = CloudSession(configuration: configuration, transport: session.transport)
            return try await body(ObjectStorageClient(inside, accountURL: url))
        }
    }
}

extension ResourceKind {
    /// The kinds of the object storage.
    static let objectStorage: [ResourceKind] = [container, listedContainer, temporaryURLKey]

    /// A container of the object storage, removed with all its objects; its parent is a ``StorageAccount``.
    public static let container: ResourceKind = containers(called: "container")

    /// A container that is made to be listed.
    ///
    /// Its name begins otherwise than those of all other containers, so that none of them stands between two of this
    /// kind in the order of names.
    public static let listedContainer: ResourceKind = containers(called: "listed container")

    /// The key that signs an account's temporary URLs; its parent is a ``StorageAccount``.
    public static let temporaryURLKey: ResourceKind = ResourceKind(
        "temporary URL key"
    ) { session, name, parent throws(CloudError) in
        guard let account = StorageAccount(parent) else { return [] }
        return try await account.entered(as: session) { storage throws(CloudError) in
            let key = try await storage.account().headers["X-Account-Meta-Temp-URL-Key"]
            return key == name ? ["Temp-URL-Key"] : []
        }
    } remove: { session, id, parent throws(CloudError) in
        guard let account = StorageAccount(parent) else { return }
        try await account.entered(as: session) { storage throws(CloudError) in
            _ = try await storage.updateAccount(["X-Remove-Account-Meta-\(id)": "x"])
        }
    }

    private static func containers(called name: String) -> ResourceKind {
        ResourceKind(name) { _, name, _ throws(CloudError) in
            // A container's id is its name.
            [name]
        } remove: { session, name, parent throws(CloudError) in
            guard let account = StorageAccount(parent) else { return }
            try await account.entered(as: session) { storage throws(CloudError) in
                try await remove(name, in: storage)
            }
        }
    }

    /// Deletes a container; one that is not empty after its objects.
    private static func remove(_ container: String, in storage: ObjectStorageClient) async throws(CloudError) {
        var tries = 0
        while true {
            tries += 1
            do throws(CloudError) {
                _ = try await storage.deleteContainer(container)
                return
            } catch {
                // Lists can lag behind deletions for a while.
                guard error.status == 409, tries < 20 else { throw error }
            }
            let names = try await storage.objects(in: container).lines
            if !names.isEmpty, try await storage.deleteObjects(names, in: container) != names.count {
                for name in names { try await removeObject(name, in: container, storage) }
            }
            if tries > 1 { try? await Task.sleep(for: .milliseconds(250)) }
        }
    }

    private static func removeObject(
        _ name: String,
        in container: String,
        _ storage: ObjectStorageClient
    ) async throws(CloudError) {
        do throws(CloudError) {
            _ = try await storage.deleteObject(name, in: container)
        } catch {
            guard error.status == 404 else { throw error }
        }
    }
}
