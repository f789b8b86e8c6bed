import Conformance
import Foundation
import Testing

@testable import Guidelines

@Suite struct DocumentReadingTests {
    private func read(_ text: String) throws -> Guideline {
        try GuidelineDocument.guideline(in: Array(text.utf8), name: "file", path: "dir/file.json")
    }

    /// A document with every deviation that published ones have.
    private let document = """
        {
          "metadata": {
            "id": "2030.01", "schema": "2.0",
            "os_trademark_approval": {"status": "draft", "releases": ["zed"]}
          },
          "platforms": {
            "Everything": {"components": [{"name": "OS_powered_compute"}, {"name": "os_powered_dns"}]},
            "Compute": {"components": [{"name": "os_powered_compute"}]}
          },
          "add-ons": {
            "DNS": {
              "components": [{"name": "os_powered_dns"}],
              "required_platform_components": [
                {"name": "os_powered_storage", "source": "http://example.org/interop/2029.06.json"},
                {"name": "os_powered_clock"}
              ]
            }
          },
          "components": {
            "OS_Powered_Compute": {"capabilities": {
              "required": ["servers-list", "servers-fly"], "advisory": ["servers-list"], "wished": []
            }},
            "os_powered_dns": {"capabilities": {"required": ["zones-list"], "depricated": ["zones-old"]}}
          },
          "capabilities": {
            "servers-list": {
              "acheivements": [], "admin": false, "descriptin": "Lists servers", "project": "nova",
              "required-since": "2018.02",
              "tests": {
                "a.Servers.test_list": {"idempotent_id": "id-00000000-0000-4000-8000-00000000000A"},
                "a.Servers.test_bare": {"idempotent_id": "00000000-0000-4000-8000-00000000000b"},
                "a.Servers.test_tag": {"idempotent_id": "id-00000000-0000-4000-8000-00000000000c,smoke"},
                "a.Servers.test_none": {"idempotent_id": "", "aliases": ["a.Old.test_none"]},
                "a.Servers.test_wrong": {"idempotent_id": "id-12"}
              }
            },
            "zones-list": {
              "project": "designate",
              "tests": {
                "d.Zones.test_1": {"flagged": {"reason": "[D401] a bug", "action": "wait", "date": "2016-06-13"}},
                "d.Zones.test_2": {"flag": {"reason": "D400 needs an admin"}},
                "d.Zones.test_3": {"flagged": {"reason": "insecure, see BD4011"}},
                "d.Zones.test_4": {"flagged": "D406 removed"},
                "d.Zones.test_5": {"flagged": true},
                "d.Zones.test_6": {"flagged": false},
                "d.Zones.test_7": {"flagged": []}
              }
            },
            "zones-old": {"project": "designate", "tests": ["d.Zones.test_1"]},
            "unlisted": {"project": "nova", "tests": {"a.Servers.test_extra": {}}}
          },
          "designated_sections": {},
          "test_repositories": {}
        }
        """

