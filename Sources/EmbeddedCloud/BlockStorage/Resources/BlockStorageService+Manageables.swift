import HTTPTypes
import Hummingbird

// Storage the backend has and the service does not know of; here there is none but what was unmanaged.
extension BlockStorageService {
    func declareManageables(in table: inout RouteTable) {
        for (kind, older) in [("volumes", "os-volume-manage"), ("snapshots", "os-snapshot-manage")] {
            for (path, minor) in [("/manageable_" + kind, 8), ("/" + older, 0)] {
                on(.get, path, since: minor, in: &table) { try listManageables($0, kind) }
                on(.get, path + "/detail", since: minor, in: &table) { try listManageables($0, kind) }
                on(.post, path, since: minor, in: &table) { call in
                    try kind == "volumes" ? manageVolume(call) : manageSnapshot(call)
                }
            }
        }
    }

    private func requireHost(_ host: String?, _ cluster: String?, _ call: BlockStorageCall) throws {
        let cluster = call.has(17) ? cluster ?? "" : ""
        let host = host ?? ""
        guard host.isEmpty != cluster.isEmpty else {
            throw BlockStorageError.invalidInput(
                call.has(17) ? "One and only one of cluster and host must be set." : "Host field is missing."
            )
        }
        guard cluster.isEmpty, host.prefix(while: { $0 != "#" }) == backendName else {
            throw BlockStorageError.notFound(
                "Service cinder-volume could not be found on host \(host.isEmpty ? cluster : host)."
            )
        }
    }

    // Block Storage API reference, “List summary of volumes available to manage”.
    private func listManageables(_ call: BlockStorageCall, _ kind: String) throws -> ServiceResponse {
        try requireAdmin(
            kind == "volumes" ? "volume_extension:list_manageable" : "snapshot_extension:list_manageable",
            call.caller
        )
        try requireHost(call.query["host"], call.query["cluster"], call)
        let window = try ListWindow(call.query, defaultKey: "reference")
        if let other = window.order.first(where: { !["reference", "size"].contains($0.key) }) {
            throw BlockStorageError.badRequest("Invalid sort keys passed: \(other.key)")
        }
        return call.answer(["manageable-\(kind)": []])
    }

    // “Manage an existing volume”: what the reference names isn't there, and the volume ends in an error.
    private func manageVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("volume", ServiceSchemas.manageVolume(call.version))
        try requireAdmin("volume_extension:volume_manage", call.caller)
        let host = given["host"]?.string ?? ""
        guard !host.isEmpty else { throw BlockStorageError.invalidInput("Host field is missing.") }
        guard host.prefix(while: { $0 != "#" }) == backendName else {
            throw BlockStorageError.badRequest("Service is unavailable at this time.")
        }
        guard let project = call.caller.projectID else {
            throw BlockStorageError.forbidden("volume_extension:volume_manage")
        }
        let row = try store.write { state in
            let type: VolumeTypeRow
            if let name = given["volume_type"]?.string, !name.isEmpty {
                do {
                    type = try self.type(name, call.caller, in: state)
                } catch is BlockStorageError {
                    throw BlockStorageError.badRequest(
                        "Invalid volume type: Cannot find requested '\(name)' volume type"
                    )
                }
            } else {
                type = try defaultType(of: project, in: state)
            }
            var row = VolumeRow(
                id: Identifier.uuid(),
                userID: call.caller.userID,
                projectID: project,
                size: 0,
                created: clock.now
            )
            row.name = given["name"]?.string?.trimmingSpaces
            row.description = given["description"]?.string?.trimmingSpaces
            row.metadata = given["metadata"]?.object ?? [:]
            row.availabilityZone = given["availability_zone"]?.string ?? Self.availabilityZone
            row.isBootable = given["bootable"]?.lenientBool ?? false
            row.typeID = type.id
            row.host = poolName
            row.status = "managing"
            state.volumes.insert(row)
            return row
        }
        finishManaging(of: row.id)
        let view = store.read { VolumeView(call, serviceID, [row], $0).changed(row, isNew: true) }
        return call.answer(["volume": .object(view)], status: .accepted)
    }

    func finishManaging(of id: String) {
        after("volume.manage") { state, now in
            guard state.volumes[id]?.status == "managing" else { return }
            state.update(volume: id, at: now) { $0.status = "error_managing" }
        }
    }

    // “Manage an existing snapshot”.
    private func manageSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("snapshot", ServiceSchemas.manageSnapshot)
        let row = try store.write { state in
            let volume = try volume(given["volume_id"]?.string ?? "", call.caller, in: state)
            try requireAdmin("snapshot_extension:snapshot_manage", call.caller)
            var row = try Self.newSnapshot(of: volume, call.caller, takesInUse: true, at: clock.now, self)
            try state.reserve(
                QuotaUsage(gigabytes: volume.size, snapshots: 1),
                row.projectID,
                typeName: volume.typeID.flatMap { state.types[$0]?.name },
                for: .snapshots
            )
            row.name = given["name"]?.string
            row.description = given["description"]?.string
            row.metadata = given["metadata"]?.object ?? [:]
            state.snapshots.insert(row)
            return row
        }
        after("snapshot.manage") { state, now in
            guard state.snapshots[row.id]?.status == "creating" else { return }
            state.update(snapshot: row.id, at: now) { $0.status = "error" }
        }
        return call.answer(
            ["snapshot": Self.view(row, call, isDetailed: true, isNew: true)],
            status: .accepted
        )
    }
}
