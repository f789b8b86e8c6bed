import Conformance
import Foundation
import Testing

@Suite struct TestIdentityTests {
    private static let id = "139b765e-7f3d-4b3d-8b37-3ca3876ee318"

    static let texts: [(String, name: String, id: String)] = [
        ("a.b.C.test_x", "a.b.C.test_x", ""),
        ("a.b.C.test_x[id-\(id)]", "a.b.C.test_x", id),
        ("a.b.C.test_x[id-\(id),smoke]", "a.b.C.test_x", id),
        ("a.b.C.test_x[compute,id-\(id),smoke]", "a.b.C.test_x", id),
        ("a.b.C.test_x[smoke]", "a.b.C.test_x", ""),
        ("a.b.C.test_x[id-\(id.uppercased())]", "a.b.C.test_x", id),
        ("a.b.C.test_x[id-\(id)](v4)", "a.b.C.test_x(v4)", id),
        ("a.b.C.test_x[id-\(id),slow](v4, 2)", "a.b.C.test_x(v4, 2)", id),
        ("a.b.C.test_x(v4)", "a.b.C.test_x(v4)", ""),
        ("setUpClass (a.b.C)", "setUpClass (a.b.C)", ""),
        ("a.b.C.test_x[id-", "a.b.C.test_x[id-", ""),
        ("", "", ""),
    ]

    @Test(arguments: texts)
    func readsNamesAsStestrWritesThem(text: String, name: String, id: String) {
        let identity = TestIdentity(stestr: text)
        #expect(identity.name == name)
        #expect(identity.id == id)
    }

    @Test func writesNameAndID() {
        #expect(TestIdentity(name: "a.B.c", id: Self.id).description == "a.B.c[id-\(Self.id)]")
        #expect(TestIdentity(name: "a.B.c", id: "").description == "a.B.c")
        #expect(TestIdentity(name: "a.b.C.test_x", id: Self.id).shortName == "C.test_x")
        #expect(TestIdentity(name: "test_x", id: Self.id).shortName == "test_x")
    }

    @Test(arguments: [
        ("a.B.c", id, ["smoke"], "a.B.c[id-\(id),smoke]"), ("a.B.c(v4)", id, ["smoke"], "a.B.c[id-\(id),smoke](v4)"),
        ("a.B.c", "", ["smoke"], "a.B.c[smoke]"), ("a.B.c(v4)", "", [], "a.B.c(v4)"),
    ])
    func writesTheScenarioBehindTheAttributes(name: String, id: String, attributes: [String], text: String) {
        #expect(TestIdentity(name: name, id: id).stestrName(attributes: attributes) == text)
    }

    @Test(arguments: [("a.b.C.test_x", "a.b.C"), ("a.b.C.test_x(disk.raw)", "a.b.C"), ("test_x", "")])
    func knowsItsClass(name: String, className: String) {
        #expect(TestIdentity(name: name, id: "").className == className)
    }

    @Test(arguments: ["a.B.c", "a.B.c(v4)"])
    func whatIsWrittenIsReadAgain(name: String) throws {
        let identity = TestIdentity(name: name, id: Self.id)
        #expect(TestIdentity(stestr: identity.description) == identity)
        let data = try JSONEncoder().encode(identity)
        #expect(try JSONDecoder().decode(TestIdentity.self, from: data) == identity)
    }

    @Test func ordersByNameThenByID() {
        let identities = [("b", "1"), ("a", "2"), ("a", "1")].map { TestIdentity(name: $0.0, id: $0.1) }
        #expect(identities.sorted().map(\.description) == ["a[id-1]", "a[id-2]", "b[id-1]"])
    }

    @Test func aDeclaredTestKnowsItsStestrName() {
        let suite = TestSuite([
            .init(method: "test_b", attributes: ["smoke", "negative"], id: "2"), .init(method: "test_a", id: "1"),
        ])
        #expect(
            suite.tests.map(\.stestrName) == [
                "tests.Examples.test_a[id-1]", "tests.Examples.test_b[id-2,smoke,negative]",
            ]
        )
        #expect(suite.test(TestIdentity(name: "tests.Examples.test_b", id: "2"))?.attributes == ["smoke", "negative"])
        #expect(suite.test(TestIdentity(name: "tests.Examples.test_b", id: "1")) == nil)
        #expect(suite.tests.first?.location.fileID == "ConformanceTests/ExampleRun.swift")
    }
}
