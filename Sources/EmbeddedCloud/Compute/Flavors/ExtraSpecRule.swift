/// What the values of a flavor's extra specs may be, for those whose meaning is known.
///
/// Compute API reference, microversion 2.86; the names are those of upstream's list of extra specs.
enum ExtraSpecRule: Sendable {
    case text
    case bool
    /// Whole, with the least and the most it may be.
    case number(Int?, Int?)
    /// A regular expression for the whole value.
    case pattern(String)
    case words([String])

    /// Throws 400 unless a spec is one there is, with a value it may have.
    ///
    /// What is in no known namespace may be anything.
    static func check(_ name: String, _ value: String) throws {
        if let rule = rules[name] ?? computed(name) { return try rule.check(value) }
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, isNamespace(String(parts[0])) else { return }
        throw ComputeError.badRequest(
            "Validation failed; extra spec '\(name)' does not appear to be a valid extra spec."
        )
    }

    private func check(_ value: String) throws {
        func problem(_ text: String) -> ComputeError { .badRequest("Validation failed; '\(value)' \(text)") }
        switch self {
        case .text: return
        case .bool:
            let words = ["1", "t", "true", "on", "y", "yes", "0", "f", "false", "off", "n", "no"]
            guard words.contains(value.lowercased()) else { throw problem("is not a valid boolean-like value.") }
        case .number(let least, let most):
            guard let number = Int(value) else { throw problem("is not a valid integer value.") }
            if let most, number > most { throw problem("is greater than the max value of '\(most)'.") }
            if let least, number < least { throw problem("is less than the min value of '\(least)'.") }
        case .pattern(let pattern):
            guard Patterns.finds("^(?:\(pattern))$", in: value) else {
                throw problem("is not of the format '\(pattern)'.")
            }
        case .words(let words):
            guard words.contains(value) else { throw problem("is not one of: \(words.joined(separator: ", ")).") }
        }
    }

    // MARK: - Names with a part that varies

    private static func isNamespace(_ name: String) -> Bool {
        let plain = [
            "accel", "aggregate_instance_extra_specs", "capabilities", "hw", "hw_rng", "hw_video", "os",
            "pci_passthrough", "quota", "vmware",
        ]
        return plain.contains(name) || Patterns.finds("^(resources|trait)([a-zA-Z0-9_-]{1,64})?$", in: name)
    }

