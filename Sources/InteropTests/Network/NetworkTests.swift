import Conformance

/// The tests of the network service.
enum NetworkTests {
    static let classes: [any TestClass] = [
        FloatingIPRefusals(), FloatingIPs(), IPv6Addresses(), NetworkVersions(), Networks(), Ports(), RouterGateways(),
        RouterRefusals(), Routers(), SecurityGroupRefusals(), SecurityGroups(), SubnetAttributes(), SubnetPools(),
    ]

    /// None: Tempest has no schemas for this service, so the tests say all that is checked.
    static let schemas: [ResponseSchemas.Rule] = []
}
