import OpenStack

extension ResourceKind {
    /// A volume.
    public static let volume: ResourceKind = ResourceKind("volume") { session, name, _ throws(CloudError) in
        // An admin cleans up what others made; for everybody else the service ignores all_tenants.
        try await session.blockStorage.volumes([("all_tenants", "1"), ("name", name)]).all()
            .filter { $0.name == name }.map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await Self.deleteWhenSettled { () throws(CloudError) in
            try await session.blockStorage.deleteVolume(id)
        }
    } isGone: { session, id, _ throws(CloudError) in
        try await Self.isGone("volume \(id)") { () throws(CloudError) in
            try await session.blockStorage.volume(id).status
        }
    }

    /// A snapshot of a volume.
    public static let volumeSnapshot: ResourceKind = ResourceKind(
        "volume snapshot"
    ) { session, name, _ throws(CloudError) in
        try await session.blockStorage.snapshots([("all_tenants", "1"), ("name", name)]).all()
            .filter { $0.name == name }.map(\.id)
    } remove: { session, id, _ throws(CloudError) in
        try await Self.deleteWhenSettled { () throws(CloudError) in
            try await session.blockStorage.deleteSnapshot(id)
        }
    } isGone: { session, id, _ throws(CloudError) in
        try await Self.isGone("volume snapshot \(id)") { () throws(CloudError) in
            try await session.blockStorage.snapshot(id).status
        }
    }

    /// A volume's place at a server that stays: its name is the volume's id, its parent the server's.
    public static let volumeAttachment: ResourceKind = ResourceKind("volume attachment") { _, volume, _ in
        [volume]
    } remove: { session, volume, server throws(CloudError) in
        guard let server else { return }
        try await session.compute.at(nil).detachVolume(volume, fromServer: server)
    } isGone: { session, volume, _ throws(CloudError) in
        do throws(CloudError) {
            let status = try await session.blockStorage.volume(volume).status
            return status != "in-use" && status != "detaching"
        } catch {
            guard error.status == 404 else { throw error }
            return true
        }
    }

    /// Deletes something as soon as the service lets it be deleted.
    ///
    /// What is being made, copied or detached, or has snapshots that are being deleted, answers 400 until that is done.
    private static func deleteWhenSettled(
        timeout: Duration = .seconds(60),
        _ delete: () async throws(CloudError) -> Void
    ) async throws(CloudError) {
        let deadline = ContinuousClock.now + timeout
        while true {
            do throws(CloudError) {
                return try await delete()
            } catch {
                guard error.status == 400, ContinuousClock.now < deadline, !Task.isCancelled else { throw error }
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private static func isGone(
        _ what: String,
        status: () async throws(CloudError) -> String?
    ) async throws(CloudError) -> Bool {
        do throws(CloudError) {
            guard try await status() != "error_deleting" else {
                throw CloudError.timedOut("\(what) could not be deleted: its status is error_deleting")
            }
            return false
        } catch {
            guard error.status == 404 else { throw error }
            return true
        }
    }
}
