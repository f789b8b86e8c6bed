import HeatTemplates

/// What resources need without their template saying so, because services would refuse them otherwise; Heat knows it,
/// too.
enum ImplicitDependencies {
    /// The resources of a stack with all that they depend on.
    static func resources(of stack: Stack) -> [StackResource] {
        let subnets = stack.resources.filter { $0.type?.name == "OS::Neutron::Subnet" }
        let interfaces = stack.resources.filter { $0.type?.name == "OS::Neutron::RouterInterface" }
        guard !subnets.isEmpty || !interfaces.isEmpty else { return stack.resources }
        let names = Set(stack.resources.map(\.name))
        let networks = Set(stack.resources.lazy.filter { $0.type?.name == "OS::Neutron::Net" }.map(\.name))
        let resources = stack.resources.map { resource -> StackResource in
            var needed: [String] = []
            switch resource.type?.name {
            case "OS::Neutron::Port", "OS::Nova::Server":
                // Addresses come from the subnets of the network.
                let own = networks.intersection(resource.dependencies)
                needed = subnets.filter { !own.isDisjoint(with: $0.dependencies) }.map(\.name)
            case "OS::Neutron::FloatingIP", "OS::Neutron::FloatingIPAssociation":
                // A port can be reached from outside only when its subnet is at a router.
                needed = interfaces.map(\.name)
            default: break
            }
            var complete = resource
            complete.dependencies += needed.filter {
                $0 != resource.name && names.contains($0) && !resource.dependencies.contains($0)
            }
            return complete
        }
        let graph = DependencyGraph(resources.map { ($0.name, $0.dependencies) })
        return graph.cycles.isEmpty ? resources : stack.resources
    }
}
