import HeatTemplates
import OpenStack

/// A type of resource as the direct engine makes it, without Heat.
///
/// Kinds are values without state: what is known of a resource comes with every call.
protocol DirectKind: Sendable {
    /// Whether what it makes is in a cloud, and not only in the record of the deployment.
    var isInCloud: Bool { get }

    /// Asks for a resource.
    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource

    /// Finds a resource by the name it was ordered by, when it is not known whether the order was carried out.
    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource?

    /// Whether a resource is what was asked for by now.
    ///
    /// - Throws: when it never will be, with the service's own reason.
    func isReady(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool

    /// Does what is left to do once a resource is ready.
    func finish(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure)

    /// Whether a resource can get other values for some of its properties without being replaced.
    func canChange(_ names: Set<String>) -> Bool

    /// Whether the old resource must be gone before another one can take its place.
    var isExclusive: Bool { get }

    /// Makes a resource give up what another one in its place needs; it is kept until that one is complete.
    func yield(_ resource: MadeResource, to order: ResourceOrder) async throws(DeploymentFailure)

    /// Gives back to a resource what it has given up.
    func restore(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure)

    /// Gives a resource other values for properties that ``canChange(_:)`` permits.
    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure)

    /// Removes what an order may have left behind of which no resource is known.
    func clear(_ order: ResourceOrder) async throws(DeploymentFailure)

    /// Asks for a resource to be removed; that it is gone already is as good.
    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure)

    /// Whether a resource that was to be removed is gone.
    func isGone(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool

    /// What `get_resource` stands for.
    func reference(to resource: MadeResource) -> TemplateValue

    /// What the service says of a resource: everything that attributes come from.
    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON

    /// An attribute, as Heat gives it; `null` when there is none.
    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue
}

extension DirectKind {
    var isInCloud: Bool { true }
    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? { nil }
    func isReady(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool { true }
    func finish(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {}
    func canChange(_ names: Set<String>) -> Bool { false }
    var isExclusive: Bool { false }
    func yield(_ resource: MadeResource, to order: ResourceOrder) async throws(DeploymentFailure) {}
    func restore(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {}
    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure) {}
    func clear(_ order: ResourceOrder) async throws(DeploymentFailure) {
        if let found = try await find(order) { try await remove(found, in: order.cloud) }
    }
    func isGone(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool { true }
    func reference(to resource: MadeResource) -> TemplateValue { .string(resource.id) }
    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON { .null }
    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        name == "show" ? TemplateValue(shown) : TemplateValue(shown[name])
    }
}

/// What a resource is to be.
struct ResourceOrder: Sendable {
    /// The name that it gets unless the template gives it one; nothing else in the cloud has it.
    var name: String
    /// Its properties.
    var properties: TypedProperties
    /// The metadata of the resource in the template.
    var metadata: TemplateMap
    let cloud: CloudAccess

    /// The id of a thing that a property names.
    func id(of thing: NamedThing, _ names: String...) async throws(DeploymentFailure) -> String? {
        guard let text = names.lazy.compactMap({ properties.text($0) }).first else { return nil }
        return try await thing.id(of: text, in: cloud)
    }
}

/// A resource that exists, or that a service has begun to make.
struct MadeResource: Sendable, Hashable {
    /// Its id in the cloud.
    var id: String
    /// What else must be known of it later.
    var data: [String: JSON] = [:]
    /// What must be known of it later, and is kept where only the owner can read it.
    var secrets: [String: JSON] = [:]

    /// A text of the data.
    func text(_ name: String) -> String? { data[name]?.string }

    /// A text of the secrets.
    func secret(_ name: String) -> String? { secrets[name]?.string }
}
