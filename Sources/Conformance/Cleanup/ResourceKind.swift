public import OpenStack

/// A kind of resource that tests make: how to find one by its name, and how to remove it.
public struct ResourceKind: Sendable {
    /// The kind's name, as the journal has it.
    public let name: String
    /// The ids of the resources with exactly this name; `parent` is what the plan says of where to look.
    ///
    /// Names are compared here as well: a cloud that ignores the filter must not lose its other resources.
    let find: @Sendable (CloudSession, _ name: String, _ parent: String?) async throws(CloudError) -> [String]
    /// Asks the service to remove one; throws with status 404 when it is gone already.
    let remove: @Sendable (CloudSession, _ id: String, _ parent: String?) async throws(CloudError) -> Void
    /// Whether one that is being removed is gone; `nil` for kinds that are gone when the service says so.
    let isGone: (@Sendable (CloudSession, _ id: String, _ parent: String?) async throws(CloudError) -> Bool)?
    /// Whether services refuse to remove one while something that was made with it is there.
    let isHeldByItsUsers: Bool

    /// Describes a kind.
    public init(
        _ name: String,
        isHeldByItsUsers: Bool = true,
        find:
            @escaping @Sendable (CloudSession, _ name: String, _ parent: String?) async throws(CloudError)
            -> [String],
        remove: @escaping @Sendable (CloudSession, _ id: String, _ parent: String?) async throws(CloudError) -> Void,
        isGone: (@Sendable (CloudSession, _ id: String, _ parent: String?) async throws(CloudError) -> Bool)? = nil
    ) {
        self.name = name
        self.find = find
        self.remove = remove
        self.isGone = isGone
        self.isHeldByItsUsers = isHeldByItsUsers
    }

    /// Removes one and waits until it is gone.
    ///
    /// - Returns: whether it was there.
    /// - Throws: ``CloudError`` when the service refuses, or takes longer than the time-out.
    func removeAndAwait(
        _ id: String,
        _ parent: String?,
        in session: CloudSession,
        waits: UsualWaits = UsualWaits(),
        timeout: Duration = .seconds(120)
    ) async throws(CloudError) -> Bool {
        do throws(CloudError) {
            try await remove(session, id, parent)
        } catch {
            guard error.status == 404 else { throw error }
            return false
        }
        guard let isGone else { return true }
        let start = ContinuousClock.now
        func rest(_ pause: Duration) async throws(CloudError) {
            guard ContinuousClock.now + min(pause, timeout / 2) < start + timeout else {
                throw CloudError.timedOut("\(name) \(id) is still there \(timeout) after it was deleted")
            }
            do {
                try await Task.sleep(for: min(pause, timeout / 2))
            } catch {
                // Cancelled: nobody saw it gone, so the journal keeps it as open.
                throw CloudError.timedOut("\(name) \(id) was still there when the wait for its deletion was cancelled")
            }
        }
        var rhythm = waits.rhythm(of: "remove " + name)
        repeat { try await rest(rhythm.next()) } while try await !isGone(session, id, parent)
        waits.took(ContinuousClock.now - start, "remove " + name)
        return true
    }

    /// Removes what a journal says may be there, and waits until it is gone.
    ///
    /// It is found by its id, or by its name when nobody learnt the id; the name is one that nothing else has.
    ///
    /// - Returns: whether it was there.
    /// - Throws: ``CloudError`` when the service refuses, or takes longer than two minutes.
    public func remove(
        _ planned: PlannedResource,
        id: String?,
        in session: CloudSession
    ) async throws(CloudError) -> Bool {
        let ids = if let id { [id] } else { try await find(session, planned.name, planned.parent) }
        var wasThere = false
        for id in ids where try await removeAndAwait(id, planned.parent, in: session) { wasThere = true }
        return wasThere
    }

    /// The kind that a journal calls by a name; `nil` when this version knows none of the name.
    public static func named(_ name: String) -> ResourceKind? { all[name] }

    /// Every kind there is, by name.
    static let all: [String: ResourceKind] = Dictionary(
        uniqueKeysWithValues: (networkKinds + objectStorage + orchestration + [
            image, project, user, applicationCredential, volume, volumeSnapshot, volumeAttachment, server,
            serverBatch, serverImage, keyPair, serverSecurityGroup,
        ]).map { ($0.name, $0) }
    )
}

extension ResourceKind {
    /// An image.
    public static let image: ResourceKind = ResourceKind("image") { session, name, _ throws(CloudError) in
        try await session.image.images([("name", name)]).all().filter { $0.name == name }.map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await session.image.deleteImage(id)
    }

    /// A project made for a run.
    public static let project: ResourceKind = ResourceKind("project") { session, name, _ throws(CloudError) in
        try await session.identity.projects(named: name).filter { $0.name == name }.map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        await removeDefaultSecurityGroup(ofProject: id, as: session)
        try await session.identity.deleteProject(id)
    }

    /// A user made for a run or a test.
    public static let user: ResourceKind = ResourceKind("user") { session, name, _ throws(CloudError) in
        try await session.identity.users(named: name).filter { $0.name == name }.map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await session.identity.deleteUser(id)
    }

    /// An application credential; its parent is its user's id.
    public static let applicationCredential: ResourceKind = ResourceKind(
        "application credential"
    ) { session, name, parent throws(CloudError) in
        guard let parent else { return [] }
        return try await session.identity.applicationCredentials(ofUser: parent, named: name)
            .filter { $0.name == name }.map(\.id)
    } remove: { session, id, parent throws(CloudError) in
        guard let parent else { return }
        try await session.identity.deleteApplicationCredential(id, ofUser: parent)
    }
}
