/// A snapshot of a volume.
///
/// Block storage API reference v3, “Volume snapshots”. A new snapshot is `creating`, then `available`, or `error`.
public struct VolumeSnapshot: CloudResource {
    /// The snapshot's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a snapshot; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// `creating`, `available`, `deleting`, `error` and others.
    public var status: String? { attributes["status"].string }
    /// What its owner says of it.
    public var description: String? { attributes["description"].string }
    /// Id of the volume it is of.
    public var volumeID: String? { attributes["volume_id"].string }
    /// The volume's size in GiB.
    public var size: Int? { attributes["size"].integer }
    /// What its owner has noted of it.
    public var metadata: JSON { attributes["metadata"] }
}
