/// A container of the object storage service: a named list of objects.
///
/// Object storage API reference, “Containers”. A container has no id besides its name, which is unique in its account.
public struct StorageContainer: CloudResource {
    /// The container's name.
    public let id: String
    /// The name, as lists of containers have it.
    public let attributes: JSON

    /// Reads a container as lists have it; `nil` when there is no name.
    public init?(attributes: JSON) {
        guard let name = attributes["name"].string else { return nil }
        id = name
        self.attributes = attributes
    }

    /// The container with a name.
    public init(named name: String) {
        id = name
        attributes = ["name": .string(name)]
    }
}

/// Something that an account says of itself, as a header field: `X-Account-Meta-{name}`.
public struct AccountMetadata: CloudResource {
    /// The name, without the prefix.
    public let id: String
    /// Name and value.
    public let attributes: JSON

    /// Reads metadata; `nil` when there is no name.
    public init?(attributes: JSON) {
        guard let name = attributes["name"].string else { return nil }
        id = name
        self.attributes = attributes
    }

    /// A name and its value.
    public init(_ name: String, value: String) {
        id = name
        attributes = ["name": .string(name), "value": .string(value)]
    }

    /// The value.
    public var value: String? { attributes["value"].string }
}
