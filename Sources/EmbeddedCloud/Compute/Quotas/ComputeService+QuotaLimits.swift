extension ComputeService {
    /// What a project may have of something, -1 for as much as it likes; names are those of quota sets.
    func quotaLimit(_ name: String, of project: String, in state: borrowing ComputeState) -> Int {
        state.quotas[ComputeQuotaRow.project(project)]?.limits[name] ?? quotaClassLimit(name, "default", in: state)
    }

    /// What a user may have of something within a project.
    func quotaLimit(_ name: String, of project: String, user: String, in state: borrowing ComputeState) -> Int {
        state.quotas[ComputeQuotaRow.user(user, in: project)]?.limits[name] ?? quotaLimit(name, of: project, in: state)
    }

    /// What those may have for whom nothing else was set.
    func quotaClassLimit(_ name: String, _ quotaClass: String, in state: borrowing ComputeState) -> Int {
        state.quotas[ComputeQuotaRow.quotaClass(quotaClass)]?.limits[name] ?? Self.defaultQuotas[name] ?? -1
    }

    /// What the servers of a project, or of a user within it, take.
    ///
    /// As upstream, neither deleted ones nor those that are deleted for the time being count.
    func usage(of project: String, user: String? = nil, in state: borrowing ComputeState) -> ServerUsage {
        var usage = ServerUsage()
        state.servers.lookNewestFirst(project: project) { row in
            guard row.deleted == nil, row.state != .softDeleted, user == nil || row.userID == user else { return true }
            usage.instances += 1
            usage.cores += row.flavor.vcpus
            usage.ram += row.flavor.ram
            return true
        }
        return usage
    }

    /// What is in use of everything that is counted, by the names of quota sets; as upstream, nothing is counted of what
    /// is limited by other means.
    func quotaUsages(of project: String, user: String?, in state: borrowing ComputeState) -> [String: Int] {
        let servers = usage(of: project, user: user, in: state)
        let groups = state.serverGroups.values.count { row in
            row.projectID == project && (user == nil || row.userID == user)
        }
        return [
            "instances": servers.instances, "cores": servers.cores, "ram": servers.ram, "server_groups": groups,
        ]
    }

    /// What a project may have unless somebody says otherwise.
    static let defaultQuotas: [String: Int] = [
        "instances": 10_000, "cores": 40_000, "ram": 80_000_000, "metadata_items": 128, "injected_files": 5,
        "injected_file_content_bytes": 10_240, "injected_file_path_bytes": 255, "key_pairs": 10_000,
        "server_groups": 10_000, "server_group_members": 10_000,
    ]

    /// What may be limited, in the order it is shown.
    static let quotaNames = [
        "cores", "fixed_ips", "floating_ips", "injected_file_content_bytes", "injected_file_path_bytes",
        "injected_files", "instances", "key_pairs", "metadata_items", "ram", "security_group_rules",
        "security_groups", "server_group_members", "server_groups",
    ]

    /// What newer microversions don't show any more: the network service limits it, or nothing does.
    static let networkQuotaNames: Set<String> = [
        "fixed_ips", "floating_ips", "security_group_rules", "security_groups",
    ]
    static let fileQuotaNames: Set<String> = [
        "injected_files", "injected_file_content_bytes", "injected_file_path_bytes",
    ]
}

/// What servers take of a quota.
struct ServerUsage {
    var instances = 0
    var cores = 0
    /// In MiB.
    var ram = 0
}
