/// A security group as the compute service shows it, up to microversion 2.35.
///
/// Compute API reference, “Security groups (os-security-groups) (DEPRECATED)”: what the network service has, in
/// another form.
public struct ServerSecurityGroup: CloudResource {
    /// The group's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a group; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// What its owner says of it.
    public var description: String? { attributes["description"].string }
}

extension ComputeClient {
    /// Makes a security group.
    ///
    /// `POST /os-security-groups`: 200.
    public func createSecurityGroup(
        name: String,
        description: String
    ) async throws(CloudError) -> ServerSecurityGroup {
        let group: JSON = ["name": .string(name), "description": .string(description)]
        return try await service.call(.post, "os-security-groups", json: ["security_group": group], expecting: 200)
            .resource("security_group")
    }

    /// One security group.
    ///
    /// `GET /os-security-groups/{id}`: 200.
    public func securityGroup(_ id: String) async throws(CloudError) -> ServerSecurityGroup {
        try await service.call(.get, "os-security-groups", id, expecting: 200).resource("security_group")
    }

    /// The project's security groups; for an administrator with `all_tenants` everybody's.
    ///
    /// `GET /os-security-groups`: 200.
    public func securityGroups(_ query: [(String, String)] = []) async throws(CloudError) -> [ServerSecurityGroup] {
        try await service.call(.get, "os-security-groups", query: query, expecting: 200).resources("security_groups")
    }

    /// The security groups that a server is in.
    ///
    /// `GET /servers/{id}/os-security-groups`: 200.
    public func securityGroups(ofServer id: String) async throws(CloudError) -> [ServerSecurityGroup] {
        try await service.call(.get, "servers", id, "os-security-groups", expecting: 200).resources("security_groups")
    }

    /// Changes a security group's name and description.
    ///
    /// `PUT /os-security-groups/{id}`: 200.
    public func updateSecurityGroup(
        _ id: String,
        name: String,
        description: String
    ) async throws(CloudError) -> ServerSecurityGroup {
        let group: JSON = ["name": .string(name), "description": .string(description)]
        return try await service.call(.put, "os-security-groups", id, json: ["security_group": group], expecting: 200)
            .resource("security_group")
    }

    /// Deletes a security group.
    ///
    /// `DELETE /os-security-groups/{id}`: 202.
    public func deleteSecurityGroup(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "os-security-groups", id, expecting: 202)
    }
}
