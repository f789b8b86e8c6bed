import HeatTemplates
import OpenStack

/// A type whose resources are those of a collection, but for some things; what it does not say of itself is so as the
/// collection has it.
protocol CollectionVariant: DirectKind {
    /// The collection.
    var kind: CollectionKind { get }
}

extension CollectionVariant {
    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        try await kind.create(order)
    }

    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? { try await kind.find(order) }

    func isReady(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        try await kind.isReady(resource, in: cloud)
    }

    func finish(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {
        try await kind.finish(resource, order)
    }

    func canChange(_ names: Set<String>) -> Bool { kind.canChange(names) }

    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure) {
        try await kind.update(resource, order, changed: changed)
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        try await kind.remove(resource, in: cloud)
    }

    func isGone(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        try await kind.isGone(resource, in: cloud)
    }

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        try await kind.show(resource, in: cloud)
    }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        kind.attribute(name, of: resource, shown: shown)
    }
}
