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

    /// What is in use of something by a project, or by a user within it; as upstream, nothing is counted of what is
    /// limited by other means.
    func quotaUsage(_ name: String, of project: String, user: String?, in state: borrowing ComputeState) -> Int {
        func sum(_ amount: (ServerRow) -> Int) -> Int {
            var sum = 0
            for id in state.servers.newestFirst(project: project) {
                guard let row = state.servers[id], row.deleted == nil, user == nil || row.userID == user else {
                    continue
                }
                sum += amount(row)
            }
            return sum
        }
        switch name {
        case "instances": return sum { _ in 1 }
        case "cores": return sum(\.flavor.vcpus)
        case "ram": return sum(\.flavor.ram)
        case "server_groups":
            return state.serverGroups.values.count { row in
                row.projectID == project && (user == nil || row.userID == user)
            }
        default: return 0
        }
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