    private static func computed(_ name: String) -> ExtraSpecRule? {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        let (space, rest) = (parts[0], parts[1])
        switch space {
        case "aggregate_instance_extra_specs": return rest.isEmpty ? nil : .text
        case "capabilities":
            if capabilities.contains(rest) { return .text }
            let first = rest.prefix { $0 != ":" }
            return nestedCapabilities.contains(String(first)) && Patterns.finds("^\\w+(:\\w+)*$", in: rest)
                ? .text : nil
        case "hw":
            if Patterns.finds(#"^numa_cpus.\d+$"#, in: rest) { return .pattern(processors) }
            return Patterns.finds(#"^numa_mem.\d+$"#, in: rest) ? .number(1, nil) : nil
        default:
            guard isNamespace(space) else { return nil }
            let isCustom = Patterns.finds("^CUSTOM_[A-Z0-9_]+$", in: rest)
            if space.hasPrefix("trait") {
                return isCustom || StandardTraits.names.contains(rest) ? .words(["required", "forbidden"]) : nil
            }
            if space.hasPrefix("resources") {
                return isCustom || ResourceClasses.standard.contains(rest) ? .number(nil, nil) : nil
            }
            return nil
        }
    }

    private static let processors = #"\^?\d+((-\d+)?(,\^?\d+(-\d+)?)?)*"#

    private static let capabilities: Set<String> = [
        "id", "uuid", "service_id", "host", "vcpus", "memory_mb", "local_gb", "vcpus_used", "memory_mb_used",
        "local_gb_used", "hypervisor_type", "hypervisor_version", "hypervisor_hostname", "free_ram_mb",
        "free_disk_gb", "current_workload", "running_vms", "disk_available_least", "host_ip", "mapped",
        "cpu_allocation_ratio", "ram_allocation_ratio", "disk_allocation_ratio", "total_usable_ram_mb",
        "total_usable_disk_gb", "disk_mb_used", "free_disk_mb", "vcpus_total", "num_instances", "num_io_ops",
        "failed_builds", "aggregates", "cell_uuid", "updated",
    ]

    private static let nestedCapabilities: Set<String> = [
        "cpu_info", "metrics", "stats", "numa_topology", "supported_hv_specs", "pci_device_pools", "nodename",
        "pci_stats", "supported_instances", "limits", "instances",
    ]

    // MARK: - Names

    private static let rules: [String: ExtraSpecRule] = [
        "accel:device_profile": .text,
        "hw:cpu_realtime": .bool,
        "hw:cpu_realtime_mask": .pattern(#"(\^)?\d+((-\d+)?(,\^?\d+(-\d+)?)?)*"#),
        "hw:hide_hypervisor_id": .bool,
        "hw:cpu_policy": .words(["dedicated", "shared", "mixed"]),
        "hw:cpu_thread_policy": .words(["prefer", "isolate", "require"]),
        "hw:emulator_threads_policy": .words(["isolate", "share"]),
        "hw:cpu_dedicated_mask": .pattern(#"\^?\d+((-\d+)?(,\^?\d+(-\d+)?)?)*"#),
        "hw:mem_page_size": .pattern(#"(large|small|any|\d+([kKMGT]i?)?(b|bit|B)?)"#),
        "hw:locked_memory": .bool,
        "hw:numa_nodes": .number(1, nil),
        "hw:pci_numa_affinity_policy": .words(["required", "preferred", "legacy", "socket"]),
        "hw:cpu_sockets": .number(1, nil),
        "hw:cpu_cores": .number(1, nil),
        "hw:cpu_threads": .number(1, nil),
        "hw:cpu_max_sockets": .number(1, nil),
        "hw:cpu_max_cores": .number(1, nil),
        "hw:cpu_max_threads": .number(1, nil),
        "hw:boot_menu": .bool,
        "hw:vif_multiqueue_enabled": .bool,
        "hw:mem_encryption": .bool,
        "hw:mem_encryption_model": .words(["amd-sev", "amd-sev-es"]),
        "hw:pmem": .pattern(#"([a-zA-Z0-9_]+(,)?)+"#),
        "hw:pmu": .bool,
        "hw:serial_port_count": .number(0, nil),
        "hw:tpm_model": .words(["tpm-tis", "tpm-crb"]),
        "hw:tpm_version": .words(["1.2", "2.0"]),
        "hw:tpm_secret_security": .words(["user", "host", "deployment"]),
        "hw:watchdog_action": .words(["none", "pause", "poweroff", "reset", "disabled"]),
        "hw:viommu_model": .words(["intel", "smmuv3", "virtio", "auto"]),
        "hw:virtio_packed_ring": .bool,
        "hw:sound_model": .words(["sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "virtio"]),
        "hw:usb_model": .words(["none", "nec-xhci", "qemu-xhci"]),
        "hw:redirected_usb_ports": .number(0, 15),
        "hw:ephemeral_encryption": .bool,
        "hw:ephemeral_encryption_format": .words(["plain", "luks", "luksv2"]),
        "hw_rng:allowed": .bool,
        "hw_rng:rate_bytes": .number(0, nil),
        "hw_rng:rate_period": .number(0, nil),
        "hw_video:ram_max_mb": .number(0, nil),
        "hide_hypervisor_id": .bool,
        "group_policy": .words(["isolate", "none"]),
        "os:secure_boot": .words(["disabled", "required"]),
        "pci_passthrough:alias": .pattern(#"[^:]+:\d+(?:\s*,\s*[^:]+:\d+)*"#),
        "quota:cpu_limit": .number(0, nil),
        "quota:cpu_reservation": .number(nil, nil),
        "quota:cpu_shares_level": .words(["custom", "high", "normal", "low"]),
        "quota:cpu_shares_share": .number(0, nil),
        "quota:memory_limit": .number(0, nil),
        "quota:memory_reservation": .number(nil, nil),
        "quota:memory_shares_level": .words(["custom", "high", "normal", "low"]),
        "quota:memory_shares_share": .number(0, nil),
        "quota:disk_io_limit": .number(0, nil),
        "quota:disk_io_reservation": .number(nil, nil),
        "quota:disk_io_shares_level": .words(["custom", "high", "normal", "low"]),
        "quota:disk_io_shares_share": .number(0, nil),
        "quota:vif_limit": .number(0, nil),
        "quota:vif_reservation": .number(nil, nil),
        "quota:vif_shares_level": .words(["custom", "high", "normal", "low"]),
        "quota:vif_shares_share": .number(0, nil),
        "quota:cpu_shares": .number(0, nil),
        "quota:cpu_period": .number(0, nil),
        "quota:cpu_quota": .number(nil, nil),
        "quota:disk_read_bytes_sec": .number(0, nil),
        "quota:disk_read_iops_sec": .number(0, nil),
        "quota:disk_write_bytes_sec": .number(0, nil),
        "quota:disk_write_iops_sec": .number(0, nil),
        "quota:disk_total_bytes_sec": .number(0, nil),
        "quota:disk_total_iops_sec": .number(0, nil),
        "quota:vif_inbound_average": .number(0, nil),
        "quota:vif_inbound_peak": .number(0, nil),
        "quota:vif_inbound_burst": .number(0, nil),
        "quota:vif_outbound_average": .number(0, nil),
        "quota:vif_outbound_peak": .number(0, nil),
        "quota:vif_outbound_burst": .number(0, nil),
        "vmware:hw_version": .text,
        "vmware:storage_policy": .text,
    ]
}
