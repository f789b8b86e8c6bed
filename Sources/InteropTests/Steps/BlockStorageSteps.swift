import Conformance
import OpenStack

extension ResourceLimit {
    /// Volumes of the project.
    ///
    /// A test that makes volumes, or asks for a shared fixture that has some, uses as many as it makes. One that counts
    /// the project's volumes uses all there are, `.max`: then none comes or goes meanwhile.
    static let volumes: ResourceLimit = ResourceLimit(
        "volumes",
        amount: 5,
        most: 40,
        quotas: [.volumes, .gigabytes]
    )
    /// Snapshots of the project's volumes; a test that counts them uses all there are, `.max`.
    static let volumeSnapshots: ResourceLimit = ResourceLimit(
        "volume-snapshots",
        amount: 4,
        most: 32,
        quotas: [.snapshots, .gigabytes]
    )
}

extension TestContext {
    /// Block storage in its lowest microversion, asked for by its number, which answers then have to name.
    ///
    /// So Tempest asks for volumes.
    var volumes: BlockStorageClient { session.blockStorage.asking(for: Microversion(3, 0)) }

    /// Block storage as it answers when no microversion is asked for, which is in its lowest.
    ///
    /// So Tempest asks for everything but volumes.
    var blockStorage: BlockStorageClient { session.blockStorage.asking(for: nil) }

    // MARK: - Volumes

    private static let availableVolume = SharedFixture<Volume>("available volume") { t in try await t.newVolume() }

    /// A blank volume of 1 GiB, which is available and which no test may change.
    func sharedVolume() async throws -> Volume { try await shared(Self.availableVolume) }

    /// Creates a volume and waits until it is available; removed after the test.
    ///
    /// - Parameter description: what it is like, but for the name; blank and of 1 GiB unless said otherwise.
    /// - Returns: the volume as the service described it when it made it.
    /// - Throws: when it cannot be made, or does not become available.
    func newVolume(_ description: VolumeDescription = VolumeDescription(size: 1)) async throws -> Volume {
        try await newNamedVolume(description).volume
    }

    /// Creates a volume as ``newVolume(_:)`` does, and says which name it was to have.
    func newNamedVolume(_ description: VolumeDescription) async throws -> (name: String, volume: Volume) {
        var wanted = description
        let volume = try await provision(.volume) { name throws(CloudError) in
            wanted.name = name
            return try await self.volumes.createVolume(wanted)
        }
        try await waitUntilAvailable(volume)
        return (wanted.name ?? "", volume)
    }

    /// Waits until a volume is available.
    func waitUntilAvailable(_ volume: Volume) async throws {
        try await wait(until: "volume \(volume.id) is available", like: "create volume") {
            let status = try self.require("the volume's status", try await self.volumes.volume(volume.id).status)
            if ["error", "error_restoring", "error_extending"].contains(status) {
                try self.stop("volume \(volume.id) went into the state \(status)")
            }
            return status == "available"
        }
    }

    /// Deletes a volume and waits until the service does not know it any more.
    func deleteAndAwait(_ volume: Volume) async throws {
        try await volumes.deleteVolume(volume.id)
        try await wait(until: "volume \(volume.id) is gone", like: "delete volume") {
            let status: String?
            do throws(CloudError) {
                status = try await self.volumes.volume(volume.id).status
            } catch {
                guard error.status == 404 else { throw error }
                return true
            }
            if status == "error_deleting" { try self.stop("volume \(volume.id) could not be deleted") }
            return false
        }
        await confirmRemoved(volume)
    }

    // MARK: - Snapshots

    /// Makes a snapshot of a volume and waits until it is available; removed after the test.
    ///
    /// - Parameters:
    ///   - volume: the volume.
    ///   - metadata: what to note of the snapshot.
    /// - Returns: the snapshot as the service described it when it made it.
    /// - Throws: when it cannot be made, or does not become available.
    func newSnapshot(of volume: Volume, metadata: [String: String]? = nil) async throws -> VolumeSnapshot {
        let snapshot = try await provision(.volumeSnapshot) { name throws(CloudError) in
            var attributes: [String: JSON] = ["volume_id": .string(volume.id), "name": .string(name)]
            attributes["metadata"] = metadata.map { .object($0.mapValues(JSON.string)) }
            return try await self.blockStorage.createSnapshot(attributes)
        }
        try await wait(
            until: "snapshot \(snapshot.id) is available",
            like: "create snapshot"
        ) {
            let shown = try await self.blockStorage.snapshot(snapshot.id)
            let status = try self.require("the snapshot's status", shown.status)
            if ["error", "error_extending"].contains(status) {
                try self.stop("snapshot \(snapshot.id) went into the state \(status)")
            }
            return status == "available"
        }
        return snapshot
    }

    /// Deletes a snapshot and waits until the service does not know it any more.
    func deleteAndAwait(_ snapshot: VolumeSnapshot) async throws {
        try await blockStorage.deleteSnapshot(snapshot.id)
        try await wait(
            until: "snapshot \(snapshot.id) is gone",
            like: "delete snapshot"
        ) {
            do throws(CloudError) {
                _ = try await self.blockStorage.snapshot(snapshot.id)
                return false
            } catch {
                guard error.status == 404 else { throw error }
                return true
            }
        }
        await confirmRemoved(snapshot)
    }

    // MARK: - Metadata

    /// Checks that metadata has some entries; it may have others.
    func expectMetadata(
        _ subject: String,
        _ metadata: JSON,
        has entries: [String: String],
        fileID: String = #fileID,
        line: Int = #line
    ) {
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            expect("'\(key)' of \(subject)", metadata[key].string, is: value, fileID: fileID, line: line)
        }
    }
}
