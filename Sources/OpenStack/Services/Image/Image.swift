/// An image of the image service.
///
/// Image API reference v2, “Images”. An image without data is `queued`, with data `active`.
public struct Image: CloudResource {
    /// The image's id.
    public let id: String
    /// Every attribute, as sent; custom properties stand beside the others.
    public let attributes: JSON

    /// Reads an image; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// `queued`, `saving`, `active`, `killed`, `deleted`, `pending_delete`, `deactivated`, `uploading`, `importing`.
    public var status: String? { attributes["status"].string }
    /// `public`, `community`, `shared` or `private`.
    public var visibility: String? { attributes["visibility"].string }
    /// What is around the disk, such as `bare` or `ovf`.
    public var containerFormat: String? { attributes["container_format"].string }
    /// What the data is, such as `raw` or `qcow2`.
    public var diskFormat: String? { attributes["disk_format"].string }
    /// Length of the data in bytes; `nil` before there is data.
    public var size: Int? { attributes["size"].integer }
    /// The tags.
    public var tags: [String]? { attributes["tags"].array?.compactMap(\.string) }
    /// Id of the project it belongs to.
    public var owner: String? { attributes["owner"].string }
}

/// What an image to be created is like; attributes that are `nil` are left to the service.
public struct ImageDescription: Sendable, Hashable {
    /// Its name.
    public var name: String?
    /// What is around the disk.
    public var containerFormat: String?
    /// What the data will be.
    public var diskFormat: String?
    /// Who sees it.
    public var visibility: String?
    /// Its tags.
    public var tags: [String]?
    /// Further properties.
    public var properties: [String: String]

    /// Describes an image.
    public init(
        name: String? = nil,
        containerFormat: String? = nil,
        diskFormat: String? = nil,
        visibility: String? = nil,
        tags: [String]? = nil,
        properties: [String: String] = [:]
    ) {
        self.name = name
        self.containerFormat = containerFormat
        self.diskFormat = diskFormat
        self.visibility = visibility
        self.tags = tags
        self.properties = properties
    }

    var body: JSON {
        var body = properties.mapValues(JSON.string)
        body["name"] = name.map(JSON.string)
        body["container_format"] = containerFormat.map(JSON.string)
        body["disk_format"] = diskFormat.map(JSON.string)
        body["visibility"] = visibility.map(JSON.string)
        body["tags"] = tags.map { JSON($0) }
        return .object(body)
    }
}
