/// How resizes and moves between hosts end.
extension ComputeService {
    func finishMove(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async throws {
        switch pending.step {
        case .resize(let uuid): try await finishResize(row, pending, uuid, at: time)
        case .confirmResize(let uuid):
            await release(uuid)
            try end(pending, of: row.id, at: time) { row, state in
                row.state = row.stateBefore ?? .active
                row.power = row.state == .stopped ? .shutdown : .running
                row.stateBefore = nil
                row.oldFlavor = nil
                row.oldHost = nil
                row.task = nil
                state.set("confirmed", of: uuid, at: time)
            }
        case .revertResize(let uuid): try await finishRevert(row, pending, uuid, at: time)
        case .liveMigrate(let uuid), .evacuate(let uuid): try await finishTransfer(row, pending, uuid, at: time)
        default: break
        }
    }

    private func migration(_ uuid: String) -> MigrationRow? {
        store.read { state in state.migrations.values.first { $0.uuid == uuid } }
    }

    private func finishResize(_ row: ServerRow, _ pending: PendingStep, _ uuid: String, at time: Timestamp) async throws
    {
        let target = migration(uuid)?.targetHost
        if target != row.host { await moveInterfaces(of: row, to: target) }
        try end(pending, of: row.id, at: time) { row, state in
            row.stateBefore = row.state
            row.state = .resized
            row.task = nil
            row.oldHost = row.host
            row.oldFlavor = row.flavor
            if let flavor = state.moves[uuid]?.flavor { row.flavor = flavor }
            row.host = target
            row.launched = time
            state.moves[uuid] = nil
            state.set("finished", of: uuid, at: time)
        }
    }

    private func finishRevert(_ row: ServerRow, _ pending: PendingStep, _ uuid: String, at time: Timestamp) async throws
    {
        await release(uuid)
        if let old = row.oldFlavor, let source = host(named: row.oldHost) {
            _ = await claim(old, for: row.id, on: source, of: row)
        }
        if row.oldHost != row.host { await moveInterfaces(of: row, to: row.oldHost) }
        try end(pending, of: row.id, at: time) { row, state in
            row.state = row.stateBefore ?? .active
            row.power = row.state == .stopped ? .shutdown : .running
            row.task = nil
            row.flavor = row.oldFlavor ?? row.flavor
            row.host = row.oldHost ?? row.host
            row.stateBefore = nil
            row.oldFlavor = nil
            row.oldHost = nil
            row.launched = time
            state.set("reverted", of: uuid, at: time)
        }
    }

    private func finishTransfer(
        _ row: ServerRow,
        _ pending: PendingStep,
        _ uuid: String,
        at time: Timestamp
    ) async throws {
        let target = migration(uuid)?.targetHost
        await moveInterfaces(of: row, to: target)
        await release(uuid)
        try end(pending, of: row.id, at: time) { row, state in
            row.task = nil
            row.host = target
            if case .evacuate = pending.step {
                if row.state != .stopped { row.state = row.stateBefore ?? .active }
                row.power = row.state == .stopped ? .shutdown : .running
                row.stateBefore = nil
                row.launched = time
                state.set("done", of: uuid, at: time)
            } else {
                state.set("completed", of: uuid, at: time)
            }
        }
    }
}

extension ComputeState {
    /// Notes how far a migration is.
    mutating func set(_ status: String, of uuid: String, at time: Timestamp) {
        guard var migration = migrations.values.first(where: { $0.uuid == uuid }) else { return }
        migration.status = status
        migration.updated = time
        migrations.insert(migration)
    }
}
