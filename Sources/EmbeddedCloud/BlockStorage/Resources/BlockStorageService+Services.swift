import HTTPTypes
import Hummingbird

// Services, hosts and clusters of the storage itself; for admins.
extension BlockStorageService {
    func declareServices(in table: inout RouteTable) {
        on(.get, "/os-services", in: &table, listServices)
        on(.put, "/os-services/enable", in: &table) { try setService($0, ServiceSchemas.enable, isDisabled: false) }
        on(.put, "/os-services/disable", in: &table) { try setService($0, ServiceSchemas.enable, isDisabled: true) }
        on(.put, "/os-services/disable-log-reason", in: &table) { call in
            try setService(call, ServiceSchemas.disable, isDisabled: true, takesReason: true)
        }
        on(.put, "/os-services/freeze", in: &table) { try setFrozen($0, true) }
        on(.put, "/os-services/thaw", in: &table) { try setFrozen($0, false) }
        on(.put, "/os-services/failover_host", in: &table, failOver)
        on(.put, "/os-services/get-log", since: 32, in: &table, getLogLevels)
        on(.put, "/os-services/set-log", since: 32, in: &table, setLogLevels)
        on(.get, "/os-hosts", in: &table, listHosts)
        on(.get, "/os-hosts/{host}", in: &table, showHost)
        on(.put, "/os-hosts/{host}", in: &table, updateHost)
        on(.get, "/clusters", since: 7, in: &table) { try listClusters($0) }
        on(.get, "/clusters/detail", since: 7, in: &table) { try listClusters($0) }
        on(.get, "/clusters/{id}", since: 7, in: &table, showCluster)
        on(.put, "/clusters/enable", since: 7, in: &table, updateCluster)
        on(.put, "/clusters/disable", since: 7, in: &table, updateCluster)
    }

    /// The services, with what was changed of them.
    private func services(in state: borrowing BlockStorageState) -> [StorageServiceRow] {
        let all = [
            ("cinder-backup", hostName), ("cinder-volume", backendName), ("cinder-scheduler", hostName),
        ]
        let now = clock.now
        return all.map { binary, host in
            var row =
                state.services[binary + "/" + host]
                ?? StorageServiceRow(binary: binary, host: host, updated: now)
            // A service that runs reports every few seconds.
            row.updated = Timestamp(microseconds: now.microseconds / 10_000_000 * 10_000_000)
            return row
        }
    }

    func isEnabled(_ binary: String, _ host: String, in state: borrowing BlockStorageState) -> Bool {
        !(state.services[binary + "/" + host]?.isDisabled ?? false)
    }

    // MARK: - Services

    // Block Storage API reference, “List all Cinder services”.
    private func listServices(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:services:index", call.caller)
        let rows = store.read { services(in: $0) }.filter { row in
            (call.query["binary"].map { $0 == row.binary } ?? true)
                && (call.query["host"].map { $0 == row.host || row.host.hasPrefix($0 + "@") } ?? true)
        }
        let views = rows.map { row -> JSON in
            var view: JSON.Object = [
                "binary": .string(row.binary), "host": .string(row.host), "zone": .string(Self.availabilityZone),
                "status": row.isDisabled ? "disabled" : "enabled", "state": "up",
                "updated_at": .string(row.updated.stored),
            ]
            let isVolume = row.binary == "cinder-volume"
            if isVolume, call.has(49) { view["backend_state"] = "up" }
            if call.has(7) { view["cluster"] = .null }
            view["disabled_reason"] = JSON(row.disabledReason)
            if isVolume {
                view["replication_status"] = "disabled"
                view["active_backend_id"] = .null
                view["frozen"] = .bool(row.isFrozen)
            }
            return .object(view)
        }
        return call.answer(["services": .array(views)])
    }

