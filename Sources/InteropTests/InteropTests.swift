public import Conformance

/// The conformance tests of FITS, every one of them.
public enum InteropTests {
    /// All tests of all services.
    public static let suite: TestSuite = TestSuite(
        IdentityTests.classes + ImageTests.classes + BlockStorageTests.classes
            + ComputeTests.classes + NetworkTests.classes + ObjectStorageTests.classes,
        responseCheck: ResponseSchemas(
            BlockStorageTests.schemas + ComputeTests.schemas + NetworkTests.schemas + ObjectStorageTests.schemas
        )
    )
}
