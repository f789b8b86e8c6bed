import HTTPTypes
import Hummingbird

// The backend as the scheduler sees it.
extension BlockStorageService {
    func declarePools(in table: inout RouteTable) {
        on(.get, "/scheduler-stats/get_pools", in: &table, listPools)
        on(.get, "/capabilities/{host}", in: &table, showCapabilities)
        on(.post, "/workers/cleanup", since: 24, in: &table, cleanUp)
    }

    private static let capacity = 1_000_000

    private func capabilities(in state: borrowing BlockStorageState) -> JSON.Object {
        let allocated = state.volumes.values.reduce(0) { $0 + $1.size }
        return [
            "pool_name": .string(hostName), "total_capacity_gb": .int(Self.capacity),
            "free_capacity_gb": .int(max(0, Self.capacity - allocated)), "provisioned_capacity_gb": .int(allocated),
            "max_over_subscription_ratio": .double(20), "thin_provisioning_support": true, "reserved_percentage": 0,
            "QoS_support": false, "multiattach": true, "online_extend_support": true,
            "allocated_capacity_gb": .int(allocated), "volume_backend_name": .string(hostName),
            "storage_protocol": .string(Self.storageProtocol), "vendor_name": .string(Self.vendorName),
            "driver_version": "1.0", "timestamp": .string(clock.now.withoutZone), "filter_function": nil,
            "goodness_function": nil,
        ]
    }

    private static let storageProtocol = "iSCSI"
    private static let vendorName = "Open Source"

    /// Whether the backend can have volumes of a type: it must offer what the type's extra specs want.
    func isServed(_ type: VolumeTypeRow, in state: borrowing BlockStorageState) -> Bool {
        guard isEnabled("cinder-volume", backendName, in: state) else { return false }
        let capabilities = capabilities(in: state)
        return type.specs.allSatisfy { name, value in
            var name = name
            if name.hasPrefix("capabilities:") { name = String(name.dropFirst("capabilities:".count)) }
            // What is in another scope is for the driver, not for the scheduler.
            guard !name.contains(":") else { return true }
            guard let wanted = value.string else { return true }
            guard let offered = capabilities[name] else { return false }
            return Self.matches(offered.pythonText, wanted)
        }
    }

    /// A spec's value may begin with an operator, as the scheduler's filters have them.
    private static func matches(_ offered: String, _ wanted: String) -> Bool {
        let words = wanted.split(separator: " ").map(String.init)
        guard let first = words.first, words.count > 1 else { return offered.lowercased() == wanted.lowercased() }
        let rest = words.dropFirst()
        func number(_ text: String?) -> Double? { text.flatMap(Double.init) }
        switch first {
        case "<is>": return offered.lenientBool == rest.first?.lenientBool
        case "<in>": return rest.first.map(offered.contains) ?? false
        case "<or>": return rest.filter { $0 != "<or>" }.contains(offered)
        case "s==": return offered == rest.first
        case "s!=": return offered != rest.first
        case "=", ">=": return (number(offered) ?? 0) >= (number(rest.first) ?? 0)
        case "==": return number(offered) == number(rest.first)
        case "!=": return number(offered) != number(rest.first)
        case "<=": return (number(offered) ?? 0) <= (number(rest.first) ?? 0)
        default: return offered == wanted
        }
    }

    // Block Storage API reference, “List all back-end storage pools”.
    private func listPools(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("scheduler_extension:scheduler_stats:get_pools", call.caller)
        let isDetailed = call.query["detail"]?.lenientBool ?? false
        var isListed = true
        for (name, value) in call.query.items where name != "detail" {
            if call.has(31), !["name", "volume_type", "name~", "volume_type~"].contains(name) {
                throw BlockStorageError.badRequest("Invalid filters \(name) are found in query options.")
            }
            guard call.has(28) else { continue }
            switch name {
            case "name": isListed = isListed && value == poolName
            case "volume_type":
                guard call.has(35) else { continue }
                let type = try store.read { try self.type(value, call.caller, in: $0) }
                isListed = isListed && store.read { isServed(type, in: $0) }
            default: break
            }
        }
        guard isListed else { return call.answer(["pools": []]) }
        var pool: JSON.Object = ["name": .string(poolName)]
        if isDetailed { pool["capabilities"] = .object(store.read { capabilities(in: $0) }) }
        return call.answer(["pools": [.object(pool)]])
    }

    // “Show all back-end capabilities”.
    private func showCapabilities(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:capabilities", call.caller)
        guard call["host"] == backendName else {
            throw BlockStorageError.notFound("Can't find service: \(call["host"])")
        }
        func property(_ title: String, _ description: String) -> JSON {
            ["title": .string(title), "description": .string(description), "type": "boolean"]
        }
        return call.answer([
            "namespace": .string("OS::Storage::Capabilities::" + backendName), "vendor_name": .string(Self.vendorName),
            "volume_backend_name": .string(hostName), "pool_name": nil, "driver_version": "1.0",
            "storage_protocol": .string(Self.storageProtocol), "display_name": nil, "description": nil,
            "visibility": nil, "replication_targets": [],
            "properties": [
                "thin_provisioning": property("Thin Provisioning", "Sets thin provisioning."),
                "compression": property("Compression", "Enables compression."),
                "qos": property("QoS", "Enables QoS."),
                "replication_enabled": property("Replication", "Enables replication."),
            ],
        ])
    }

    /// Everything that was going on is taken up again when the cloud starts; there is never anything to clean up.
    private func cleanUp(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = call.body == nil ? [:] : try call.document(ServiceSchemas.cleanup)
        try requireAdmin("workers:cleanup", call.caller)
        if let type = given["resource_type"]?.string, !type.isEmpty,
            !["volume", "snapshot"].contains(type.lowercased())
        {
            throw BlockStorageError.invalidInput(
                "Resource type \(type.prefix(1).uppercased() + type.dropFirst().lowercased()) not valid, must be Snapshot or Volume"
            )
        }
        let isLocated = ["service_id", "cluster_name", "host"].contains { given[$0] != nil }
        if let id = given["resource_id"]?.string, !isLocated {
            throw BlockStorageError.invalidInput("There is no resource with UUID \(id) pending cleanup.")
        }
        return call.answer(["cleaning": [], "unavailable": []], status: .accepted)
    }
}
