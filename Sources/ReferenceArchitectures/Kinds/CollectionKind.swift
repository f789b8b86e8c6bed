import HeatTemplates
import OpenStack

/// A type whose resources are made by one request to a collection, shown and removed by others.
///
/// It is a description: which property becomes which member of the request, and how states are told apart.
struct CollectionKind: DirectKind {
    let service: CloudAccess.Service
    let path: [String]
    /// What the API puts around one resource.
    let envelope: String
    /// The properties that have a place in the request.
    let fields: [Field]
    /// Whether a resource without a name of its own gets one.
    var isNamed = true
    /// The statuses of a resource that is still being made.
    var unfinished: Set<String> = []
    /// Whether resources have tags that a request of their own sets.
    var hasTags = false
    /// Whether deleting takes a while.
    var isRemovedSlowly = false
    /// Attributes whose values Heat writes as text.
    var textAttributes: Set<String> = []
    /// Attributes that are members of other names.
    var renamedAttributes: [String: String] = [:]

    /// A property and its place in the request.
    struct Field: Sendable {
        /// The names that the property has, the present one first.
        let properties: [String]
        /// The name of the member.
        let member: String
        var thing: NamedThing?
        var usual: JSON?
        /// Whether maps in the value name things by `network` and `subnet`.
        var hasNames = false
        /// Whether an update may send it.
        var isUpdatable = true

        /// A property that goes into the request as it is.
        static func plain(_ name: String, as member: String? = nil, usual: JSON? = nil, fixed: Bool = false) -> Field {
            Field(properties: [name], member: member ?? name, usual: usual, isUpdatable: !fixed)
        }

        /// A property that names a thing, of which the request wants the id.
        static func id(of thing: NamedThing, _ names: String..., as member: String) -> Field {
            Field(properties: names, member: member, thing: thing)
        }

        /// A property whose maps name networks and subnets.
        static func naming(_ name: String) -> Field { Field(properties: [name], member: name, hasNames: true) }
    }

    private func value(
        of field: Field,
        _ order: ResourceOrder
    ) async throws(DeploymentFailure) -> JSON? {
        guard let value = order.properties.value(field.properties) else { return field.usual }
        if let thing = field.thing {
            if let elements = value.list {
                var ids: [JSON] = []
                for element in elements where !element.isNull {
                    ids.append(.string(try await thing.id(of: element.plainText, in: order.cloud)))
                }
                return .array(ids)
            }
            let text = value.plainText
            return text.isEmpty ? nil : .string(try await thing.id(of: text, in: order.cloud))
        }
        return field.hasNames ? try await naming(JSON(value), in: order.cloud) : JSON(value)
    }

    /// The value with ids in place of names, and without what is null.
    private func naming(_ value: JSON, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        switch value {
        case .array(let elements):
            var all: [JSON] = []
            for element in elements { all.append(try await naming(element, in: cloud)) }
            return .array(all)
        case .object(let members):
            var all: [String: JSON] = [:]
            for (key, member) in members where !member.isNull {
                switch (key, member.string) {
                case ("network", let text?):
                    all["network_id"] = .string(try await NamedThing.network.id(of: text, in: cloud))
                case ("subnet", let text?), ("subnet_id", let text?):
                    all["subnet_id"] = .string(try await NamedThing.subnet.id(of: text, in: cloud))
                default: all[key] = try await naming(member, in: cloud)
                }
            }
            return .object(all)
        default: return value
        }
    }

    private func body(
        _ order: ResourceOrder,
        changed: Set<String>? = nil
    ) async throws(DeploymentFailure) -> [String: JSON] {
        var body: [String: JSON] = [:]
        for field in fields {
            if let changed {
                guard field.isUpdatable, !changed.isDisjoint(with: field.properties) else { continue }
                body[field.member] = try await value(of: field, order) ?? .null
            } else if let value = try await value(of: field, order) {
                body[field.member] = value
            }
        }
        if changed == nil, isNamed, body["name"] == nil { body["name"] = .string(order.name) }
        if changed?.contains("value_specs") ?? true, let extra = order.properties["value_specs"].map({ JSON($0) }) {
            body.merge(extra.object ?? [:]) { _, last in last }
        }
        return body
    }

    // MARK: - Making

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        let body = try await body(order)
        let made = try await order.cloud.send(service, .post, path, json: .object([envelope: .object(body)]))[envelope]
        guard let id = made["id"].string else { throw DeploymentFailure("the service does not say what it made") }
        return MadeResource(id: id, data: body["name"].map { ["name": $0] } ?? [:])
    }

    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? {
        guard isNamed, order.properties["name"] == nil else { return nil }
        let list = try await order.cloud.send(service, .get, path, query: [("name", order.name)])
        let resources = list.object?.values.lazy.compactMap(\.array).first ?? []
        let found = resources.first { $0["name"].string == order.name }?["id"].string
        return found.map { MadeResource(id: $0, data: ["name": .string(order.name)]) }
    }

    func isReady(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        guard !unfinished.isEmpty else { return true }
        let status = try await show(resource, in: cloud)["status"].string ?? ""
        if status.lowercased().hasPrefix("error") {
            throw DeploymentFailure("the \(envelope) went into the status \(status)")
        }
        return !unfinished.contains(status)
    }

    func finish(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {
        guard hasTags, let tags = order.properties["tags"] else { return }
        try await order.cloud.send(service, .put, path + [resource.id, "tags"], json: ["tags": JSON(tags)])
    }

    func canChange(_ names: Set<String>) -> Bool {
        names.isSubset(of: fields.filter(\.isUpdatable).flatMap(\.properties) + ["value_specs", "tags"])
    }

    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure) {
        let body = try await body(order, changed: changed)
        if !body.isEmpty {
            try await order.cloud.send(
                service,
                .put,
                path + [resource.id],
                json: .object([envelope: .object(body)])
            )
        }
        if changed.contains("tags") { try await finish(resource, order) }
    }

    // MARK: - Removing

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        try await cloud.remove(service, path + [resource.id])
    }

    func isGone(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        guard isRemovedSlowly else { return true }
        guard let shown = try await cloud.look(service, path + [resource.id]) else { return true }
        let status = shown[envelope]["status"].string ?? ""
        if status.hasPrefix("error_") { throw DeploymentFailure("the \(envelope) went into the status \(status)") }
        return false
    }

    // MARK: - Showing

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        try await cloud.send(service, .get, path + [resource.id])[envelope]
    }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        if name == "show" { return TemplateValue(shown) }
        let value = TemplateValue(shown[renamedAttributes[name] ?? name])
        guard textAttributes.contains(name), !value.isNull else { return value }
        if case .bool(let flag) = value { return .string(flag ? "True" : "False") }
        return .string(value.plainText)
    }
}
