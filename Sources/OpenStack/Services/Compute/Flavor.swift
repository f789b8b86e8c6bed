/// A size of servers.
///
/// Compute API reference, “Flavors”. Lists without details give a flavor's id, name and links only.
public struct Flavor: CloudResource {
    /// The flavor's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a flavor; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name.
    public var name: String? { attributes["name"].string }
    /// Memory in MiB.
    public var ram: Int? { attributes["ram"].integer }
    /// Size of the root disk in GiB; 0 for the image's own size.
    public var disk: Int? { attributes["disk"].integer }
    /// Number of virtual processors.
    public var vcpus: Int? { attributes["vcpus"].integer }
}

extension ComputeClient {
    /// One flavor.
    ///
    /// `GET /flavors/{id}`: 200.
    public func flavor(_ id: String) async throws(CloudError) -> Flavor {
        try await service.call(.get, "flavors", id, expecting: 200).resource("flavor")
    }

    /// The first page of flavors, with their ids, names and links, or with all details.
    ///
    /// `GET /flavors`, `GET /flavors/detail`: 200.
    public func flavorsPage(details: Bool = false) async throws(CloudError) -> [Flavor] {
        let answer =
            if details {
                try await service.call(.get, "flavors", "detail", expecting: 200)
            } else {
                try await service.call(.get, "flavors", expecting: 200)
            }
        return try answer.resources("flavors")
    }
}
