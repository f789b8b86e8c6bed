extension NetworkClient {
    /// Makes a security group.
    ///
    /// `POST /v2.0/security-groups`: 201.
    public func createSecurityGroup(_ attributes: [String: JSON]) async throws(CloudError) -> SecurityGroup {
        try await create("security-groups", "security_group", attributes)
    }

    /// The attributes of a security group; `fields` in the query choose some.
    ///
    /// `GET /v2.0/security-groups/{id}`: 200.
    public func securityGroup(_ id: String, _ query: [(String, String)] = []) async throws(CloudError) -> JSON {
        try await show("security-groups", id, "security_group", query)
    }

    /// The attributes of the security groups that the caller sees; the query has filters and `fields`.
    ///
    /// `GET /v2.0/security-groups`: 200.
    public func securityGroups(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("security-groups", in: "security_groups", query)
    }

    /// Changes a security group, and gives its attributes afterwards.
    ///
    /// `PUT /v2.0/security-groups/{id}`: 200.
    public func updateSecurityGroup(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> JSON {
        try await update("security-groups", id, "security_group", changes)
    }

    /// Deletes a security group.
    ///
    /// `DELETE /v2.0/security-groups/{id}`: 204.
    public func deleteSecurityGroup(_ id: String) async throws(CloudError) {
        try await delete("security-groups", id)
    }

    /// Adds a rule to a security group, and gives the rule's attributes.
    ///
    /// `POST /v2.0/security-group-rules`: 201.
    public func createSecurityGroupRule(_ attributes: [String: JSON]) async throws(CloudError) -> JSON {
        try await service.call(
            .post,
            "security-group-rules",
            json: ["security_group_rule": .object(attributes)],
            expecting: 201
        ).json()["security_group_rule"]
    }

    /// One rule.
    ///
    /// `GET /v2.0/security-group-rules/{id}`: 200.
    public func securityGroupRule(_ id: String) async throws(CloudError) -> JSON {
        try await show("security-group-rules", id, "security_group_rule")
    }

    /// The rules of all groups that the caller sees.
    ///
    /// `GET /v2.0/security-group-rules`: 200.
    public func securityGroupRules(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("security-group-rules", in: "security_group_rules", query)
    }

    /// Removes a rule.
    ///
    /// `DELETE /v2.0/security-group-rules/{id}`: 204.
    public func deleteSecurityGroupRule(_ id: String) async throws(CloudError) {
        try await delete("security-group-rules", id)
    }
}
