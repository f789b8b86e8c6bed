extension BlockStorageService {
    /// The service with what a new cloud has of it, and with what was going on when an old one ended.
    init(_ parts: CloudParts) throws {
        self.init(
            parts: parts,
            store: try StateStore(file: parts.file),
            serviceID: try parts.file?.setting("block-storage-service-id") { Identifier.uuid() } ?? Identifier.uuid()
        )
        try seed()
        resume()
    }

    /// Puts in the types a cloud is made with, unless there are types already.
    private func seed() throws {
        let now = clock.now
        try store.write { state in
            guard state.types.isEmpty else { return }
            let types: [(name: String, description: String?, specs: JSON.Object)] = [
                ("__DEFAULT__", "Default Volume Type", [:]),
                (hostName, nil, ["volume_backend_name": .string(hostName)]),
                (
                    hostName + "-multiattach", nil,
                    ["volume_backend_name": .string(hostName), "multiattach": "<is> True"]
                ),
            ]
            for (index, type) in types.enumerated() {
                state.types.insert(
                    VolumeTypeRow(
                        id: Identifier.uuid(),
                        name: type.name,
                        description: type.description,
                        specs: type.specs,
                        created: now.adding(microseconds: Int64(index - types.count))
                    )
                )
            }
            state.groupTypes.insert(
                GroupTypeRow(
                    id: Identifier.uuid(),
                    name: GroupTypeRow.consistencyName,
                    description: "Default group type for migrating cgsnapshot",
                    specs: ["consistent_group_snapshot_enabled": "<is> True"],
                    created: now
                )
            )
        }
    }

    /// Lets everything that had begun come to its end.
    private func resume() {
        let state = store.read { state in
            (
                Array(state.volumes.values), Array(state.snapshots.values), Array(state.backups.values),
                Array(state.groups.values), Array(state.groupSnapshots.values)
            )
        }
        for volume in state.0 { resume(volume) }
        for snapshot in state.1 { resume(snapshot) }
        for backup in state.2 { resume(backup) }
        for group in state.3 { resume(group) }
        for snapshot in state.4 { resume(snapshot) }
    }
}
