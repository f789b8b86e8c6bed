import Crypto
import Foundation
import HTTPTypes
import Hummingbird

// Block Storage API reference, “Volume transfers”: behind two paths, an older and one since 3.55.
extension BlockStorageService {
    func declareTransfers(in table: inout RouteTable) {
        for (path, isNew) in [("/os-volume-transfer", false), ("/volume-transfers", true)] {
            on(.get, path, in: &table) { try listTransfers($0, isDetailed: false, isNew: isNew) }
            on(.get, path + "/detail", in: &table) { try listTransfers($0, isDetailed: true, isNew: isNew) }
            on(.post, path, in: &table) { try createTransfer($0, isNew: isNew) }
            on(.get, path + "/{id}", in: &table, showTransfer)
            on(.delete, path + "/{id}", in: &table, deleteTransfer)
            on(.post, path + "/{id}/accept", in: &table, acceptTransfer)
        }
    }

    private func transfer(
        _ call: BlockStorageCall,
        in state: borrowing BlockStorageState
    ) throws -> TransferRow {
        guard let row = state.transfers[call["id"]], sees(row.sourceProjectID, call.caller) else {
            throw BlockStorageError.missing("Transfer", call["id"])
        }
        return row
    }

    // MARK: - Showing

    private static func summary(_ row: TransferRow, _ call: BlockStorageCall) -> JSON {
        [
            "id": .string(row.id), "volume_id": .string(row.volumeID), "name": JSON(row.name),
            "links": call.links("os-volume-transfer", row.id),
        ]
    }

    private static func detail(_ row: TransferRow, _ call: BlockStorageCall, key: String? = nil) -> JSON {
        let created = key == nil ? row.created.stored : row.created.withoutZone
        var view: JSON.Object = [
            "id": .string(row.id), "created_at": .string(created), "name": JSON(row.name),
            "volume_id": .string(row.volumeID),
        ]
        if let key { view["auth_key"] = .string(key) }
        view["links"] = call.links("os-volume-transfer", row.id)
        if call.has(55) { view["no_snapshots"] = .bool(row.leavesSnapshots) }
        if call.has(57) {
            view["destination_project_id"] = .null
            view["source_project_id"] = .string(row.sourceProjectID)
            view["accepted"] = false
        }
        return .object(view)
    }

    private func showTransfer(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireReader("volume:get_transfer", call.caller)
        return call.answer(["transfer": Self.detail(try store.read { try transfer(call, in: $0) }, call)])
    }

    private func listTransfers(_ call: BlockStorageCall, isDetailed: Bool, isNew: Bool) throws -> ServiceResponse {
        try requireReader("volume:get_all_transfers", call.caller)
        var window = try ListWindow(call.query)
        if !isNew || !call.has(59) {
            window.marker = nil
            window.order = [("created_at", true), ("id", true)]
        }
        var filter = RowFilter<TransferRow>()
        for (name, value) in call.query.items
        where !ListWindow.parameters.contains(name) && name != "all_tenants" {
            switch name {
            case "name", "display_name": filter.require { $0.name == value }
            case "id": filter.require { $0.id == value }
            case "volume_id": filter.require { $0.volumeID == value }
            case "source_project_id": filter.require { $0.sourceProjectID == value }
            default: filter.refuseAll()
            }
        }
        let wanted = filter
        return try store.read { state in
            let (ids, _) = try window.page(
                of: rows(of: state.transfers, call),
                where: wanted.accepts,
                by: Self.transferKeys,
                missing: { .missing("Transfer", $0) }
            )
            let rows = ids.compactMap { state.transfers[$0] }
            var answer: JSON.Object = [
                "transfers": .array(
                    rows.map { isDetailed ? Self.detail($0, call) : Self.summary($0, call) }
                )
            ]
            answer["transfers_links"] = try call.nextLink("os-volume-transfer", last: ids.last, count: ids.count)
            return call.answer(.object(answer))
        }
    }

    private static let transferKeys: SortKeys<TransferRow> = [
        "id": { .text($0.id) }, "created_at": { SortValue($0.created) }, "name": { SortValue($0.name) },
        "display_name": { SortValue($0.name) }, "volume_id": { .text($0.volumeID) },
    ]

    // MARK: - Offering, taking

