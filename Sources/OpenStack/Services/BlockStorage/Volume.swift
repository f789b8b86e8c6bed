/// A volume of the block storage service.
///
/// Block storage API reference v3, “Volumes”. A new volume is `creating`, then `available`, or `error`.
public struct Volume: CloudResource {
    /// The volume's id.
    public let id: String
    /// Every attribute, as sent; a list without details has only id, name and links.
    public let attributes: JSON

    /// Reads a volume; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// `creating`, `available`, `in-use`, `deleting`, `error` and others.
    public var status: String? { attributes["status"].string }
    /// What its owner says of it.
    public var description: String? { attributes["description"].string }
    /// Its size in GiB.
    public var size: Int? { attributes["size"].integer }
    /// Where it is.
    public var availabilityZone: String? { attributes["availability_zone"].string }
    /// Whether a server can boot from it; the API writes it as a string, `true` or `false`.
    public var bootable: String? { attributes["bootable"].string }
    /// What its owner has noted of it.
    public var metadata: JSON { attributes["metadata"] }
    /// Id of the snapshot it was made from.
    public var snapshotID: String? { attributes["snapshot_id"].string }
}

/// What a volume to be created is like; attributes that are `nil` are left to the service.
public struct VolumeDescription: Sendable, Hashable {
    /// Its name.
    public var name: String?
    /// Its size in GiB.
    public var size: Int?
    /// What its owner says of it.
    public var description: String?
    /// What its owner notes of it.
    public var metadata: [String: String]?
    /// Where it shall be.
    public var availabilityZone: String?
    /// Id of the image whose data it shall have.
    public var imageID: String?
    /// Id of the volume it shall be a copy of.
    public var sourceVolumeID: String?
    /// Id of the snapshot it shall be made from.
    public var snapshotID: String?
    /// Attributes that have no property here, or are to have another value than their property allows.
    public var others: [String: JSON]

    /// Describes a volume.
    public init(
        name: String? = nil,
        size: Int? = nil,
        description: String? = nil,
        metadata: [String: String]? = nil,
        availabilityZone: String? = nil,
        imageID: String? = nil,
        sourceVolumeID: String? = nil,
        snapshotID: String? = nil,
        others: [String: JSON] = [:]
    ) {
        self.name = name
        self.size = size
        self.description = description
        self.metadata = metadata
        self.availabilityZone = availabilityZone
        self.imageID = imageID
        self.sourceVolumeID = sourceVolumeID
        self.snapshotID = snapshotID
        self.others = others
    }

    var body: JSON {
        var volume: [String: JSON] = [:]
        volume["name"] = name.map(JSON.string)
        volume["size"] = size.map(JSON.integer)
        volume["description"] = description.map(JSON.string)
        volume["metadata"] = metadata.map { .object($0.mapValues(JSON.string)) }
        volume["availability_zone"] = availabilityZone.map(JSON.string)
        volume["imageRef"] = imageID.map(JSON.string)
        volume["source_volid"] = sourceVolumeID.map(JSON.string)
        volume["snapshot_id"] = snapshotID.map(JSON.string)
        volume.merge(others) { $1 }
        return ["volume": .object(volume)]
    }
}

/// An image that is being made of a volume's data.
public struct VolumeUpload: CloudResource {
    /// The image's id.
    public let id: String
    /// Every attribute, as sent; most of them are the volume's.
    public let attributes: JSON

    /// Reads what the service says of an upload; `nil` when it names no image.
    public init?(attributes: JSON) {
        guard let id = attributes["image_id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }
}
