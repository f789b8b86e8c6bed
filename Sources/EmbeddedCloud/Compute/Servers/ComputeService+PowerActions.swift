import HTTPTypes
import Hummingbird

/// Starting, stopping and the like, each of which is over after a while.
extension ComputeService {
    func declarePowerActions(in table: inout ComputeRouteTable) {
        for action in Self.powerActions {
            table.action(action.name) { request in try await power(action, request) }
        }
        table.action("reboot", reboot)
        table.action("changePassword", changePassword)
        table.action("rescue", rescue)
        table.action("trigger_crash_dump", since: 17, triggerCrashDump)
        table.action("restore", restore)
        table.action("forceDelete", forceDelete)
    }

    /// An action that needs nothing but its name.
    struct PowerAction: Sendable {
        var name: String
        var rule: String
        /// As messages and the history name it.
        var called: String
        var event: String
        var states: Set<ServerRow.State>
        var task: String
        var step: ServerStep
        var transition: String
        /// Whether its member must be null.
        var isStrict = false
    }

    private static let powerActions: [PowerAction] = [
        PowerAction(
            name: "os-start",
            rule: "servers:start",
            called: "start",
            event: "compute_start_instance",
            states: [.stopped],
            task: "powering-on",
            step: .start,
            transition: "compute.server.start"
        ),
        PowerAction(
            name: "os-stop",
            rule: "servers:stop",
            called: "stop",
            event: "compute_stop_instance",
            states: [.active, .error],
            task: "powering-off",
            step: .stop,
            transition: "compute.server.stop"
        ),
        PowerAction(
            name: "pause",
            rule: "os-pause-server:pause",
            called: "pause",
            event: "compute_pause_instance",
            states: [.active],
            task: "pausing",
            step: .pause,
            transition: "compute.server.stop"
        ),
        PowerAction(
            name: "unpause",
            rule: "os-pause-server:unpause",
            called: "unpause",
            event: "compute_unpause_instance",
            states: [.paused],
            task: "unpausing",
            step: .unpause,
            transition: "compute.server.start"
        ),
        PowerAction(
            name: "suspend",
            rule: "os-suspend-server:suspend",
            called: "suspend",
            event: "compute_suspend_instance",
            states: [.active],
            task: "suspending",
            step: .suspend,
            transition: "compute.server.stop"
        ),
        PowerAction(
            name: "resume",
            rule: "os-suspend-server:resume",
            called: "resume",
            event: "compute_resume_instance",
            states: [.suspended],
            task: "resuming",
            step: .resume,
            transition: "compute.server.start"
        ),
        PowerAction(
            name: "unrescue",
            rule: "os-unrescue",
            called: "unrescue",
            event: "compute_unrescue_instance",
            states: [.rescued],
            task: "unrescuing",
            step: .unrescue,
            transition: "compute.server.start"
        ),
    ]