    private static func hash(_ key: String, _ salt: String) -> String {
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(key.utf8),
            using: SymmetricKey(data: Data(salt.utf8))
        )
        return Identifier.hex(code)
    }

    private func createTransfer(_ call: BlockStorageCall, isNew: Bool) throws -> ServiceResponse {
        let version = isNew ? call.version : RequestedVersion.least
        let given = try call.member("transfer", BackupSchemas.transfer(version))
        let leavesSnapshots = given["no_snapshots"]?.lenientBool ?? false
        let key = String(Identifier.hex().prefix(16))
        let salt = String(Identifier.hex().prefix(8))
        let now = clock.now
        let row = try store.write { state in
            let id = given["volume_id"]?.string ?? ""
            guard let volume = state.volumes[id], sees(volume.projectID, call.caller) else {
                throw BlockStorageError.missing("Volume", id)
            }
            try requireMember("volume:create_transfer", call.caller, of: volume.projectID)
            guard volume.status == "available" else {
                throw BlockStorageError.invalidVolume("status must be available")
            }
            if volume.encryptionKeyID != nil {
                guard isNew, call.has(70) else {
                    throw BlockStorageError.invalidVolume("transferring encrypted volume is not supported")
                }
                if leavesSnapshots {
                    throw BlockStorageError.invalidVolume(
                        "transferring an encrypted volume without its snapshots is not supported"
                    )
                }
            }
            if !leavesSnapshots, let busy = state.snapshots(of: id).first(where: { $0.status != "available" }) {
                throw BlockStorageError.invalidSnapshot("snapshot: \(busy.id) status must be available")
            }
            let row = TransferRow(
                id: Identifier.uuid(),
                volumeID: id,
                name: given["name"]?.string?.trimmingSpaces,
                hash: Self.hash(key, salt),
                salt: salt,
                leavesSnapshots: leavesSnapshots,
                sourceProjectID: volume.projectID,
                created: now
            )
            state.transfers.insert(row)
            state.update(volume: id, at: now) { $0.status = "awaiting-transfer" }
            return row
        }
        return call.answer(["transfer": Self.detail(row, call, key: key)], status: .accepted)
    }

    private func deleteTransfer(_ call: BlockStorageCall) throws -> ServiceResponse {
        let now = clock.now
        try store.write { state in
            let row = try transfer(call, in: state)
            try requireMember("volume:delete_transfer", call.caller, of: row.sourceProjectID)
            state.transfers[row.id] = nil
            if state.volumes[row.volumeID]?.status == "awaiting-transfer" {
                state.update(volume: row.volumeID, at: now) { $0.status = "available" }
            }
        }
        return call.done()
    }

    private func acceptTransfer(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("accept", BackupSchemas.accept)
        let key = given["auth_key"]?.string ?? given["auth_key"]?.pythonText ?? ""
        let now = clock.now
        let row = try store.write { state in
            try requireMember("volume:accept_transfer", call.caller)
            guard let project = call.caller.projectID else {
                throw BlockStorageError.forbidden("volume:accept_transfer")
            }
            guard let row = state.transfers[call["id"]] else {
                throw BlockStorageError.missing("Transfer", call["id"])
            }
            guard Self.hash(key, row.salt) == row.hash else {
                throw BlockStorageError.badRequest(
                    "Invalid auth key: Attempt to transfer \(row.id) with invalid auth key."
                )
            }
            guard let volume = state.volumes[row.volumeID] else {
                throw BlockStorageError.missing("Volume", row.volumeID)
            }
            let type = volume.typeID.flatMap { state.types[$0]?.name }
            let snapshots = row.leavesSnapshots ? [] : state.snapshots(of: volume.id)
            if let limit = state.limit("per_volume_gigabytes", of: project), limit >= 0, volume.size > limit {
                throw BlockStorageError.overLimit(
                    "Requested volume size \(volume.size)G is larger than maximum allowed limit \(limit)G."
                )
            }
            try state.reserve(
                QuotaUsage(volumes: 1, gigabytes: volume.size),
                project,
                typeName: type,
                for: .volumes
            )
            let size = snapshots.reduce(0) { $0 + $1.size }
            try state.reserve(
                QuotaUsage(gigabytes: size, snapshots: snapshots.count),
                project,
                typeName: type,
                for: .snapshots
            )
            state.update(volume: volume.id, at: now) { volume in
                volume.status = "available"
                volume.projectID = project
                volume.userID = call.caller.userID
            }
            for snapshot in snapshots {
                state.update(snapshot: snapshot.id, at: now) { snapshot in
                    snapshot.projectID = project
                    snapshot.userID = call.caller.userID
                }
            }
            state.transfers[row.id] = nil
            return row
        }
        return call.answer(["transfer": Self.summary(row, call)], status: .accepted)
    }
}
