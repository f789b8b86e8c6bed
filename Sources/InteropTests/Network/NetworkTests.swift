import Conformance

/// The tests of the network service.
enum NetworkTests {
    static let classes: [any TestClass] = []

    /// None: Tempest has no schemas for this service, so the tests say all that is checked.
    static let schemas: [ResponseSchemas.Rule] = []
}