    /// The service a document names by binary and host.
    private func service(
        _ binary: String,
        _ host: String,
        in state: borrowing BlockStorageState
    ) throws -> StorageServiceRow {
        guard let row = services(in: state).first(where: { $0.binary == binary && $0.host == host }) else {
            throw BlockStorageError.notFound("Service \(binary) could not be found on host \(host).")
        }
        return row
    }

    private static func host(_ given: JSON.Object) throws -> String {
        guard let host = given["host"]?.string, !host.isEmpty else {
            throw BlockStorageError.invalidInput("Host field is missing.")
        }
        return host
    }

    private func setService(
        _ call: BlockStorageCall,
        _ schema: BodySchema,
        isDisabled: Bool,
        takesReason: Bool = false
    ) throws -> ServiceResponse {
        let given = try call.document(schema)
        try requireAdmin("volume_extension:services:update", call.caller)
        let host = try Self.host(given)
        let binary = given["binary"]?.string ?? ""
        let name = given["service"]?.string ?? ""
        let reason = given["disabled_reason"]?.string
        try store.write { state in
            var row = try service(binary.isEmpty ? name : binary, host, in: state)
            row.isDisabled = isDisabled
            row.disabledReason = isDisabled ? reason?.trimmingSpaces ?? row.disabledReason : nil
            state.services.insert(row)
        }
        var answer: JSON.Object = [
            "host": .string(host), "service": .string(name), "binary": .string(binary),
            "status": isDisabled ? "disabled" : "enabled", "disabled": .bool(isDisabled),
        ]
        if takesReason { answer["disabled_reason"] = JSON(reason) }
        return call.answer(.object(answer))
    }

    private func setFrozen(_ call: BlockStorageCall, _ isFrozen: Bool) throws -> ServiceResponse {
        let given = try call.document(ServiceSchemas.freeze)
        try requireAdmin("volume_extension:services:update", call.caller)
        let host = try Self.host(given)
        try store.write { state in
            guard var row = services(in: state).first(where: { $0.binary == "cinder-volume" && $0.host == host }) else {
                throw BlockStorageError.invalidInput("No service found with host=\(host)")
            }
            guard row.isFrozen != isFrozen else {
                let expected = isFrozen ? "False" : "True"
                throw BlockStorageError.invalidInput(
                    "No service could be changed: frozen in ['\(host)'] must be \(expected) to failover."
                )
            }
            row.isFrozen = isFrozen
            state.services.insert(row)
        }
        return .empty(.ok, headers: [.contentType: "application/json"])
    }

    /// The backend replicates nothing that could take over.
    private func failOver(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(ServiceSchemas.failover)
        try requireAdmin("volume_extension:services:update", call.caller)
        let host = try Self.host(given)
        guard host == backendName else {
            throw BlockStorageError.invalidInput("No service found with host=\(host)")
        }
        throw BlockStorageError.invalidInput(
            "No service could be changed: replication_status in ['\(host)'] must be ['enabled', 'failed-over'] and must "
                + "be up to failover."
        )
    }

    // MARK: - Log levels

    private func logged(_ given: JSON.Object) -> [(binary: String, host: String)] {
        let all = [
            ("cinder-api", hostName), ("cinder-scheduler", hostName), ("cinder-volume", backendName),
            ("cinder-backup", hostName),
        ]
        let binary = given["binary"]?.string ?? ""
        let server = given["server"]?.string ?? ""
        return all.filter { (["", "*"].contains(binary) || $0.0 == binary) && (server.isEmpty || $0.1 == server) }
    }

    /// This process logs for itself; there are no levels to tell of or to set.
    private func getLogLevels(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(ServiceSchemas.getLog)
        try requireAdmin("volume_extension:services:update", call.caller)
        let levels = logged(given).map { binary, host in
            JSON.object(["host": .string(host), "binary": .string(binary), "levels": [:]])
        }
        return call.answer(["log_levels": .array(levels)])
    }

    private func setLogLevels(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(ServiceSchemas.setLog)
        try requireAdmin("volume_extension:services:update", call.caller)
        return call.done()
    }

    // MARK: - Hosts

