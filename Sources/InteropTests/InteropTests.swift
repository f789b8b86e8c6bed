public import Conformance

/// The conformance tests of FITS, every one of them.
public enum InteropTests {
    /// All tests of all services.
    public static let suite: TestSuite = TestSuite(identity + image)

    /// The classes of tests of the identity service.
    private static let identity: [any TestClass] = [
        APIDiscovery(), ApplicationCredentials(), Catalog(), DefaultDomain(), Projects(), Tokens(), UserPasswords(),
    ]

    /// The classes of tests of the image service.
    private static let image: [any TestClass] = [
        BasicImageOperations(), ImageLists(), ImageRefusals(), ImageTags(), ImageTagRefusals(),
    ]
}
