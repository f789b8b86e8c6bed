/// A kind of group.
struct GroupTypeRow: StoredRow {
    static let table = "block-storage.group-type"

    /// The name of the type that consistency groups have.
    static let consistencyName = "default_cgsnapshot_type"

    var id: String
    var name: String
    var description: String?
    var isPublic = true
    var specs: JSON.Object = [:]
    var created: Timestamp
    var updated: Timestamp?

    var isOfConsistencyGroups: Bool { name == Self.consistencyName }
}

/// Volumes that are dealt with together.
struct VolumeGroupRow: StoredRow {
    static let table = "block-storage.group"

    var id: String
    var userID: String
    var projectID: String
    var name: String?
    var description: String?
    var status = "creating"
    var availabilityZone: String?
    var host: String?
    var groupTypeID: String
    var typeIDs: [String]
    var groupSnapshotID: String?
    var sourceGroupID: String?
    var replicationStatus = "disabled"
    var created: Timestamp
    var updated: Timestamp?
    /// The volumes that are being put in and taken out.
    var joining: [String] = []
    var leaving: [String] = []

    var lookupKeys: [String] { ["project/" + projectID] }
}

/// Snapshots of all volumes of a group.
struct GroupSnapshotRow: StoredRow {
    static let table = "block-storage.group-snapshot"

    var id: String
    var groupID: String
    var userID: String
    var projectID: String
    var name: String?
    var description: String?
    var status = "creating"
    var groupTypeID: String
    var created: Timestamp
    var updated: Timestamp?

    var lookupKeys: [String] { ["project/" + projectID, "group/" + groupID] }
}
