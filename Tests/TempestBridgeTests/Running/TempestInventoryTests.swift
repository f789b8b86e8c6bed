import Conformance
import Foundation
import Testing

@testable import TempestBridge

@Suite("What an installed Tempest has")
struct TempestInventoryTests {
    private static let id = "6f8e4436-fc96-4282-8122-e41df57197a9"

    @Test("An installation is found by its folder and by its command, and says what is in it")
    func installation() async throws {
        try await FakeTempest.with { fake in
            for path in [fake.folder.path, fake.folder.appending(path: "bin/tempest").path] {
                let installation = try TempestInstallation(at: path)
                #expect(installation.title == "Tempest 47.0.0 with heat 3.0.0")
            }
            try FileManager.default.removeItem(
                at: fake.folder.appending(path: "lib/python3.11/site-packages/tempest-47.0.0.dist-info")
            )
            #expect(throws: TempestError.self) { try TempestInstallation(at: fake.folder.path) }
            #expect(throws: TempestError.self) { try TempestInstallation(at: "/nowhere") }
        }
    }

    @Test("Tests are selected by name, by id and by pattern; what is not there says why")
    func selection() async throws {
        try await FakeTempest.with(
            tests: [
                ("tempest.api.x.B.one[id-\(Self.id),smoke]", ["primary"]), ("tempest.api.x.B.two", ["primary", "alt"]),
            ],
            broken: [("heat_tempest_plugin.tests", "ImportError: no heatclient")]
        ) { fake in
            let inventory = try await TempestInventory(
                of: try fake.installation,
                in: try fake.workspace(),
                environment: fake.environment
            )
            #expect(inventory.tests.map(\.credentials) == [["primary"], ["primary", "alt"]])
            func names(_ selection: Selection) throws -> [String] {
                try inventory.select(selection).tests.map(\.identity.shortName)
            }
            #expect(try names(Selection()) == ["B.one", "B.two"])
            #expect(try names(Selection(patterns: ["smoke"])) == ["B.one"])
            #expect(try names(Selection(exclusions: [Selection.Exclusion(pattern: "two")])) == ["B.one"])
            #expect(try names(Selection(tests: [TestIdentity(name: "an.old.name", id: Self.id)])) == ["B.one"])
            let gone = [
                "tempest.api.x.B.gone", "heat_tempest_plugin.tests.A.b", "designate_tempest_plugin.tests.A.b",
            ].map { TestIdentity(name: $0, id: "") }
            let missing = try inventory.select(Selection(tests: gone)).missing
            #expect(missing.map(\.outcome) == [.notRun, .notRun, .notRun])
            #expect(missing[0].reason == "this Tempest has no such test")
            #expect(missing[1].reason?.contains("no heatclient") == true)
            #expect(missing[2].reason?.contains("--plugin designate-tempest-plugin") == true)
        }
    }

    @Test("Classes stay together, and the longest go first")
    func schedule() {
        let tests = ["a.A.1", "a.A.2", "b.B.1", "c.C.1", "d.D.1"].map { TempestTest(stestrName: $0, credentials: []) }
        let seconds = [TestIdentity(name: "b.B.1", id: ""): 10.0]
        let shares = TempestSchedule(tests, workers: 2, expectedSeconds: seconds).shares
        #expect(shares.map { $0.map(\.identity.name) } == [["b.B.1"], ["a.A.1", "a.A.2", "c.C.1", "d.D.1"]])
        #expect(TempestSchedule(tests, workers: 9, expectedSeconds: [:]).shares.count == 4)
    }
}
