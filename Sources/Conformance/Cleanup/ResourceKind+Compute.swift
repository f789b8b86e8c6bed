import OpenStack

extension ResourceKind {
    /// A server; its parent is its name, when it has to have another one than the plan gives it.
    public static let server: ResourceKind = ResourceKind(
        "server",
        isHeldByItsUsers: false
    ) { session, name, parent throws(CloudError) in
        let wanted = parent ?? name
        return try await servers(named: wanted, in: session).filter { $0.name == wanted }.map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await deleteServer(id, in: session)
    } isGone: { session, id, _ throws(CloudError) in
        try await isServerGone(id, in: session)
    }

    /// Servers that one request made; their parent is the name they were asked for by, to which the service appends
    /// `-1`, `-2` and so on.
    ///
    /// The id is the first one's; all of them are removed.
    public static let serverBatch: ResourceKind = ResourceKind(
        "server batch"
    ) { session, name, parent throws(CloudError) in
        try await batch(parent ?? name, in: session)
    } remove: { session, id, parent throws(CloudError) in
        var ids = [id]
        if let parent { ids += try await batch(parent, in: session).filter { $0 != id } }
        for id in ids {
            do throws(CloudError) {
                try await deleteServer(id, in: session)
            } catch {
                guard error.status == 404 else { throw error }
            }
        }
    } isGone: { session, id, parent throws(CloudError) in
        if let parent, try await !batch(parent, in: session).isEmpty { return false }
        return try await isServerGone(id, in: session)
    }

    /// An image made of a server; its parent is its name, when it has to have another one than the plan gives it.
    public static let serverImage: ResourceKind = ResourceKind(
        "server image"
    ) { session, name, parent throws(CloudError) in
        try await image.find(session, parent ?? name, nil)
    } remove: { session, id, _ throws(CloudError) in
        try await session.image.deleteImage(id)
    }

    /// A key pair; its parent is its user's id.
    public static let keyPair: ResourceKind = ResourceKind("key pair") { session, name, parent throws(CloudError) in
        do throws(CloudError) {
            return [try await session.compute.at(Microversion(2, 10)).keyPair(name, ofUser: parent).id]
        } catch {
            guard error.status == 404 else { throw error }
            return []
        }
    } remove: { session, name, parent throws(CloudError) in
        try await session.compute.at(Microversion(2, 10)).deleteKeyPair(name, ofUser: parent)
    }

    /// A security group made through the compute service; its parent is its name, when it has to have another one than
    /// the plan gives it.
    public static let serverSecurityGroup: ResourceKind = ResourceKind(
        "server security group"
    ) { session, name, parent throws(CloudError) in
        let wanted = parent ?? name
        return try await session.compute.at(nil).securityGroups([("all_tenants", "1")])
            .filter { $0.name == wanted }.map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await session.compute.at(nil).deleteSecurityGroup(id)
    }

    /// The servers whose names contain a name: an administrator's view of the cloud, a member's of the project.
    private static func servers(named name: String, in session: CloudSession) async throws(CloudError) -> [Server] {
        do throws(CloudError) {
            return try await session.compute.serversPage([("name", name), ("all_tenants", "1")])
        } catch {
            guard error.status == 403 else { throw error }
            return try await session.compute.serversPage([("name", name)])
        }
    }

    private static func batch(_ name: String, in session: CloudSession) async throws(CloudError) -> [String] {
        let names = (1...9).map { "\(name)-\($0)" }
        return try await servers(named: name, in: session).filter { names.contains($0.name ?? "") }.map(\.id)
    }

    /// Asks for a server to be deleted, also for one that a test has left locked.
    private static func deleteServer(_ id: String, in session: CloudSession) async throws(CloudError) {
        do throws(CloudError) {
            try await session.compute.deleteServer(id)
        } catch {
            // With another status of success than the API has, it is deleted all the same.
            if let status = error.status, (200..<300).contains(status) { return }
            guard error.status == 409 else { throw error }
            try await session.compute.unlockServer(id)
            try await session.compute.deleteServer(id)
        }
    }

    private static func isServerGone(_ id: String, in session: CloudSession) async throws(CloudError) -> Bool {
        do throws(CloudError) {
            let server = try await session.compute.server(id)
            // Clouds that keep deleted servers for a while would keep the networks' ports as well.
            if server.status == "SOFT_DELETED" { try await session.compute.run("forceDelete", onServer: id) }
            return false
        } catch {
            guard error.status == 404 else { throw error }
            return true
        }
    }
}
