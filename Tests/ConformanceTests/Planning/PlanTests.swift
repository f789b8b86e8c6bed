import OpenStack
import Testing

@testable import Conformance

@Suite struct PlanTests {
    private static let feature = Feature("image-feature-enabled.import_image", summary: "importing images")

    private static func plan(
        _ examples: [ExampleTests.Example],
        credentials: Set<CredentialKind> = [],
        features: Set<String> = [],
        missing: [TestIdentity] = [],
        finished: Set<TestIdentity> = [],
        expectedSeconds: [TestIdentity: Double] = [:]
    ) -> Plan {
        let catalog = ServiceCatalog([
            ["type": "image", "endpoints": [["interface": "public", "url": "http://i"]]],
            ["type": "volumev3", "endpoints": [["interface": "public", "url": "http://v"]]],
        ])
        let suite = TestSuite(examples)
        return Plan(
            Selection.Selected(tests: suite.tests, missing: missing, of: suite),
            facts: CloudFacts(catalog: catalog, credentials: credentials, features: features),
            finished: finished,
            expectedSeconds: expectedSeconds
        )
    }

    static let obstacles: [(Requirement, String?)] = [
        (.service(.image), nil), (.service(.blockStorage), nil),
        (.service(.compute), "the cloud's catalog has no compute service"),
        (.credentials(.password), "needs a user who logs in with a password; this cloud entry has none"),
        (
            .credentials(.alternate),
            """
            needs a second user in another project: name one with --alternate-cloud, or use an entry with admin rights
            """
        ),
        (.credentials(.disposable), "needs a user of its own, which only an entry with admin rights can make"),
        (.credentials(.admin), "needs admin rights"),
        (
            .feature(feature),
            """
            importing images cannot be seen through the API; if it is so, say --feature \
            image-feature-enabled.import_image
            """
        ),
    ]

    @Test(arguments: obstacles)
    func whatIsMissingIsTheReason(requirement: Requirement, reason: String?) {
        let plan = Self.plan([.init(method: "a", needs: [requirement])])
        #expect(plan.skipped.map(\.reason) == (reason.map { [$0] } ?? []))
        #expect(plan.skipped.allSatisfy { $0.outcome == .skipped && $0.tries == 0 })
        #expect(plan.tests.count == (reason == nil ? 1 : 0))
    }

    @Test func whatIsThereIsNoObstacle() {
        let needs: [Requirement] = [.credentials(.admin), .credentials(.password), .feature(Self.feature)]
        let plan = Self.plan(
            [.init(method: "a", needs: needs)],
            credentials: [.admin, .password],
            features: [Self.feature.name]
        )
        #expect(plan.tests.count == 1)
    }

    @Test func theFirstObstacleIsTheReason() {
        let needs: [Requirement] = [.service(.image), .credentials(.admin), .service(.compute)]
        #expect(Self.plan([.init(method: "a", needs: needs)]).skipped.first?.reason == "needs admin rights")
    }

    @Test func testsWithoutANativeVersionAreNotRun() {
        let plan = Self.plan([], missing: [TestIdentity(name: "other.x", id: "9")])
        #expect(plan.skipped.map(\.outcome) == [.notRun])
        #expect(plan.skipped.first?.reason == "FITS has no native version of this test")
    }

    @Test func theLongestTestsComeFirst() {
        let examples = ["a", "b", "c", "d"].map { ExampleTests.Example(method: $0) }
        let identities = TestSuite(examples).tests.map(\.identity)
        // An unknown test is taken for one of a second.
        let plan = Self.plan(examples, expectedSeconds: [identities[1]: 0.5, identities[2]: 8, identities[3]: 1])
        #expect(plan.tests.map { $0.identity.name.suffix(after: ".") } == ["c", "a", "d", "b"])
        #expect(plan.totalSeconds == 10.5)
    }

    @Test func whatNeverRanStartsWithWhatIsScarce() {
        let many = ResourceLimit("many", amount: 20)
        let few = ResourceLimit("few", amount: 4)
        let plan = Self.plan([
            .init(method: "a"), .init(method: "b", uses: [many: 1]), .init(method: "c", uses: [few: 1, many: 1]),
            .init(method: "d", uses: [few: 3]), .init(method: "e", uses: [few: 1]),
            .init(method: "f", uses: [few: .max]),
        ])
        // One that wants everything for itself is in nobody's way at the end.
        #expect(plan.tests.map { $0.identity.name.suffix(1) } == ["d", "c", "e", "b", "a", "f"])
    }

    @Test func whatIsFinishedIsLeftOut() {
        let examples: [ExampleTests.Example] = [
            .init(method: "a"), .init(method: "b", needs: [.service(.compute)]), .init(method: "c"),
        ]
        let identities = TestSuite(examples).tests.map(\.identity)
        let missing = TestIdentity(name: "other.x", id: "9")
        let plan = Self.plan(
            examples,
            missing: [missing],
            finished: [identities[0], identities[1], missing]
        )
        #expect(plan.tests.map(\.identity) == [identities[2]])
        #expect(plan.skipped.isEmpty)
    }
}
