import HTTPTypes
import Hummingbird

extension ComputeService {
    /// What a policy rule lets whom do.
    enum Right { case read, write, administer }

    /// The server of the path, for somebody who may do to it what the rule is about.
    ///
    /// - Throws: 404 for a server that isn't there or not for the caller's eyes, 403 for one the caller may only look at.
    func server(
        _ request: ComputeRequest,
        _ rule: String,
        _ right: Right = .write,
        orDeleted: Bool = false
    ) throws -> ServerRow {
        let id = request["id"]
        let found = store.read { state in state.servers[id] }
        guard let found, orDeleted || found.deleted == nil, sees(found, request.caller) else {
            throw ComputeError.noServer(id)
        }
        try request.require(rule, isAllowed(right, found, request.caller))
        return found
    }

    /// Whether the caller may know of the server.
    func sees(_ server: ServerRow, _ caller: Caller) -> Bool {
        caller.isAdmin || caller.projectID == server.projectID
    }

    private func isAllowed(_ right: Right, _ server: ServerRow, _ caller: Caller) -> Bool {
        if caller.isAdmin { return true }
        guard caller.projectID == server.projectID else { return false }
        return switch right {
        case .read: caller.roles.contains("reader")
        case .write: caller.roles.contains("member")
        case .administer: false
        }
    }

    /// Changes one server; 404 if it has gone meanwhile.
    @discardableResult
    func change(
        _ id: String,
        at time: Timestamp? = nil,
        _ body: (inout ServerRow, inout ComputeState) throws -> Void
    ) throws -> ServerRow {
        let time = time ?? now
        return try store.write { state in
            guard var row = state.servers[id], row.deleted == nil else { throw ComputeError.noServer(id) }
            try body(&row, &state)
            row.updated = time
            state.servers.replace(row)
            return row
        }
    }

    // MARK: - Doing something to a server

    /// Begins something that takes a while, unless the server isn't as it must be; the answer is 202 without a body.
    @discardableResult
    func begin(
        _ step: ServerStep,
        _ transition: String,
        on server: ServerRow,
        _ demand: ServerDemand,
        as action: String,
        event: String,
        for request: ComputeRequest,
        _ body: (inout ServerRow, inout ComputeState) throws -> Void = { _, _ in }
    ) throws -> ServiceResponse {
        let pending = PendingStep(step: step, transition: transition, requestID: request.id)
        let time = now
        let row = try change(server.id, at: time) { row, state in
            try demand.check(row, request.caller)
            try body(&row, &state)
            row.pending.append(pending)
            state.note(action, event: event, of: row, for: request, at: time)
        }
        schedule(pending, of: row.id, from: time)
        return .empty(.accepted)
    }

    /// Does something to a server at once; the answer is 202 without a body.
    @discardableResult
    func act(
        on server: ServerRow,
        _ demand: ServerDemand,
        as action: String?,
        event: String? = nil,
        for request: ComputeRequest,
        _ body: (inout ServerRow, inout ComputeState) throws -> Void = { _, _ in }
    ) throws -> ServiceResponse {
        let time = now
        try change(server.id, at: time) { row, state in
            try demand.check(row, request.caller)
            try body(&row, &state)
            guard let action else { return }
            state.note(action, event: event, of: row, for: request, at: time)
            if event != nil { state.finish(request.id, of: row.id, host: row.host, error: nil, at: time) }
        }
        return .empty(.accepted)
    }

    /// Has a step happen when it is due.
    func schedule(_ pending: PendingStep, of server: String, from start: Timestamp?) {
        parts.transitions.after(pending.transition, from: start) { time in
            await perform(pending, of: server, at: time)
        }
    }
}

extension ComputeState {
    /// Writes down that something is done to a server.
    mutating func note(
        _ action: String,
        event: String?,
        of server: ServerRow,
        for request: ComputeRequest,
        at time: Timestamp
    ) {
        var history = histories[server.id] ?? ServerHistoryRow(id: server.id)
        var entry = ServerAction(
            requestID: request.id,
            name: action,
            userID: request.caller.userID,
            projectID: request.caller.projectID ?? server.projectID,
            started: time,
            updated: time
        )
        if let event { entry.events = [.init(name: event, started: time, host: server.host)] }
        history.actions.append(entry)
        histories.insert(history)
    }

    /// Writes down how it ended.
    mutating func finish(_ request: String?, of server: String, host: String?, error: String?, at time: Timestamp) {
        guard let request, var history = histories[server],
            let index = history.actions.lastIndex(where: { $0.requestID == request })
        else { return }
        history.actions[index].updated = time
        if error != nil { history.actions[index].message = "Error" }
        for number in history.actions[index].events.indices where history.actions[index].events[number].finished == nil
        {
            history.actions[index].events[number].finished = time
            history.actions[index].events[number].result = error == nil ? "Success" : "Error"
            history.actions[index].events[number].host = host ?? history.actions[index].events[number].host
            history.actions[index].events[number].details = error
        }
        histories.insert(history)
    }
}
