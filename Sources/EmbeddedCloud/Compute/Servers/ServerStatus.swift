/// The one status clients see, made of what a server is and what is done to it.
enum ServerStatus {
    /// By state: the usual status, and those while something is done.
    private static let map: [ServerRow.State: (usual: String, tasks: [String: String])] = [
        .active: (
            "ACTIVE",
            [
                "rebooting": "REBOOT", "reboot_pending": "REBOOT", "reboot_started": "REBOOT",
                "rebooting_hard": "HARD_REBOOT", "reboot_pending_hard": "HARD_REBOOT",
                "reboot_started_hard": "HARD_REBOOT", "updating_password": "PASSWORD", "rebuilding": "REBUILD",
                "rebuild_block_device_mapping": "REBUILD", "rebuild_spawning": "REBUILD", "migrating": "MIGRATING",
                "resize_prep": "RESIZE", "resize_migrating": "RESIZE", "resize_migrated": "RESIZE",
                "resize_finish": "RESIZE",
            ]
        ),
        .building: ("BUILD", [:]),
        .stopped: (
            "SHUTOFF",
            [
                "resize_prep": "RESIZE", "resize_migrating": "RESIZE", "resize_migrated": "RESIZE",
                "resize_finish": "RESIZE", "rebuilding": "REBUILD", "rebuild_block_device_mapping": "REBUILD",
                "rebuild_spawning": "REBUILD",
            ]
        ),
        .resized: ("VERIFY_RESIZE", ["resize_reverting": "REVERT_RESIZE"]),
        .paused: ("PAUSED", ["migrating": "MIGRATING"]),
        .suspended: ("SUSPENDED", [:]),
        .rescued: ("RESCUE", [:]),
        .error: (
            "ERROR",
            ["rebuilding": "REBUILD", "rebuild_block_device_mapping": "REBUILD", "rebuild_spawning": "REBUILD"]
        ),
        .deleted: ("DELETED", [:]),
        .softDeleted: ("SOFT_DELETED", [:]),
        .shelved: ("SHELVED", [:]),
        .shelvedOffloaded: ("SHELVED_OFFLOADED", [:]),
    ]

    static func of(_ server: ServerRow) -> String {
        if server.deleted != nil { return "DELETED" }
        guard let entry = map[server.state] else { return "UNKNOWN" }
        return server.task.flatMap { entry.tasks[$0] } ?? entry.usual
    }

    /// What servers with one of the statuses are, and what is done to them; nil tasks for any.
    static func states(of statuses: [String]) -> (states: Set<ServerRow.State>, tasks: Set<String>?) {
        let wanted = Set(statuses.map { $0.lowercased() })
        var states: Set<ServerRow.State> = []
        var tasks: Set<String> = []
        var isAny = false
        for (state, entry) in map {
            if wanted.contains(entry.usual.lowercased()) {
                states.insert(state)
                isAny = true
            }
            for (task, status) in entry.tasks where wanted.contains(status.lowercased()) {
                states.insert(state)
                tasks.insert(task)
            }
        }
        return (states, isAny ? nil : tasks)
    }

    /// Statuses that come with a progress.
    static let progressing: Set<String> = ["ACTIVE", "BUILD", "REBUILD", "RESIZE", "VERIFY_RESIZE", "MIGRATING"]
}
