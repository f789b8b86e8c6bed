/// Something that happens to a server after a while.
enum ServerStep: Codable, Sendable {
    case build
    /// While volumes it starts from are made.
    case awaitVolumes
    case delete
    case start, stop, pause, unpause, suspend, resume
    case reboot
    case rebuild
    case resize(migration: String)
    case confirmResize(migration: String)
    case revertResize(migration: String)
    case liveMigrate(migration: String)
    case evacuate(migration: String)
    case snapshot(image: String)
    case backup(image: String, kind: String, rotation: Int)
    /// Of a server that starts from a volume.
    case snapshotOfVolumes
    case shelve(image: String?)
    case offload
    case unshelve
    case rescue, unrescue
    case setPassword
    case restore
    case attachVolume(String)
    case detachVolume(String)
    case swapVolume(old: String, new: String)
    case detachInterface(String)
}

/// What a server must be for something to be done to it.
struct ServerDemand: Sendable {
    /// The action, as messages name it.
    var name: String
    /// Nil for any.
    var states: Set<ServerRow.State>?
    /// Nil for any; a nil element stands for no task.
    var tasks: Set<String?>? = [nil]
    /// Whether it must have been running once.
    var mustHaveLaunched = true
    /// Whether a lock keeps it from happening.
    var mindsLock = true

    /// Throws 409 unless the server is so.
    func check(_ server: ServerRow, _ caller: Caller) throws {
        if mindsLock, server.lockedBy != nil, !caller.isAdmin {
            throw ComputeError.conflict("Instance \(server.id) is locked")
        }
        if let states, !states.contains(server.state) {
            throw Self.conflict(name, server.id, "vm_state", server.state.rawValue)
        }
        if let tasks, !tasks.contains(server.task) {
            throw Self.conflict(name, server.id, "task_state", server.task ?? "None")
        }
        if mustHaveLaunched, server.launched == nil {
            throw ComputeError.conflict("Instance \(server.id) is in an invalid state for '\(name)'")
        }
    }

    static func conflict(_ name: String, _ id: String, _ attribute: String, _ value: String) -> ComputeError {
        .conflict("Cannot '\(name)' instance \(id) while it is in \(attribute) \(value)")
    }
}