    @Test func whatADocumentSays() throws {
        let guideline = try read(document)
        #expect(guideline.id == "2030.01")
        #expect(guideline.status == "draft")
        #expect(guideline.components == ["os_powered_compute", "os_powered_dns"])
        #expect(guideline.programmes.map(\.name) == ["Everything", "Compute", "DNS"])
        #expect(
            guideline.programmes.last?.presumed == [
                Guideline.ComponentReference(component: "os_powered_storage", guideline: "2029.06"),
                Guideline.ComponentReference(component: "os_powered_clock", guideline: nil),
            ]
        )
        #expect(
            guideline.capabilities.map { "\($0.name) \($0.status()?.rawValue ?? "none") \($0.tests.count)" } == [
                "servers-fly required 0", "servers-list required 5", "unlisted none 1", "zones-list required 7",
                "zones-old deprecated 1",
            ]
        )
        #expect(guideline.capabilities[1].description == "Lists servers")
        #expect(guideline.tests().count == 13)
        #expect(guideline.tests(statuses: [.required]).count == 12)
    }

    @Test func idsWithoutPrefixOrWithAttributes() throws {
        let tests = try read(document).capabilities[1].tests
        let start = "00000000-0000-4000-8000-00000000000"
        #expect(
            tests.map(\.identity) == [
                TestIdentity(name: "a.Servers.test_bare", id: "\(start)b"),
                TestIdentity(name: "a.Servers.test_list", id: "\(start)a"),
                TestIdentity(name: "a.Servers.test_none", id: ""),
                TestIdentity(name: "a.Servers.test_tag", id: "\(start)c"),
                TestIdentity(name: "a.Servers.test_wrong", id: ""),
            ]
        )
        #expect(tests[2].aliases == ["a.Old.test_none"])
    }

    @Test func flagsOfEveryForm() throws {
        let flags = try read(document).capabilities[3].tests.map(\.flag)
        #expect(
            flags == [
                Guideline.Flag(code: "D401", date: "2016-06-13", reason: "[D401] a bug", action: "wait"),
                Guideline.Flag(code: "D400", date: nil, reason: "D400 needs an admin", action: nil),
                Guideline.Flag(code: nil, date: nil, reason: "insecure, see BD4011", action: nil),
                Guideline.Flag(code: "D406", date: nil, reason: "D406 removed", action: nil),
                Guideline.Flag(code: nil, date: nil, reason: nil, action: nil),
                nil,
                Guideline.Flag(code: nil, date: nil, reason: nil, action: nil),
            ]
        )
        #expect(
            flags.compactMap { $0?.summary } == [
                "D401, a fault of the test, 2016-06-13", "D400, the capability does not meet the criteria",
                "insecure, see BD4011", "D406, removed from the test suite", "no reason given", "no reason given",
            ]
        )
    }

    @Test func whatIsOddIsSaid() throws {
        let odd = try read(document).diagnostics.map(\.description)
        for expected in [
            "components.OS_Powered_Compute.capabilities.required[1]: servers-fly is not defined and has no tests",
            "components.OS_Powered_Compute.capabilities.required[0]: servers-list is there twice, "
                + "the strictest status counts",
            "components.OS_Powered_Compute.capabilities.wished: no status, left out",
            "components.os_powered_dns.capabilities.depricated: taken for deprecated",
            "add-ons.DNS.required_platform_components[1]: os_powered_clock is not defined",
            "capabilities.servers-list.acheivements: taken for achievements",
            "capabilities.servers-list.descriptin: taken for description",
            "capabilities.servers-list.tests.a.Servers.test_none: has no idempotent id",
            "capabilities.servers-list.tests.a.Servers.test_wrong: 'id-12' is no idempotent id, left out",
            "capabilities.zones-list.tests.d.Zones.test_7: a flag of unknown form, taken for a flag without a reason",
            "capabilities.zones-old.tests: a list as in schema 1.2, its tests have no ids",
        ] {
            #expect(odd.contains(expected))
        }
        // Besides these, the eight tests of zones-list and unlisted that have no id.
        #expect(odd.count == 19)
    }

    @Test func aDocumentWithoutAnIDHasItsFilesName() throws {
        let guideline = try read(#"{"components": {}, "capabilities": {}}"#)
        #expect(guideline.id == "file")
        #expect(guideline.diagnostics.map(\.location) == ["schema", "id"])
    }
}

@Suite struct GuidelineFileTests {
    private func withFile<Result>(_ name: String, _ text: String, _ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "guideline-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return try body(file.path)
    }

    @Test func aListRequiresEachOfItsTests() throws {
        let text = """
            # of our own
            tempest.api.compute.test_a.A.test_1[id-00000000-0000-4000-8000-000000000001,smoke]
            tempest.api.object_storage.test_b.B.test_2[id-00000000-0000-4000-8000-000000000002]
            tempest.scenario.test_c.C.test_3

            plugin.tests.D.test_4
            tempest.scenario.test_c.C.test_3
            nonsense
            """
        let guideline = try withFile("Ours.lst", text) { try GuidelineCatalog.builtIn.named($0) }
        #expect(guideline.id == "Ours")
        #expect(guideline.programmes.map(\.name) == ["Ours"])
        #expect(guideline.capabilities.map(\.name) == ["compute", "object-storage", "plugin", "scenario"])
        #expect(guideline.tests(statuses: [.required], programme: guideline.programmes[0]).count == 4)
        #expect(guideline.tests() == guideline.tests(statuses: [.required]))
        #expect(!guideline.toleratesSkips)
        #expect(
            guideline.diagnostics.map(\.description) == [
                "line 7: tempest.scenario.test_c.C.test_3 is there twice, counted once",
                "line 8: no test's name, left out",
            ]
        )
    }

    @Test func aListWithVariantsKeepsBoth() throws {
        let text = """
            t.V4.test[id-00000000-0000-4000-8000-000000000001]
            t.V6.test[id-00000000-0000-4000-8000-000000000001]
            """
        let guideline = try withFile("list", text) { try Guideline(reading: $0) }
        #expect(guideline.tests().map(\.name) == ["t.V4.test", "t.V6.test"])
    }

    @Test func aDocumentIsToldFromAListByItsFirstCharacter() throws {
        let text =
            "\u{FEFF}\r\n{\"metadata\": {\"id\": \"x\", \"schema\": \"2.0\"}, \"components\": {}, \"capabilities\": {}}"
        #expect(try withFile("2020.06.json", text) { try GuidelineCatalog.builtIn.named($0) }.id == "x")
    }

    @Test(arguments: [
        ("", "names no tests"), ("# nothing\n\n", "names no tests"), ("{", "not JSON: expected a key"),
        ("one\ntwo", "names no tests"),
    ])
    func aFileThatHoldsNothingIsRefused(text: String, problem: String) throws {
        try withFile("file.json", text) { path in
            let error = #expect(throws: GuidelineError.self) { try Guideline(reading: path) }
            #expect(error?.problem == problem)
        }
    }

    @Test func aFileThatIsNotThereIsRefused() {
        let error = #expect(throws: GuidelineError.self) { try Guideline(reading: "/nowhere/at/all.json") }
        #expect(error?.description == "/nowhere/at/all.json: cannot be read")
    }
}
