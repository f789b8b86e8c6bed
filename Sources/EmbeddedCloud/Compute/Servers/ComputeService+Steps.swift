extension ComputeService {
    /// Lets what was under way when the process ended come to its end.
    func resumeServers() {
        let waiting = store.read { state in
            state.servers.values.flatMap { row in row.deleted == nil ? row.pending.map { (row.id, $0) } : [] }
        }
        for (id, pending) in waiting { schedule(pending, of: id, from: nil) }
    }

    /// Does what is due, unless it has been called off.
    func perform(_ pending: PendingStep, of id: String, at time: Timestamp) async {
        guard let row = waiting(for: pending, id) else { return }
        do {
            switch pending.step {
            case .build: await build(row, pending, at: time)
            case .awaitVolumes: await awaitVolumes(row, pending, at: time)
            case .delete: await finishDelete(row, pending, at: time)
            case .start, .stop, .pause, .unpause, .suspend, .resume, .reboot, .rescue, .unrescue, .setPassword,
                .restore:
                try finishPower(row, pending, at: time)
            case .rebuild: try finishRebuild(row, pending, at: time)
            case .resize, .confirmResize, .revertResize, .liveMigrate, .evacuate:
                try await finishMove(row, pending, at: time)
            case .snapshot, .backup, .snapshotOfVolumes: try await finishSnapshot(row, pending, at: time)
            case .shelve, .offload, .unshelve: try await finishShelve(row, pending, at: time)
            case .attachVolume, .detachVolume, .swapVolume: try await finishVolume(row, pending, at: time)
            case .detachInterface(let port): try await finishDetach(port, from: row, pending, at: time)
            }
        } catch {
            let reason = (error as? PeerError)?.message ?? ""
            _ = try? end(pending, of: id, at: time, error: reason) { row, _ in row.task = nil }
        }
    }

    /// The server, if the step is still to happen to it.
    func waiting(for pending: PendingStep, _ id: String) -> ServerRow? {
        store.read { state in
            guard let row = state.servers[id], row.deleted == nil, row.pending.contains(where: { $0.id == pending.id })
            else { return nil }
            return row
        }
    }

    /// Writes down how a step ended; does nothing if it has been called off meanwhile.
    ///
    /// - Returns: whether it was still to happen.
    @discardableResult
    func end(
        _ pending: PendingStep,
        of id: String,
        at time: Timestamp,
        error: String? = nil,
        _ body: (inout ServerRow, inout ComputeState) throws -> Void
    ) throws -> Bool {
        try store.write { state in
            guard var row = state.servers[id], row.deleted == nil,
                let index = row.pending.firstIndex(where: { $0.id == pending.id })
            else { return false }
            row.pending.remove(at: index)
            try body(&row, &state)
            row.updated = time
            state.servers.replace(row)
            state.finish(pending.requestID, of: id, host: row.host, error: error, at: time)
            return true
        }
    }

    /// Puts another step in the place of one that is done.
    func follow(_ pending: PendingStep, with step: ServerStep, _ transition: String, of id: String, at time: Timestamp)
    {
        let next = PendingStep(step: step, transition: transition, requestID: pending.requestID)
        let isNoted = try? store.write { state in
            guard var row = state.servers[id], let index = row.pending.firstIndex(where: { $0.id == pending.id }) else {
                return false
            }
            row.pending[index] = next
            state.servers.replace(row)
            return true
        }
        if isNoted == true { schedule(next, of: id, from: time) }
    }

    // MARK: - Power and the like

    private func finishPower(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) throws {
        try end(pending, of: row.id, at: time) { row, _ in
            row.task = nil
            switch pending.step {
            case .start, .unpause, .resume, .reboot, .restore:
                row.state = .active
                row.power = .running
                if case .start = pending.step { row.launched = time }
                if case .restore = pending.step {
                    row.state = row.stateBefore ?? .active
                    row.power = row.state == .stopped ? .shutdown : .running
                    row.stateBefore = nil
                }
            case .stop:
                row.state = .stopped
                row.power = .shutdown
            case .pause:
                row.state = .paused
                row.power = .paused
            case .suspend:
                row.state = .suspended
                row.power = .shutdown
            case .rescue:
                row.stateBefore = row.state
                row.state = .rescued
                row.power = .running
                row.launched = time
            case .unrescue:
                row.state = .active
                row.power = .running
                row.stateBefore = nil
            default: break
            }
        }
    }
}
