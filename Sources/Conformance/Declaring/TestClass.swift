public import OpenStack

/// Tests that share a class name in Tempest and most of their needs.
///
/// A value, not a type with state: a class that exists twice (for IPv4 and IPv6) is two values of one type.
public protocol TestClass: Sendable {
    /// Tempest's full class name: `tempest.api.image.v2.test_images.BasicOperationsImagesTest`.
    var name: String { get }
    /// What every test of the class needs.
    var requirements: [Requirement] { get }

    /// Declares the tests.
    func declare(in tests: inout TestDeclarations)
}

/// Collects the tests of one class.
public struct TestDeclarations {
    private let className: String
    private let requirements: [Requirement]
    private(set) var tests: [ConformanceTest] = []

    init(_ testClass: some TestClass) {
        className = testClass.name
        requirements = testClass.requirements
    }

    /// Declares one test.
    ///
    /// - Parameters:
    ///   - id: the idempotent id, as Tempest has it.
    ///   - method: the method's name, as Tempest has it.
    ///   - summary: what the API promises, one sentence.
    ///   - attributes: Tempest's attributes besides the id.
    ///   - needs: what this test needs besides what its class needs.
    ///   - uses: how much of what is limited it uses.
    ///   - usesUp: what it takes for good, after those who use it.
    ///   - remark: where Tempest's test asks for more than interoperability needs.
    ///   - place: the sequence it is part of; `nil` for a test that stands alone.
    ///   - fileID: where the declaration stands.
    ///   - line: where the declaration stands.
    ///   - body: what it does.
    public mutating func test(
        _ id: String,
        _ method: String,
        _ summary: String,
        attributes: [String] = [],
        needs: [Requirement] = [],
        uses: [ResourceLimit: Int] = [:],
        usesUp: Set<ResourceLimit> = [],
        remark: String? = nil,
        place: SequencePlace? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        body: @escaping ConformanceTest.Body
    ) {
        tests.append(
            ConformanceTest(
                identity: TestIdentity(name: "\(className).\(method)", id: id),
                attributes: attributes,
                requirements: requirements + needs,
                usage: uses,
                usesUp: usesUp,
                summary: summary,
                remark: remark,
                location: SourceLocation(fileID: fileID, line: line),
                place: place,
                body: body
            )
        )
    }
}

/// Every test there is, in the order of their names.
public struct TestSuite: Sendable {
    /// The tests.
    public let tests: [ConformanceTest]
    /// What every response that a test gets is checked against; `nil` for nothing.
    let responseCheck: (any ResponseCheck)?

    /// Asks each class for its tests.
    public init(_ classes: [any TestClass], responseCheck: (any ResponseCheck)? = nil) {
        self.init(Self.tests(of: classes), responseCheck: responseCheck)
    }

    private init(_ tests: [ConformanceTest], responseCheck: (any ResponseCheck)?) {
        self.tests = tests.sorted { $0.identity < $1.identity }
        self.responseCheck = responseCheck
    }

    private static func tests(of classes: [any TestClass]) -> [ConformanceTest] {
        classes.flatMap { testClass -> [ConformanceTest] in
            var declarations = TestDeclarations(testClass)
            testClass.declare(in: &declarations)
            return declarations.tests
        }
    }

    /// The suite with more classes; of two tests with one identity the suite's own stays.
    public func adding(_ classes: [any TestClass]) -> TestSuite {
        let known = Set(tests.map(\.identity))
        return TestSuite(
            tests + Self.tests(of: classes).filter { !known.contains($0.identity) },
            responseCheck: responseCheck
        )
    }

    /// The test with a name and id.
    public func test(_ identity: TestIdentity) -> ConformanceTest? {
        tests.first { $0.identity == identity }
    }
}
