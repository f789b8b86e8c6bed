/// What a stack needs of a cloud, from its template alone.
public struct Requirements: Sendable {
    /// What it needs of one service.
    public struct Service: Sendable, Hashable {
        /// The service's type in the catalog: `compute`.
        public var type: String
        /// How many resources there are of each type, groups and nested templates counted with what is in them.
        public var resourceTypes: [String: Int]
        /// The requests that make, read and remove them, in order.
        public var operations: [RequiredOperation]
        /// The capabilities of the interoperability guidelines that stand for them, in order.
        public var capabilities: [String]
        /// The requests that no capability stands for, in order.
        public var operationsWithoutCapability: [RequiredOperation]
        /// The types of which more than the service is not known.
        public var typesWithoutOperations: [String]
    }

    /// What it needs of each service, in alphabetical order; identity is always among them.
    public var services: [Service]
    /// Resources that Heat has by itself, such as random strings and groups, by type.
    public var heatTypes: [String: Int]
    /// Types that nothing is known of.
    public var unknownTypes: [String]

    /// What a stack needs.
    public init(_ stack: Stack) {
        var counts: [String: Int] = [:]
        var unknown: Set<String> = []
        Self.count(stack, &counts, &unknown)
        unknownTypes = unknown.sorted()
        heatTypes = [:]
        var services: [String: [String: Int]] = ["identity": [:]]
        for (name, count) in counts {
            guard let service = ResourceType.named(name)?.service, service != "orchestration" else {
                heatTypes[name] = count
                continue
            }
            services[ResourceOperations.of(name)?.operations.first?.service ?? service, default: [:]][name] = count
        }
        self.services = services.sorted { $0.key < $1.key }.map { type, types in
            let known = types.keys.compactMap(ResourceOperations.of)
            var operations = Set(known.flatMap(\.operations))
            let covered = Set(known.filter { !$0.capabilities.isEmpty }.flatMap(\.operations))
            let uncovered = operations.subtracting(covered)
            var capabilities = Set(known.flatMap(\.capabilities))
            if type == "identity" {
                operations.insert(RequiredOperation(service: type, method: "POST", path: "/v3/auth/tokens"))
                capabilities.insert("identity-v3-tokens-create")
            }
            return Service(
                type: type,
                resourceTypes: types,
                operations: operations.sorted(),
                capabilities: capabilities.sorted(),
                operationsWithoutCapability: uncovered.sorted(),
                typesWithoutOperations: types.keys.filter { ResourceOperations.of($0) == nil }.sorted()
            )
        }
    }

    /// All capabilities, in order.
    public var capabilities: [String] { services.flatMap(\.capabilities).sorted() }

    private static func count(_ stack: Stack, _ counts: inout [String: Int], _ unknown: inout Set<String>) {
        for resource in stack.resources {
            switch resource.target {
            case .type(let type): counts[type.name, default: 0] += 1
            case .template: break
            case nil: unknown.insert(resource.definition.type)
            }
            if let nested = resource.nested { count(nested, &counts, &unknown) }
        }
    }
}
