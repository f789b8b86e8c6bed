import HTTPTypes
import Hummingbird

// Compute API reference, “Limits”.
extension ComputeService {
    func declareLimits(in table: inout ComputeRouteTable) {
        table.on(.get, "/limits", showLimits)
    }

    /// Which limit of a quota set is shown under which names.
    private static let names: [(quota: String, limits: [String])] = [
        ("cores", ["maxTotalCores"]), ("injected_files", ["maxPersonality"]),
        ("injected_file_content_bytes", ["maxPersonalitySize"]), ("instances", ["maxTotalInstances"]),
        ("key_pairs", ["maxTotalKeypairs"]), ("metadata_items", ["maxServerMeta", "maxImageMeta"]),
        ("ram", ["maxTotalRAMSize"]), ("server_groups", ["maxServerGroups"]),
        ("server_group_members", ["maxServerGroupMembers"]), ("floating_ips", ["maxTotalFloatingIps"]),
        ("security_groups", ["maxSecurityGroups"]), ("security_group_rules", ["maxSecurityGroupRules"]),
    ]

    private static let used: [(name: String, quota: String)] = [
        ("totalRAMUsed", "ram"), ("totalCoresUsed", "cores"), ("totalInstancesUsed", "instances"),
        ("totalFloatingIpsUsed", "floating_ips"), ("totalSecurityGroupsUsed", "security_groups"),
        ("totalServerGroupsUsed", "server_groups"),
    ]

    private func showLimits(_ request: ComputeRequest) throws -> ServiceResponse {
        let minor = request.minor
        try request.checkQuery(["tenant_id": .any], isOpen: minor < 75)
        var project = request.project
        if let other = request.query["tenant_id"] {
            project = other
            try request.require("limits:other_project", request.caller.isAdmin)
        }
        var hidden: Set<String> = minor >= 36 ? Self.networkQuotaNames : []
        if minor >= 57 { hidden.formUnion(Self.fileQuotaNames) }
        let absolute = store.read { [project, hidden] state in
            var members = JSON.Object()
            for (quota, limits) in Self.names where !hidden.contains(quota) {
                for name in limits where minor < 39 || name != "maxImageMeta" {
                    members[name] = .int(quotaLimit(quota, of: project, in: state))
                }
            }
            let usages = quotaUsages(of: project, user: nil, in: state)
            for (name, quota) in Self.used where !hidden.contains(quota) {
                members[name] = .int(usages[quota] ?? 0)
            }
            return members
        }
        return .json(["limits": ["rate": [], "absolute": .object(absolute)]])
    }
}
