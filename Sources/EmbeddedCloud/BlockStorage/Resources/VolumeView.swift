/// How volumes look to a caller at a microversion.
struct VolumeView {
    private let call: BlockStorageCall
    private let types: [String: String]
    private let attachments: [String: [AttachmentRow]]
    private let consistencyGroups: Set<String>
    private let serviceID: String

    /// For showing the volumes.
    init(_ call: BlockStorageCall, _ serviceID: String, _ volumes: [VolumeRow], _ state: borrowing BlockStorageState) {
        self.call = call
        self.serviceID = serviceID
        var types: [String: String] = [:]
        for row in state.types.values { types[row.id] = row.name }
        var attachments: [String: [AttachmentRow]] = [:]
        var consistencyGroups: Set<String> = []
        for volume in volumes {
            if volume.isAttached {
                attachments[volume.id] = state.attachments(of: volume.id).filter { $0.status == "attached" }
            }
            if let id = volume.groupID, let type = state.groups[id]?.groupTypeID,
                state.groupTypes[type]?.isOfConsistencyGroups == true
            {
                consistencyGroups.insert(id)
            }
        }
        self.types = types
        self.attachments = attachments
        self.consistencyGroups = consistencyGroups
    }

    /// In lists without details.
    func summary(_ volume: VolumeRow) -> JSON {
        [
            "id": .string(volume.id), "name": JSON(volume.name),
            "links": call.links("volumes", volume.id),
        ]
    }

    /// What is answered to requests that make or change the volume.
    func changed(_ volume: VolumeRow, isNew: Bool = false) -> JSON.Object {
        let isConsistent = volume.groupID.map(consistencyGroups.contains) ?? false
        let created = isNew ? volume.created.withoutZone : volume.created.stored
        var view: JSON.Object = [
            "id": .string(volume.id), "status": .string(Self.shown(volume.status)), "size": .int(volume.size),
            "availability_zone": JSON(volume.availabilityZone), "created_at": .string(created),
            "updated_at": JSON(volume.updated?.stored), "name": JSON(volume.name),
            "description": JSON(volume.description), "volume_type": JSON(volume.typeID.flatMap { types[$0] }),
            "snapshot_id": JSON(volume.snapshotID), "source_volid": JSON(volume.sourceID),
            "metadata": .object(Self.metadata(volume)), "links": call.links("volumes", volume.id),
            "user_id": .string(volume.userID), "bootable": .string(volume.isBootable ? "true" : "false"),
            "encrypted": .bool(volume.encryptionKeyID != nil), "replication_status": nil,
            "consistencygroup_id": JSON(isConsistent ? volume.groupID : nil),
            "multiattach": .bool(volume.isMultiattach),
            "attachments": .array(attachments(of: volume)),
        ]
        let isAdmin = call.caller.isAdmin
        if isAdmin { view["migration_status"] = JSON(volume.migrationStatus) }
        if call.has(13) { view["group_id"] = JSON(volume.groupID) }
        if isAdmin, call.has(21) { view["provider_id"] = .null }
        if call.has(48) {
            view["shared_targets"] = false
            view["service_uuid"] = JSON(volume.host == nil ? nil : serviceID)
        }
        if isAdmin, call.has(61) { view["cluster_name"] = .null }
        if call.has(63) { view["volume_type_id"] = JSON(volume.typeID) }
        if call.has(65) { view["consumes_quota"] = true }
        return view
    }

    /// With all details.
    func detail(_ volume: VolumeRow) -> JSON {
        var view = changed(volume)
        view["os-vol-tenant-attr:tenant_id"] = .string(volume.projectID)
        if call.caller.isAdmin {
            view["os-vol-mig-status-attr:migstat"] = JSON(volume.migrationStatus)
            view["os-vol-mig-status-attr:name_id"] = .null
            view["os-vol-host-attr:host"] = JSON(volume.host)
        }
        if let image = volume.imageMetadata, !image.isEmpty { view["volume_image_metadata"] = .object(image) }
        return .object(view)
    }

    private static func shown(_ status: String) -> String {
        switch status {
        case "managing": "creating"
        case "error_managing": "error"
        case "error_managing_deleting": "deleting"
        default: status
        }
    }

    private static func metadata(_ volume: VolumeRow) -> JSON.Object {
        var metadata = volume.metadata
        for name in ["readonly", "attached_mode"] {
            if let value = volume.adminMetadata[name] { metadata[name] = value }
        }
        return metadata
    }

    private func attachments(of volume: VolumeRow) -> [JSON] {
        let rows = attachments[volume.id] ?? []
        let seesHost = call.caller.isAdmin || call.caller.roles.contains("service")
        return rows.map { row in
            [
                "id": .string(volume.id), "attachment_id": .string(row.id), "volume_id": .string(volume.id),
                "server_id": JSON(row.serverID), "host_name": JSON(seesHost ? row.host : nil),
                "device": JSON(row.device), "attached_at": JSON(row.attached?.stored),
            ]
        }
    }
}
