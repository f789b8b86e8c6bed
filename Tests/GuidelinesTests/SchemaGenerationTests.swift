import Conformance
import Foundation
import Testing

@testable import Guidelines

/// One guideline as each generation of the schema would have it.
@Suite struct SchemaGenerationTests {
    private func read(_ text: String, name: String = "file") throws -> Guideline {
        try GuidelineDocument.guideline(in: Array(text.utf8), name: name, path: "\(name).json")
    }

    private let first = """
        {
          "id": "2015.05", "schema": "1.2", "status": "superseded", "replaces": "2015.04",
          "releases": ["icehouse", "juno"],
          "platform": {"required": ["compute", "object"], "advisory": [], "deprecated": [], "removed": []},
          "components": {
            "compute": {"required": ["compute-servers"], "advisory": ["identity-auth"], "removed": []},
            "object": {"required": ["identity-auth"], "deprecated": ["objects"]}
          },
          "criteria": {"stable": {"name": "Stable", "weight": 9}},
          "capabilities": {
            "compute-servers": {
              "achievements": ["stable"], "status": "required", "flagged": ["t.S.test_b", "t.S.test_gone"],
              "tests": ["t.S.test_a", "t.S.test_b", "t.S.test_a"]
            },
            "identity-auth": {"status": "advisory", "flagged": [], "tests": ["t.I.test_token"]},
            "objects": {"status": "deprecated", "flagged": [], "tests": []},
            "volume": {"status": "removed", "flagged": [], "tests": []}
          }
        }
        """

    @Test func theFirstNamesTestsWithoutIDs() throws {
        let guideline = try read(first)
        #expect(guideline.id == "2015.05")
        #expect(guideline.status == "superseded")
        #expect(guideline.details.schema == "1.2")
        #expect(guideline.details.releases == ["icehouse", "juno"])
        #expect(guideline.components == ["compute", "object"])
        #expect(
            guideline.programmes.map { "\($0.name): \($0.components.joined(separator: " "))" } == [
                "OpenStack Powered Platform: compute object", "OpenStack Powered Compute: compute",
                "OpenStack Powered Storage: object",
            ]
        )
        #expect(
            guideline.capabilities.map { "\($0.name) \($0.status()?.rawValue ?? "none")" } == [
                "compute-servers required", "identity-auth required", "objects deprecated", "volume none",
            ]
        )
        let servers = try #require(guideline.capabilities.first)
        #expect(servers.tests.map(\.identity.name) == ["t.S.test_a", "t.S.test_b"])
        #expect(servers.tests.map { $0.flag != nil } == [false, true])
        #expect(guideline.counts().flagged == 1)
        #expect(guideline.counts().counted == 2)
        #expect(
            guideline.diagnostics.map { "\($0.line ?? 0) \($0)" } == [
                "12 capabilities.compute-servers.flagged: t.S.test_gone is not among the tests, left out",
                "13 capabilities.compute-servers.tests: a test is there twice, counted once",
                "15 capabilities.identity-auth.status: advisory, but a component says required, which counts",
                "17 capabilities.volume.status: removed, but no component lists it",
            ]
        )
    }

    @Test func aProgrammeTakesTheStatusOfItsComponents() throws {
        let guideline = try read(first)
        func required(_ name: String) throws -> [String] {
            guideline.tests(statuses: [.required], programme: try guideline.programme(named: name)).map(\.name)
        }
        #expect(try required("platform") == ["t.I.test_token", "t.S.test_a", "t.S.test_b"])
        #expect(try required("compute") == ["t.S.test_a", "t.S.test_b"])
        #expect(try required("storage") == ["t.I.test_token"])
    }

    private let second = """
        {
          "id": "2017.01", "schema": "1.6", "status": "approved", "cutoff_score": "74",
          "target_approval": "2017-01-24", "replaces": "2016.08", "releases": ["mitaka"],
          "platform": {"required": ["compute", "clock"], "advisory": ["object"]},
          "components": {"compute": {"required": ["servers"]}, "object": {"required": ["objects"]}},
          "criteria": {"stable": {"weight": 9}, "tools": {"weight": 6}, "doc": {"Description": "weightless"}},
          "test-repositories": {},
          "capabilities": {
            "servers": {
              "achievements": ["tools", "stable", "tools", ""], "required-since": "2015.07", "project": "nova",
              "tests": {
                "t.S.test_a": {
                  "idempotent_id": "id-00000000-0000-4000-8000-00000000000a,smoke",
                  "aliases": ["t.Old.test_a"],
                  "flagged": {"reason": "D402 broken", "action": "mend", "date": "2017-02-03"}
                },
                "t.S.test_b": {"idempotent-id": "id-00000000-0000-4000-8000-00000000000b"}
              }
            },
            "objects": {"required-since": "", "tests": {}}
          }
        }
        """

    @Test func theSecondHasIDsAndScores() throws {
        let guideline = try read(second)
        #expect(guideline.details.targetApproval == "2017-01-24")
        #expect(guideline.details.scoring == Guideline.Scoring(cutoff: 74, weights: ["stable": 9, "tools": 6]))
        let servers = try #require(guideline.capabilities.last)
        #expect(servers.achievements == ["stable", "tools"])
        #expect(guideline.details.scoring?.score(of: servers.achievements ?? []) == 15)
        #expect(servers.requiredSince == "2015.07")
        #expect(guideline.capabilities.first?.requiredSince == nil)
        #expect(servers.tests.map(\.identity.id.last) == ["a", "b"])
        #expect(servers.tests.map(\.flag?.summary) == ["D402, a fault of the service, 2017-02-03", nil])
        #expect(try guideline.programme(named: "platform").presumed.map(\.component) == ["clock"])
        #expect(
            guideline.diagnostics.map(\.description) == [
                "criteria.doc: a criterion without a weight, left out",
                "capabilities.servers.tests.t.S.test_b.idempotent-id: taken for idempotent_id",
                "capabilities.servers.achievements: tools is there twice, counted once",
                "capabilities.servers.achievements: '' is no criterion, left out",
                "platform.advisory: components the platform does not require, left out",
                "platform.required: clock is not defined",
            ]
        )
    }

    @Test(arguments: [
        ("orchestration.2018.02", "orchestration.next", "orchestration.2018.02"),
        ("2018.02", "2018.02", "2018.02"),
        ("next.2.0", "next", "next"),
        ("2019.01", "2018.02", "2018.02"),
        ("copy", "2018.02", "2018.02"),
    ])
    func aDatedFileDoesNotKeepTheIDOfADraft(file: String, id: String, expected: String) throws {
        let text = #"{"metadata": {"id": "\#(id)", "schema": "2.0"}, "components": {}, "capabilities": {}}"#
        let guideline = try read(text, name: file)
        #expect(guideline.id == expected)
        #expect(guideline.diagnostics.isEmpty == (id == expected))
    }
}
