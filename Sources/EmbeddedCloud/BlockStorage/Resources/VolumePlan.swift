import HTTPTypes

/// A volume that is to be made, with what it is made from.
struct VolumePlan: Sendable {
    var name: String?
    var description: String?
    /// GiB; nil where it was not said and follows from nothing.
    var size: Int?
    var type: VolumeTypeRow?
    var metadata: JSON.Object = [:]
    var zone: String?
    var snapshot: SnapshotRow?
    var source: VolumeRow?
    var backup: BackupRow?
    /// As the image service shows it.
    var image: JSON?
    var group: VolumeGroupRow?
    /// Whether the group as a whole is being made from another one or from its snapshot.
    var isPartOfNewGroup = false
    var requestID = ""
}

extension BlockStorageService {
    /// Puts a planned volume into the state, and has it become available; throws where upstream refuses it.
    func make(
        _ plan: VolumePlan,
        _ caller: Caller,
        in state: inout BlockStorageState
    ) throws -> VolumeRow {
        try requireMember(plan.image == nil ? "volume:create" : "volume:create_from_image", caller)
        guard let project = caller.projectID else { throw BlockStorageError.forbidden("volume:create") }
        guard let size = plan.size else { throw BlockStorageError.malformed }
        try checkGroup(plan)
        try checkTypes(plan, in: state)
        try Self.checkMetadata(plan.metadata)
        try checkSources(plan, size: size)
        let type = try type(of: plan, project, in: state)
        try Self.checkSize(size, of: type)
        let zone = try zone(of: plan)
        let key = type.encryption == nil ? nil : Self.encryptionKey
        if type.isMultiattach, key != nil {
            throw BlockStorageError.invalidVolume("Multiattach cannot be used with encrypted volumes.")
        }
        if let limit = state.limit("per_volume_gigabytes", of: project), limit >= 0, size > limit {
            throw BlockStorageError.overLimit(
                "Requested volume size \(size)G is larger than maximum allowed limit \(limit)G."
            )
        }
        try state.reserve(.init(volumes: 1, gigabytes: size), project, typeName: type.name, for: .volumes)
        var row = VolumeRow(
            id: Identifier.uuid(),
            userID: caller.userID,
            projectID: project,
            size: size,
            created: clock.now
        )
        row.name = plan.name
        row.description = plan.description
        row.availabilityZone = zone
        row.typeID = type.id
        row.snapshotID = plan.snapshot?.id
        row.sourceID = plan.source?.id
        row.groupID = plan.group?.id
        row.metadata = plan.metadata
        row.isMultiattach = type.isMultiattach
        row.encryptionKeyID = key
        row.isBootable =
            plan.source?.isBootable ?? plan.snapshot.flatMap { state.volumes[$0.volumeID]?.isBootable } ?? false
        row.content = plan.source?.content ?? plan.snapshot?.content ?? plan.backup?.content
        row.pending.imageID = plan.image?["id"]?.string
        row.pending.backupID = plan.backup?.id
        row.pending.requestID = plan.requestID
        if let backup = plan.backup {
            row.isBootable = backup.origin.isBootable
            row.imageMetadata = backup.origin.imageMetadata
        } else {
            row.imageMetadata = plan.source?.imageMetadata ?? plan.snapshot?.imageMetadata
        }
        state.volumes.insert(row)
        return row
    }

    // MARK: - What is refused

    private func checkGroup(_ plan: VolumePlan) throws {
        guard let group = plan.group, !plan.isPartOfNewGroup else { return }
        guard let type = plan.type else {
            throw BlockStorageError.invalidInput("volume_type must be provided when creating a volume in a group.")
        }
        guard group.typeIDs.contains(type.id) else {
            throw BlockStorageError.invalidInput(
                "Invalid volume_type provided: \(type.id) (requested type must be supported by this group)."
            )
        }
    }

    /// A copy may be of another type, unless one of the two is encrypted otherwise.
    private func checkTypes(_ plan: VolumePlan, in state: borrowing BlockStorageState) throws {
        guard let type = plan.type else { return }
        func isCompatible(_ id: String?) -> Bool {
            let before = id.flatMap { state.types[$0] }?.encryption
            return before?.provider == type.encryption?.provider && before?.cipher == type.encryption?.cipher
                && before?.keySize == type.encryption?.keySize
                && before?.controlLocation == type.encryption?.controlLocation
        }
        if let source = plan.source, source.typeID != type.id, !isCompatible(source.typeID) {
            throw BlockStorageError.invalidInput(
                "Invalid volume_type provided: \(type.id) (requested type is not compatible; either match source "
                    + "volume, or omit type argument)."
            )
        }
        if let snapshot = plan.snapshot, snapshot.typeID != type.id, !isCompatible(snapshot.typeID) {
            throw BlockStorageError.invalidInput(
                "Invalid volume_type provided: \(type.id) (requested type is not compatible; recommend omitting the "
                    + "type argument)."
            )
        }
    }

