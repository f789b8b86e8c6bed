/// Rules for what ports send and receive.
struct SecurityGroupRow: StoredRow {
    static let table = "network.security-group"
    var id: String
    var name: String
    var projectID: String
    var isStateful = true
    /// The one a project has from the beginning.
    var isDefault = false
    var standard: StandardAttributes

    var lookupKeys: [String] { ["project/\(projectID)"] + (isDefault ? ["default/\(projectID)"] : []) }
}

/// What a rule of a security group lets through.
struct TrafficFilter: Codable, Sendable, Hashable {
    var direction: String
    var ethertype: String
    /// As the rule names it; nil for any.
    var protocolName: String?
    var portMin: Int?
    var portMax: Int?
    var remoteBlock: String?
    var remoteGroupID: String?
    var remoteAddressGroupID: String?
}

struct SecurityGroupRuleRow: StoredRow {
    static let table = "network.security-group-rule"
    var id: String
    var projectID: String
    var groupID: String
    var filter: TrafficFilter
    var standard: StandardAttributes

    var lookupKeys: [String] {
        var keys = ["group/\(groupID)", "project/\(projectID)"]
        if let remote = filter.remoteGroupID { keys.append("remote/\(remote)") }
        if let addresses = filter.remoteAddressGroupID { keys.append("addresses/\(addresses)") }
        return keys
    }
}

/// A rule that new security groups have.
struct DefaultSecurityGroupRuleRow: StoredRow {
    static let table = "network.default-security-group-rule"
    var id: String
    /// The remote group `PARENT` is the new group itself.
    var filter: TrafficFilter
    var isForDefault: Bool
    var isForOthers: Bool
    var standard: StandardAttributes
}
