/// Something that many tests read and none changes; made when the first test asks, removed when the run ends.
public struct SharedFixture<Value: Sendable>: Sendable {
    /// The fixture's name, unique among all fixtures.
    public let name: String
    let make: @Sendable (TestContext) async throws -> Value

    /// Describes a fixture.
    public init(_ name: String, make: @escaping @Sendable (TestContext) async throws -> Value) {
        self.name = name
        self.make = make
    }
}

/// Something that tests change and leave as they found it, lent to one test at a time.
///
/// It is made when a test asks while none is idle. From a test that did not pass it is not taken back but removed.
public struct LentFixture<Value: Sendable>: Sendable {
    /// The fixture's name, unique among all fixtures.
    public let name: String
    let make: @Sendable (TestContext) async throws -> Value

    /// Describes a fixture.
    public init(_ name: String, make: @escaping @Sendable (TestContext) async throws -> Value) {
        self.name = name
        self.make = make
    }
}