    private func checkSources(_ plan: VolumePlan, size: Int) throws {
        let given = [plan.snapshot != nil, plan.image != nil, plan.source != nil, plan.backup != nil]
        if given.count(where: { $0 }) > 1 {
            throw BlockStorageError.invalidInput("May specify only one of backup, imageRef, snapshot, source volume")
        }
        func origin(_ what: String, _ allowed: String) -> String {
            "Originating \(what) status must be one of '\(allowed)' values"
        }
        if let snapshot = plan.snapshot, snapshot.status != "available" {
            throw BlockStorageError.invalidSnapshot(origin("snapshot", "available"))
        }
        if let source = plan.source, !["available", "in-use"].contains(source.status) {
            throw BlockStorageError.invalidVolume(origin("source volume", "available, in-use"))
        }
        if let backup = plan.backup, backup.status != "available" {
            throw BlockStorageError.invalidBackup(origin("backup", "available"))
        }
        if let source = plan.source, size < source.size {
            throw BlockStorageError.invalidInput(
                "Volume size '\(size)'GB cannot be smaller than original volume size  \(source.size)GB. They must be >= "
                    + "original volume size."
            )
        }
        if let snapshot = plan.snapshot, size < snapshot.size {
            throw BlockStorageError.invalidInput(
                "Volume size '\(size)'GB cannot be smaller than the snapshot size \(snapshot.size)GB. They must be >= "
                    + "original snapshot size."
            )
        }
        if let backup = plan.backup, size < backup.size {
            throw BlockStorageError.invalidInput(
                "Volume size \(size)GB cannot be smaller than the backup size \(backup.size)GB. It must be >= backup "
                    + "size."
            )
        }
        if let group = plan.group, !["available", "creating"].contains(group.status) {
            throw BlockStorageError.invalidGroup(origin("group", "available, creating"))
        }
        if let image = plan.image { try Self.checkImage(image, size: size) }
    }

    /// Whether an image's data fits on a volume.
    static func checkImage(_ image: JSON, size: Int) throws {
        let id = image["id"]?.string ?? ""
        let gigabyte = 1 << 30
        func gigabytes(_ bytes: Int) -> Int { bytes / gigabyte + (bytes % gigabyte > 0 ? 1 : 0) }
        guard image["status"]?.string == "active" else {
            throw BlockStorageError.invalidInput("Image \(id) is not active.")
        }
        let needed = gigabytes(image["size"]?.int ?? 0)
        if needed > size {
            throw BlockStorageError.invalidInput(
                "Size of specified image \(needed)GB is larger than volume size \(size)GB."
            )
        }
        if let disk = image["min_disk"]?.int, size < disk {
            throw BlockStorageError.invalidInput(
                "Volume size \(size)GB cannot be smaller than the image minDisk size \(disk)GB."
            )
        }
        if let virtual = image["virtual_size"]?.int, gigabytes(virtual) > size {
            throw BlockStorageError.badRequest(
                "Image \(id) is unacceptable: Image virtual size is \(gigabytes(virtual))GB and doesn't fit in a "
                    + "volume of size \(size)GB."
            )
        }
    }

    /// Whether the type allows volumes of the size.
    static func checkSize(_ size: Int, of type: VolumeTypeRow) throws {
        func limit(_ name: String) -> Int? { type.specs["provisioning:" + name]?.string.flatMap(Int.init) }
        if let least = limit("min_vol_size"), size < least {
            throw BlockStorageError.invalidInput(
                "Specified volume size of '\(size)' is less than the minimum required size of '\(least)' for volume "
                    + "type '\(type.name)'."
            )
        }
        if let most = limit("max_vol_size"), size > most {
            throw BlockStorageError.invalidInput(
                "Specified volume size of '\(size)' is greater than the maximum allowable size of '\(most)' for volume "
                    + "type '\(type.name)'."
            )
        }
    }

    // MARK: - What follows

    private func type(
        of plan: VolumePlan,
        _ project: String,
        in state: borrowing BlockStorageState
    ) throws -> VolumeTypeRow {
        if let type = plan.type { return type }
        if let id = plan.source?.typeID ?? plan.snapshot?.typeID {
            guard let type = state.types[id] else { throw BlockStorageError.missing("Volume type", id) }
            return type
        }
        if let name = plan.image?["cinder_img_volume_type"]?.string {
            guard let type = state.type(named: name) ?? state.types[name] else {
                throw BlockStorageError.noTypeNamed(name)
            }
            return type
        }
        return try defaultType(of: project, in: state)
    }

    /// The type of volumes for which none is asked.
    func defaultType(of project: String?, in state: borrowing BlockStorageState) throws -> VolumeTypeRow {
        if let id = project.flatMap({ state.defaultTypes[$0]?.typeID }), let type = state.types[id] { return type }
        guard let type = state.type(named: defaultTypeName) else {
            throw BlockStorageError(
                .internalServerError,
                "The request cannot be fulfilled as the default volume type \(defaultTypeName) cannot be found."
            )
        }
        return type
    }

    private func zone(of plan: VolumePlan) throws -> String {
        let zone = plan.group?.availabilityZone ?? plan.zone
        if let zone, zone != Self.availabilityZone {
            throw BlockStorageError.badRequest("Availability zone '\(zone)' is invalid.")
        }
        return Self.availabilityZone
    }

    /// The key manager of this cloud knows one key, as upstream's does that needs no other service.
    static let encryptionKey = "00000000-0000-0000-0000-000000000000"
}
