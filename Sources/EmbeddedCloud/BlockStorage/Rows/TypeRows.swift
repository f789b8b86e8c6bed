/// A kind of volume.
struct VolumeTypeRow: StoredRow {
    static let table = "block-storage.type"

    var id: String
    var name: String
    var description: String?
    var isPublic = true
    var specs: JSON.Object = [:]
    var qosID: String?
    /// The projects that may use it, if it is not public.
    var projects: [String] = []
    var encryption: Encryption?
    var created: Timestamp
    var updated: Timestamp?

    /// How volumes of the type are encrypted.
    struct Encryption: Codable, Sendable {
        var id: String
        var provider: String
        var controlLocation: String
        var cipher: String?
        var keySize: Int?
        var created: Timestamp
        var updated: Timestamp?
    }

    var isMultiattach: Bool { specs["multiattach"]?.string == "<is> True" }
}

/// What quality of service volumes of some types get.
struct QoSRow: StoredRow {
    static let table = "block-storage.qos"

    var id: String
    var name: String
    var consumer: String
    var specs: JSON.Object = [:]
    var created: Timestamp
    var updated: Timestamp?
}

/// The type of a project's volumes where none is asked for.
struct DefaultTypeRow: StoredRow {
    static let table = "block-storage.default-type"
    var projectID: String
    var typeID: String
    var id: String { projectID }
}

/// A project's own limits.
struct VolumeQuotaRow: StoredRow {
    static let table = "block-storage.quota"
    var projectID: String
    var limits: [String: Int] = [:]
    var id: String { projectID }
}

/// The limits of all projects of a class.
struct VolumeQuotaClassRow: StoredRow {
    static let table = "block-storage.quota-class"
    var name: String
    var limits: [String: Int] = [:]
    var id: String { name }
}
