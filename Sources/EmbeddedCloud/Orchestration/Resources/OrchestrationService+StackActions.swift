import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareStackActions(in table: inout RouteTable) {
        table.on(.post, "/v1/{tenant}/stacks/{stack}/{id}/actions", actOnStack)
    }

    private static let actions = ["suspend", "resume", "check", "cancel_update", "cancel_without_rollback"]

    // Orchestration API reference, “Perform action on a stack”: the body has one member, the action.
    private func actOnStack(_ request: ServiceRequest) async throws -> ServiceResponse {
        let body = try await document(request)
        guard let action = body.names.first else { throw OrchestrationError.badRequest("No action specified") }
        guard body.names.count == 1 else { throw OrchestrationError.badRequest("Multiple actions specified") }
        guard Self.actions.contains(action) else {
            throw OrchestrationError.badRequest("Invalid action \(action) specified")
        }
        let caller = try authorize(request, "actions:\(action)", action == "check" ? .reader : .member)
        let stack = try stack(request, caller)
        try await inTurn(stack.id) {
            guard let stack = store.read({ $0.stacks[stack.id] }), !stack.isDeleted else {
                throw OrchestrationError.noStack(stack.name)
            }
            switch action {
            case "suspend": if stack.state != "SUSPEND_COMPLETE" { try begin(.suspend, stack.id) }
            case "resume": if stack.state != "RESUME_COMPLETE" { try begin(.resume, stack.id) }
            case "check": try begin(.check, stack.id)
            default: try cancel(stack, withRollback: action == "cancel_update")
            }
        }
        return .text("null", type: "application/json", status: .ok)
    }

    private func cancel(_ stack: StackRow, withRollback: Bool) throws {
        let actions: [StackRow.Action] = withRollback ? [.update] : [.update, .create]
        guard stack.isInProgress, actions.contains(stack.action) else {
            throw OrchestrationError.notSupported("Cancelling update when stack is \(stack.state)")
        }
        if withRollback {
            rollBack(stack, reason: "")
            return
        }
        let now = now
        try store.write { state in
            guard var row = state.stacks[stack.id] else { return }
            row.status = .failed
            row.reason = "User cancelled operation"
            row.traversal += 1
            state.stacks.insert(row)
            state.add(Self.event(of: row, now))
            for var resource in state.resources(of: row.id) where resource.status == .inProgress {
                resource.status = .failed
                resource.reason = "User cancelled operation"
                state.insert(resource)
            }
        }
    }
}
