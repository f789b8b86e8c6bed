/// A volume.
struct VolumeRow: StoredRow {
    static let table = "block-storage.volume"

    var id: String
    var userID: String
    var projectID: String
    var name: String?
    var description: String?
    /// GiB.
    var size: Int
    var status = "creating"
    /// What the status goes back to when what goes on is done.
    var previousStatus: String?
    var isAttached = false
    var migrationStatus: String?
    var availabilityZone: String?
    /// Host, backend and pool; nil until the scheduler has found one.
    var host: String?
    var typeID: String?
    var snapshotID: String?
    var sourceID: String?
    var groupID: String?
    var metadata: JSON.Object = [:]
    /// What the service itself notes, of which users see `readonly` and `attached_mode`.
    var adminMetadata: JSON.Object = [:]
    /// What is known of the image the volume's data came from; nil if it came from none.
    var imageMetadata: JSON.Object?
    var isBootable = false
    var isMultiattach = false
    var encryptionKeyID: String?
    var created: Timestamp
    var updated: Timestamp?
    var content: VolumeContent?
    /// What is going on, where the status doesn't say it.
    var pending = Pending()

    var lookupKeys: [String] { ["project/" + projectID] + (groupID.map { ["group/" + $0] } ?? []) }

    /// What a transition needs to know when it comes to its end.
    struct Pending: Codable, Sendable {
        /// The image whose data is to come.
        var imageID: String?
        /// GiB, while the volume is extended.
        var size: Int?
        /// The type, while it is retyped.
        var typeID: String?
        /// The host, while it is migrated.
        var host: String?
        var snapshotID: String?
        var backupID: String?
        /// The new image, while the data is uploaded to it.
        var uploadID: String?
        /// Whether the storage stays when the volume is forgotten.
        var isUnmanaged: Bool?
        var requestID: String?
    }
}

/// The data of a volume, a snapshot or a backup; never changed, so that several can have the same.
struct VolumeContent: Codable, Sendable, Hashable {
    /// The name of its bytes; nil where only zeros are known of them.
    var blob: String?
    /// How many bytes there are before only zeros follow.
    var size: Int
}

/// A snapshot of a volume.
struct SnapshotRow: StoredRow {
    static let table = "block-storage.snapshot"

    var id: String
    var userID: String
    var projectID: String
    var name: String?
    var description: String?
    var volumeID: String
    /// GiB.
    var size: Int
    var status = "creating"
    var progress = "0%"
    var typeID: String?
    var groupSnapshotID: String?
    var metadata: JSON.Object = [:]
    var imageMetadata: JSON.Object?
    var encryptionKeyID: String?
    var created: Timestamp
    var updated: Timestamp?
    var content: VolumeContent?
    var isUnmanaged = false

    var lookupKeys: [String] {
        ["project/" + projectID, "volume/" + volumeID] + (groupSnapshotID.map { ["group-snapshot/" + $0] } ?? [])
    }
}

/// A volume's attachment to a server or host.
struct AttachmentRow: StoredRow {
    static let table = "block-storage.attachment"

    var id: String
    var volumeID: String
    var projectID: String
    var serverID: String?
    var status = "reserved"
    var mode: String?
    var device: String?
    var host: String?
    var connectionInfo: JSON.Object = [:]
    var attached: Timestamp?
    var created: Timestamp

    var lookupKeys: [String] { ["volume/" + volumeID] }
}
