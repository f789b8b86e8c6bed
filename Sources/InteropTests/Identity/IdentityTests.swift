import Conformance

/// The tests of the identity service.
enum IdentityTests {
    static let classes: [any TestClass] = [
        APIDiscovery(), ApplicationCredentials(), Catalog(), DefaultDomain(), Projects(), Tokens(), UserPasswords(),
    ]
}
