/// Everything the block storage service knows, but the bytes.
struct BlockStorageState: ServiceState {
    var volumes = Table<VolumeRow>()
    var snapshots = Table<SnapshotRow>()
    var attachments = Table<AttachmentRow>()
    var types = Table<VolumeTypeRow>()
    var qos = Table<QoSRow>()
    var defaultTypes = Table<DefaultTypeRow>()
    var quotas = Table<VolumeQuotaRow>()
    var quotaClasses = Table<VolumeQuotaClassRow>()
    var groupTypes = Table<GroupTypeRow>()
    var groups = Table<VolumeGroupRow>()
    var groupSnapshots = Table<GroupSnapshotRow>()
    var backups = Table<BackupRow>()
    var transfers = Table<TransferRow>()
    var messages = Table<VolumeMessageRow>()
    var services = Table<StorageServiceRow>()

    mutating func visitTables(_ visitor: inout some TableVisitor) throws {
        try visitor.visit(&volumes)
        try visitor.visit(&snapshots)
        try visitor.visit(&attachments)
        try visitor.visit(&types)
        try visitor.visit(&qos)
        try visitor.visit(&defaultTypes)
        try visitor.visit(&quotas)
        try visitor.visit(&quotaClasses)
        try visitor.visit(&groupTypes)
        try visitor.visit(&groups)
        try visitor.visit(&groupSnapshots)
        try visitor.visit(&backups)
        try visitor.visit(&transfers)
        try visitor.visit(&messages)
        try visitor.visit(&services)
    }

    // MARK: - What belongs to what

    /// A volume's attachments, the oldest first.
    func attachments(of volumeID: String) -> [AttachmentRow] {
        attachments.rows(with: "volume/" + volumeID).sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    /// A volume's snapshots, the oldest first.
    func snapshots(of volumeID: String) -> [SnapshotRow] {
        snapshots.rows(with: "volume/" + volumeID).sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    /// A group's volumes, the oldest first.
    func volumes(inGroup groupID: String) -> [VolumeRow] {
        volumes.rows(with: "group/" + groupID).sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    func snapshots(inGroupSnapshot id: String) -> [SnapshotRow] {
        snapshots.rows(with: "group-snapshot/" + id).sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    func type(named name: String) -> VolumeTypeRow? { types.values.first { $0.name == name } }

    func groupType(named name: String) -> GroupTypeRow? { groupTypes.values.first { $0.name == name } }

    /// Whether an incremental backup builds on the backup.
    func hasDependents(_ backupID: String) -> Bool { !backups.ids(with: "parent/" + backupID).isEmpty }

    /// Whether a blob is the data of anything.
    func isUsed(_ blob: String) -> Bool {
        volumes.values.contains { $0.content?.blob == blob } || snapshots.values.contains { $0.content?.blob == blob }
            || backups.values.contains { $0.content?.blob == blob }
    }

    // MARK: - Changes of several rows

    /// Changes a volume, if it is there.
    mutating func update(volume id: String, at now: Timestamp, _ change: (inout VolumeRow) -> Void) {
        guard var volume = volumes[id] else { return }
        change(&volume)
        volume.updated = now
        volumes[id] = volume
    }

    mutating func update(snapshot id: String, at now: Timestamp, _ change: (inout SnapshotRow) -> Void) {
        guard var snapshot = snapshots[id] else { return }
        change(&snapshot)
        snapshot.updated = now
        snapshots[id] = snapshot
    }

    mutating func update(backup id: String, at now: Timestamp, _ change: (inout BackupRow) -> Void) {
        guard var backup = backups[id] else { return }
        change(&backup)
        backup.updated = now
        backups[id] = backup
    }

    mutating func update(group id: String, at now: Timestamp, _ change: (inout VolumeGroupRow) -> Void) {
        guard var group = groups[id] else { return }
        change(&group)
        group.updated = now
        groups[id] = group
    }

    /// Removes a volume with its attachments, and what was offered of it.
    mutating func remove(volume id: String) {
        volumes[id] = nil
        for attachment in attachments.ids(with: "volume/" + id) { attachments[attachment] = nil }
        transfers.remove { $0.volumeID == id }
    }
}
