/// A backup of a volume.
struct BackupRow: StoredRow {
    static let table = "block-storage.backup"

    var id: String
    var userID: String
    var projectID: String
    var name: String?
    var description: String?
    var volumeID: String
    var snapshotID: String?
    var parentID: String?
    var status = "creating"
    /// GiB.
    var size: Int
    var objectCount = 0
    var availabilityZone: String?
    var container: String?
    var host: String?
    var failReason: String?
    var metadata: JSON.Object = [:]
    var created: Timestamp
    var updated: Timestamp?
    var dataTaken: Timestamp?
    var content: VolumeContent?
    /// What of the volume comes back with its data.
    var origin = Origin()
    /// The volume the backup is being restored to.
    var restoredID: String?
    /// The record an imported backup is to get its members from.
    var record: JSON.Object?

    var lookupKeys: [String] {
        ["project/" + projectID, "volume/" + volumeID] + (parentID.map { ["parent/" + $0] } ?? [])
    }

    struct Origin: Codable, Sendable {
        var name: String?
        var description: String?
        var isBootable = false
        var imageMetadata: JSON.Object?
        var encryptionKeyID: String?
        /// Nil in backups that were written before they kept it.
        var metadata: JSON.Object?
    }
}

/// An offer of a volume to another project.
struct TransferRow: StoredRow {
    static let table = "block-storage.transfer"

    var id: String
    var volumeID: String
    var name: String?
    /// The secret that whoever accepts must know, hashed with the salt.
    var hash: String
    var salt: String
    var leavesSnapshots: Bool
    var sourceProjectID: String
    var created: Timestamp

    var lookupKeys: [String] { ["project/" + sourceProjectID] }
}

/// What a user is told of something that failed after its request was answered.
struct VolumeMessageRow: StoredRow {
    static let table = "block-storage.message"

    var id: String
    var projectID: String
    var requestID: String
    var eventID: String
    var text: String
    var level = "ERROR"
    var resourceType: String
    var resourceID: String
    var created: Timestamp

    var lookupKeys: [String] { ["project/" + projectID] }
}

/// What was changed of a service of the storage itself.
struct StorageServiceRow: StoredRow {
    static let table = "block-storage.service"

    var binary: String
    var host: String
    var isDisabled = false
    var disabledReason: String?
    var isFrozen = false
    var updated: Timestamp

    var id: String { binary + "/" + host }
}