    // “List all hosts for a project”.
    private func listHosts(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:hosts", call.caller)
        let zone = call.query["zone"] ?? ""
        let rows = store.read { services(in: $0) }.filter { row in
            !row.isDisabled && (zone.isEmpty || zone == Self.availabilityZone)
        }
        let views = rows.map { row in
            JSON.object([
                "host_name": .string(row.host), "service": .string(row.binary),
                "zone": .string(Self.availabilityZone), "service-status": "available", "service-state": "enabled",
                "last-update": .string(row.updated.stored),
            ])
        }
        return call.answer(["hosts": .array(views)])
    }

    // “Show host details for a project”.
    private func showHost(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:hosts", call.caller)
        let host = call["host"]
        guard host == backendName else {
            throw BlockStorageError.notFound("Service cinder-volume could not be found on host \(host).")
        }
        return store.read { state in
            var sums: [String: QuotaUsage] = [:]
            var snapshotSizes: [String: Int] = [:]
            for volume in state.volumes.values where volume.host?.hasPrefix(host) == true {
                sums[volume.projectID, default: QuotaUsage()].volumes += 1
                sums[volume.projectID, default: QuotaUsage()].gigabytes += volume.size
            }
            for snapshot in state.snapshots.values where sums[snapshot.projectID] != nil {
                sums[snapshot.projectID]?.snapshots += 1
                snapshotSizes[snapshot.projectID, default: 0] += snapshot.size
            }
            func resource(_ project: String, _ usage: QuotaUsage, _ snapshotSize: Int) -> JSON {
                [
                    "resource": [
                        "host": .string(host), "project": .string(project),
                        "volume_count": .string(String(usage.volumes)),
                        "total_volume_gb": .string(String(usage.gigabytes)),
                        "snapshot_count": .string(String(usage.snapshots)),
                        "total_snapshot_gb": .string(String(snapshotSize)),
                    ]
                ]
            }
            let total = QuotaUsage(
                volumes: sums.values.reduce(0) { $0 + $1.volumes },
                gigabytes: sums.values.reduce(0) { $0 + $1.gigabytes },
                snapshots: sums.values.reduce(0) { $0 + $1.snapshots }
            )
            let projects = sums.sorted { $0.key < $1.key }.map {
                resource($0.key, $0.value, snapshotSizes[$0.key] ?? 0)
            }
            let all = resource("(total)", total, snapshotSizes.values.reduce(0, +))
            return call.answer(["host": .array([all] + projects)])
        }
    }

    /// Upstream can't enable or disable hosts any more, and fails where it is asked to.
    private func updateHost(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(ServiceSchemas.host)
        let host = call["host"]
        guard [hostName, backendName].contains(host) else {
            throw BlockStorageError.missing("Host", host)
        }
        try requireAdmin("volume_extension:hosts", call.caller)
        if let other = given.names.first(where: { $0 != "status" }) {
            throw BlockStorageError.badRequest("Invalid update setting: '\(other)'")
        }
        throw BlockStorageError(.notImplemented, "Hosts can't be enabled or disabled; services can.")
    }

    // MARK: - Clusters

    /// No service is part of a cluster.
    private func listClusters(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("clusters:get_all", call.caller)
        var known = ["name", "binary", "is_up", "disabled", "num_hosts", "num_down_hosts"]
        if call.has(26) { known += ["replication_status", "frozen", "active_backend_id"] }
        let unknown = call.query.items.map(\.name).filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw BlockStorageError.invalidInput("Invalid filter keys: \(unknown.joined(separator: ", "))")
        }
        return call.answer(["clusters": []])
    }

    private func showCluster(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("clusters:get", call.caller)
        throw BlockStorageError.missing("Cluster", call["id"])
    }

    private func updateCluster(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(ServiceSchemas.cluster)
        try requireAdmin("clusters:update", call.caller)
        throw BlockStorageError.missing("Cluster", given["name"]?.string ?? "")
    }
}
