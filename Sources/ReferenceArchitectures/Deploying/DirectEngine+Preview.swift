public import HeatTemplates
import OpenStack

/// What an update would do to a resource.
public struct PlannedChange: Sendable, Hashable {
    /// Where it is.
    public var path: ResourcePath
    /// Its type.
    public var type: String
    /// What would be done.
    public var kind: Kind
    /// The properties with other values, in order.
    public var properties: [String]

    /// What can be done to a resource.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case added, updated, replaced, deleted, unchanged
    }
}

extension DirectEngine {
    /// What deploying a stack would do; nothing is changed.
    ///
    /// What depends on a resource that would be replaced counts as changed.
    public func preview(_ stack: Stack) async throws(DeploymentFailure) -> [PlannedChange] {
        let record = await journal.record
        let pass = DeploymentPass()
        var changes = try await changes(
            in: DeploymentScope(stack: stack, place: ResourcePath([]), group: nil),
            record,
            pass
        )
        let present = Set(changes.map(\.path))
        for resource in record.resources where !resource.isSuperseded && !present.contains(resource.key.path) {
            changes.append(
                PlannedChange(path: resource.key.path, type: resource.plan.type, kind: .deleted, properties: [])
            )
        }
        return changes
    }

    /// Learns what is there of a deployment, as far as its template is the one that it was made with.
    func learn(_ scope: DeploymentScope, in pass: DeploymentPass) async {
        _ = try? await changes(in: scope, await journal.record, pass)
    }

    private func changes(
        in scope: DeploymentScope,
        _ record: DeploymentRecord,
        _ pass: DeploymentPass
    ) async throws(DeploymentFailure) -> [PlannedChange] {
        var changes: [PlannedChange] = []
        for name in scope.stack.graph.waves.flatMap({ $0 }) {
            guard let resource = scope.stack.resource(name) else { continue }
            changes += try await self.changes(of: resource, in: scope, record, pass)
        }
        return changes
    }

    private func changes(
        of resource: StackResource,
        in scope: DeploymentScope,
        _ record: DeploymentRecord,
        _ pass: DeploymentPass
    ) async throws(DeploymentFailure) -> [PlannedChange] {
        let path = scope.path(of: resource.name)
        let type = resource.type?.name ?? resource.definition.type
        var change = PlannedChange(path: path, type: type, kind: .unchanged, properties: [])
        let properties = try await resolved(in: scope, pass) { values throws(ResolutionError) in
            try scope.stack.properties(of: resource, with: values)
        }
        if let nested = try nestedStack(in: resource, of: scope, properties) {
            let inner = DeploymentScope(stack: nested, place: path, group: resource.type?.name)
            let within = try await changes(in: inner, record, pass)
            if record.resource(at: path) == nil {
                change.kind = .added
            } else if within.contains(where: { $0.kind != .unchanged })
                || record.hasOthers(in: path, than: within.map(\.path))
            {
                change.kind = .updated
            }
            // Outputs and references are what they were only where nothing within is new.
            if change.kind == .unchanged { pass.known[path] = .nested(inner) }
            return [change] + within
        }
        guard let kind = DirectKinds.named(type) else {
            throw DeploymentFailure("\(path): only Heat can make resources of the type \(type)")
        }
        guard let existing = record.resource(at: path) else {
            change.kind = .added
            return [change]
        }
        let changed = journal.digests.changes(of: existing, to: properties)
        change.properties = changed.sorted()
        let made = existing.made
        if existing.plan.type != type || existing.state != .complete || made == nil {
            change.kind = .replaced
        } else if !changed.isEmpty {
            change.kind = resource.permitsChange(of: changed, kind) ? .updated : .replaced
        }
        if change.kind != .replaced, let made { pass.known[path] = .made(kind, made) }
        return [change]
    }
}

extension DeploymentRecord {
    /// Whether there are resources in another one besides those at some paths.
    fileprivate func hasOthers(in path: ResourcePath, than paths: [ResourcePath]) -> Bool {
        let known = Set(paths)
        return resources.contains { $0.key.path.parent == path && !known.contains($0.key.path) }
    }
}