    private func power(_ action: PowerAction, _ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one(action.name, .any))
        let row = try knownServer(request, action.rule)
        if action.name == "os-start" || action.name == "os-stop", row.host == nil, row.state != .building {
            throw ComputeError.conflict("Instance \(row.id) is not ready")
        }
        return try begin(
            action.step,
            action.transition,
            on: row,
            ServerDemand(name: action.called, states: action.states),
            as: action.called,
            event: action.event,
            for: request
        ) { row, _ in row.task = action.task }
    }

    /// As ``server(_:_:_:orDeleted:)``, with what upstream says of ids it has never seen where it looks them up first.
    private func knownServer(_ request: ComputeRequest, _ rule: String) throws -> ServerRow {
        let isMapped = ["servers:start", "servers:stop"].contains(rule)
        if isMapped, store.read({ $0.servers[request["id"]] }) == nil {
            throw ComputeError.notFound("Instance \(request["id"]) has no mapping to a cell.")
        }
        return try server(request, rule)
    }

    // Compute API reference, “Reboot Server”.
    private func reboot(_ request: ComputeRequest) async throws -> ServiceResponse {
        let kinds: [JSON] = ["HARD", "Hard", "hard", "SOFT", "Soft", "soft"]
        let body = try request.body(
            ComputeSchema.one("reboot", .object(["type": .values(kinds)], required: ["type"]))
        )
        let isHard = body["reboot"]?["type"]?.string?.lowercased() == "hard"
        let row = try server(request, "servers:reboot")
        let hard: Set<String?> = [
            nil, "rebooting", "reboot_pending", "reboot_started", "resuming", "rebooting_hard", "reboot_pending_hard",
            "reboot_started_hard", "unpausing", "suspending", "pausing",
        ]
        return try begin(
            .reboot,
            "compute.server.reboot",
            on: row,
            ServerDemand(
                name: "reboot",
                states: isHard ? [.active, .stopped, .paused, .suspended, .error] : [.active],
                tasks: isHard ? hard : [nil]
            ),
            as: "reboot",
            event: "compute_reboot_instance",
            for: request
        ) { row, _ in
            row.task = isHard ? "rebooting_hard" : "rebooting"
            row.pending.removeAll()
        }
    }

    // Compute API reference, “Change Administrative Password”.
    private func changePassword(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(
            ComputeSchema.one("changePassword", .object(["adminPass": .string()], required: ["adminPass"]))
        )
        return try begin(
            .setPassword,
            "compute.server.reboot",
            on: try server(request, "os-admin-password"),
            ServerDemand(name: "changePassword", states: [.active]),
            as: "changePassword",
            event: "compute_set_admin_password",
            for: request
        ) { row, _ in row.task = "updating_password" }
    }

    // Compute API reference, “Rescue Server”.
    private func rescue(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(
            ComputeSchema.one(
                "rescue",
                .oneOf([.null, .object(["adminPass": .string(), "rescue_image_ref": ComputeSchema.uuid])])
            )
        )
        let row = try server(request, "os-rescue")
        let demand = ServerDemand(name: "rescue", states: [.active, .stopped, .error])
        try demand.check(row, request.caller)
        if let id = body["rescue"]?["rescue_image_ref"]?.string {
            do {
                _ = try await image(id, as: request.caller)
            } catch is PeerError {
                throw ComputeError.badRequest("Requested rescue image \(id) is not supported")
            }
        }
        try await checkVolumes(of: row, request)
        if row.startsFromVolume {
            throw ComputeError.badRequest(
                "Instance \(row.id) cannot be rescued: Cannot rescue a volume-backed instance"
            )
        }
        try begin(
            .rescue,
            "compute.server.start",
            on: row,
            demand,
            as: "rescue",
            event: "compute_rescue_instance",
            for: request
        ) { row, _ in row.task = "rescuing" }
        let password = body["rescue"]?["adminPass"]?.string ?? ServerOrder.password()
        return .json(["adminPass": .string(password)])
    }

    /// Throws 409 unless all its volumes are in use.
    func checkVolumes(of row: ServerRow, _ request: ComputeRequest) async throws {
        for volume in row.volumes {
            guard let id = volume.volumeID, let shown = try? await self.volume(id, as: account(of: row)) else {
                continue
            }
            if shown["status"]?.string != "in-use" {
                throw ComputeError.conflict(
                    "Invalid volume: volume '\(id)' status must be 'in-use'. Currently in "
                        + "'\(shown["status"]?.string ?? "")' status"
                )
            }
        }
    }

    // Compute API reference, “Trigger Crash Dump In Server”.
    private func triggerCrashDump(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("trigger_crash_dump", .null))
        return try act(
            on: try server(request, "servers:trigger_crash_dump"),
            ServerDemand(name: "trigger_crash_dump", states: [.active, .paused, .rescued, .resized, .error]),
            as: "trigger_crash_dump",
            event: "compute_trigger_crash_dump",
            for: request
        )
    }

    // Compute API reference, “Restore Soft-Deleted Instance”.
    private func restore(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("restore", .any))
        return try begin(
            .restore,
            "compute.server.start",
            on: try server(request, "os-deferred-delete:restore"),
            ServerDemand(name: "restore", states: [.softDeleted]),
            as: "restore",
            event: "compute_restore_instance",
            for: request
        ) { row, _ in row.task = "restoring" }
    }
}
