import Conformance
import Foundation
import Guidelines
import InteropTests
import Testing

@Suite struct SuiteTests {
    private let tests = InteropTests.suite.tests

    @Test("every test is there once")
    func unique() {
        #expect(Set(tests.map(\.identity)).count == tests.count)
        #expect(Set(tests.map(\.identity.name)).count == tests.count)
    }

    @Test(
        "every id is a UUID, every name a Tempest name, every summary a sentence",
        arguments: InteropTests.suite.tests.map(\.identity)
    )
    func wellFormed(identity: TestIdentity) throws {
        let test = try #require(InteropTests.suite.test(identity))
        #expect(UUID(uuidString: test.identity.id) != nil)
        #expect(test.identity.name.wholeMatch(of: #/tempest(\.[A-Za-z0-9_]+)+\.test_[a-z0-9_]+/#) != nil)
        #expect(test.summary.hasSuffix("."))
    }

    @Test("every test belongs to a guideline that asks for it")
    func known() {
        for test in tests {
            #expect(!GuidelineCatalog.builtIn.capabilities(of: test.identity).isEmpty, "\(test.identity)")
        }
    }

    @Test("what the guidelines ask of identity and image is there", arguments: ["2020.06", "scs-0128"])
    func complete(guideline: String) throws {
        let wanted = try GuidelineCatalog.builtIn.named(guideline).tests()
            .filter { $0.name.hasPrefix("tempest.api.identity.") || $0.name.hasPrefix("tempest.api.image.") }
        #expect(!wanted.isEmpty)
        let ids = Set(tests.map(\.identity.id))
        #expect(wanted.filter { !ids.contains($0.id) } == [])
    }
}
