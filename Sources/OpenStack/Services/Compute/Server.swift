/// A server: a virtual machine, or a bare-metal one that is treated like it.
///
/// Compute API reference, “Servers”. Lists without details give a server's id, name and links only.
public struct Server: CloudResource {
    /// The server's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a server; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// `BUILD`, `ACTIVE`, `SHUTOFF`, `VERIFY_RESIZE`, `ERROR`, and others.
    public var status: String? { attributes["status"].string }
    /// What the service is doing with the server; `nil` when nothing is under way.
    public var taskState: String? { attributes["OS-EXT-STS:task_state"].string }
    /// Id of the image it was made from; `nil` for one that boots from a volume.
    public var imageID: String? { attributes["image"]["id"].string }
    /// Id of its flavor, up to microversion 2.46.
    public var flavorID: String? { attributes["flavor"]["id"].string }
    /// What its owner noted about it.
    public var metadata: JSON { attributes["metadata"] }
    /// Its addresses, by the names of networks.
    public var addresses: JSON { attributes["addresses"] }
    /// The address its owner says it can be reached at; empty when nobody has said.
    public var accessIPv4: String? { attributes["accessIPv4"].string }
    /// The same for IPv6.
    public var accessIPv6: String? { attributes["accessIPv6"].string }
    /// Name of the key pair it was made with.
    public var keyName: String? { attributes["key_name"].string }
    /// Why it is in status `ERROR`.
    public var fault: String? { attributes["fault"]["message"].string }
}

/// What the service says when it has taken the order for a server.
///
/// Compute API reference, “Create Server”.
public struct OrderedServer: CloudResource {
    /// The id that the server will have.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON
    /// The service's id of the request, by which the action `create` can be looked up; `nil` when it did not say.
    public internal(set) var requestID: String?

    /// Reads an order; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// The administrator's password, where the service sets one.
    public var adminPassword: Secret? { attributes["adminPass"].string.map { Secret($0) } }
}

/// What a server to be created is like.
public struct ServerDescription: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Id of the image it is made from.
    public var imageID: String
    /// Id of its flavor.
    public var flavorID: String
    /// Ids of the networks it gets a port on, in this order; `nil` leaves that to the service.
    public var networkIDs: [String]?
    /// Further attributes, called as in the API reference; they replace those above.
    public var attributes: [String: JSON]

    /// Describes a server.
    public init(
        name: String,
        imageID: String,
        flavorID: String,
        networkIDs: [String]? = nil,
        attributes: [String: JSON] = [:]
    ) {
        self.name = name
        self.imageID = imageID
        self.flavorID = flavorID
        self.networkIDs = networkIDs
        self.attributes = attributes
    }

    var body: JSON {
        var body: [String: JSON] = [
            "name": .string(name), "imageRef": .string(imageID), "flavorRef": .string(flavorID),
        ]
        body["networks"] = networkIDs.map { .array($0.map { ["uuid": .string($0)] }) }
        body.merge(attributes) { $1 }
        return ["server": .object(body)]
    }
}
