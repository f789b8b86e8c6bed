import HTTPTypes
import Hummingbird

/// Locks, and what administrators may do to servers.
extension ComputeService {
    func declareAdminActions(in table: inout ComputeRouteTable) {
        table.action("lock", lock)
        table.action("unlock", unlock)
        table.action("os-resetState", resetState)
        table.action("injectNetworkInfo", injectNetworkInfo)
        table.action("resetNetwork") { _ in
            throw ComputeError(
                .gone,
                "This resource is no longer available. No forwarding address is given."
            )
        }
    }

    /// No state keeps a lock from being put on.
    private static let always = ServerDemand(
        name: "lock",
        states: nil,
        tasks: nil,
        mustHaveLaunched: false,
        mindsLock: false
    )

    // Compute API reference, “Lock Server”.
    private func lock(_ request: ComputeRequest) async throws -> ServiceResponse {
        let content: RequestSchema =
            request.minor >= 73 ? .oneOf([.null, .object(["locked_reason": .string(.init(1, 255))])]) : .any
        let body = try request.body(ComputeSchema.one("lock", content))
        let row = try server(request, "os-lock-server:lock")
        return try act(on: row, Self.always, as: "lock", for: request) { row, _ in
            row.lockedBy = row.projectID == request.caller.projectID ? "owner" : "admin"
            row.lockReason = request.minor >= 73 ? body["lock"]?["locked_reason"]?.string : nil
        }
    }

    // Compute API reference, “Unlock Server”.
    private func unlock(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("unlock", .any))
        let row = try server(request, "os-lock-server:unlock")
        if row.lockedBy == "admin" {
            try request.require("os-lock-server:unlock:unlock_override", request.caller.isAdmin)
        }
        return try act(on: row, Self.always, as: "unlock", for: request) { row, _ in
            row.lockedBy = nil
            row.lockReason = nil
        }
    }

    // Compute API reference, “Reset Server State”.
    private func resetState(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(
            ComputeSchema.one(
                "os-resetState",
                .object(["state": .values(["active", "error"])], required: ["state"])
            )
        )
        let row = try server(request, "os-admin-actions:reset_state", .administer)
        return try act(on: row, Self.always, as: "resetState", for: request) { row, _ in
            row.state = body["os-resetState"]?["state"]?.string == "error" ? .error : .active
            row.task = nil
        }
    }

    private func injectNetworkInfo(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("injectNetworkInfo", .any))
        let row = try server(request, "os-admin-actions:inject_network_info", .administer)
        return try act(
            on: row,
            ServerDemand(name: "inject_network_info", states: nil, tasks: nil, mustHaveLaunched: false),
            as: nil,
            for: request
        )
    }
}
