import Conformance
import Foundation
import Testing

@testable import Guidelines

@Suite struct GuidelineLintTests {
    private static let day = GuidelineDate(year: 2018, month: 3, day: 1)

    private func id(_ digit: Character) -> String { "00000000-0000-4000-8000-00000000000\(digit)" }

    /// A guideline of February 2018 with something for each rule.
    private func guideline() throws -> Guideline {
        let text = """
            {
              "metadata": {
                "id": "2018.02", "schema": "2.0",
                "scoring": {"cutoff_score": 10, "criteria": {"stable": {"weight": 9}, "tools": {"weight": 6}}},
                "os_trademark_approval": {"target_approval": "2018.02", "status": "approved"}
              },
              "components": {"a": {"capabilities": {
                "required": ["many", "one", "none", "muted"], "advisory": ["low"], "removed": ["past"]
              }}},
              "capabilities": {
                "many": {
                  "achievements": ["stable", "tools"], "descriptin": "Several tests",
                  "tests": {
                    "s.A.same": {"idempotent_id": "id-\(id("1"))"},
                    "s.A.renamed": {"idempotent_id": "id-\(id("2"))"},
                    "s.A.taken": {"idempotent_id": "id-\(id("3"))"},
                    "s.A.gone": {"idempotent_id": "id-\(id("4"))"},
                    "plugin.A.other": {"idempotent_id": "id-\(id("5"))"},
                    "s.A.old": {
                      "idempotent_id": "id-\(id("6"))",
                      "flagged": {"reason": "[D401] a bug", "action": "wait", "date": "2017-12-01"}
                    },
                    "s.A.due": {
                      "idempotent_id": "id-\(id("7"))",
                      "flagged": {"reason": "insecure", "date": "2017-08-31"}
                    },
                    "s.A.new": {
                      "idempotent_id": "id-\(id("8"))",
                      "flagged": {"reason": "D402 a bug", "action": "wait", "date": "2018-02-20"}
                    }
                  }
                },
                "one": {"achievements": ["stable", "tools"], "tests": {"s.B.one": {"idempotent_id": "id-\(id("9"))"}}},
                "none": {"achievements": ["stable", "tools"], "tests": {}},
                "muted": {
                  "achievements": ["stable", "tools"],
                  "tests": {"s.B.muted": {
                    "idempotent_id": "id-\(id("a"))",
                    "flagged": {"reason": "D400", "action": "drop", "date": "soon"}
                  }}
                },
                "low": {
                  "achievements": ["stable"],
                  "tests": {
                    "s.B.low": {"idempotent_id": "id-\(id("b"))"}, "s.B.two": {"idempotent_id": "id-\(id("c"))"}
                  }
                },
                "past": {"achievements": [], "tests": {"s.B.past": {"idempotent_id": "id-\(id("d"))"}}}
              }
            }
            """
        return try GuidelineDocument.guideline(in: Array(text.utf8), name: "2018.02", path: "2018.02.json")
    }

    /// What Tempest has, but for what is said to be missing.
    private func suite(_ name: String, without missing: Set<Character> = []) -> KnownTests {
        let tests: [(String, Character)] = [
            ("s.A.same", "1"), ("s.A.now", "2"), ("s.A.taken", "0"), ("s.A.old", "6"), ("s.A.due", "7"),
            ("s.A.new", "8"), ("s.B.one", "9"), ("s.B.muted", "a"), ("s.B.low", "b"), ("s.B.two", "c"),
        ]
        let kept = tests.filter { !missing.contains($0.1) }
        return KnownTests(kept.map { TestIdentity(name: $0.0, id: id($0.1)) }, suite: name)
    }

    private func findings(
        native: KnownTests? = nil,
        suites: [KnownTests] = [],
        day: GuidelineDate = Self.day,
        reviewMonths: Int = 6
    ) throws -> [GuidelineLint.Rule: [String]] {
        let measures = GuidelineLint.Measures(native: native, suites: suites, day: day, reviewMonths: reviewMonths)
        let findings = GuidelineLint(try guideline(), measures: measures).findings
        return Dictionary(grouping: findings, by: \.rule).mapValues {
            $0.map { finding in
                [finding.subject, finding.test?.name, finding.problem].compactMap(\.self).joined(separator: ": ")
            }
        }
    }

    @Test func whatBecameOfTests() throws {
        let found = try findings(suites: [suite("Tempest", without: ["c"])])
        #expect(
            found[.vanished] == ["low: s.B.two: not in Tempest", "many: s.A.gone: not in Tempest"]
        )
        #expect(
            found[.moved] == [
                "many: s.A.renamed: now s.A.now (Tempest)",
                "many: s.A.taken: Tempest has the name with another id: \(id("0"))",
            ]
        )
        #expect(found[.notNative] == nil)
    }

    @Test func whatIsNotNative() throws {
        let found = try findings(native: suite("native tests", without: ["7"]), suites: [suite("Tempest")])
        #expect(
            found[.notNative] == [
                "many: plugin.A.other: no native version", "many: s.A.due: no native version (flagged)",
                "many: s.A.gone: no native version",
            ]
        )
        #expect(found[.moved]?.first == "many: s.A.renamed: now s.A.now (Tempest, native tests)")
    }

    @Test func flags() throws {
        let found = try findings()
        #expect(
            found[.overdueFlag] == ["many: s.A.due: to be reviewed by 2018-02-28: insecure, 2017-08-31"]
        )
        #expect(
            found[.inheritedFlag] == [
                "many: s.A.due: flagged 2017-08-31, the guideline is of 2018.02",
                "many: s.A.old: flagged 2017-12-01, the guideline is of 2018.02",
            ]
        )
        #expect(
            found[.incompleteFlag] == [
                "many: s.A.due: lacks a type (D400 to D406), an action",
                "muted: s.B.muted: lacks a date ('soon' is none)",
            ]
        )
    }

    @Test(arguments: [
        (GuidelineDate(year: 2018, month: 2, day: 20), 6, 0), (GuidelineDate(year: 2018, month: 6, day: 2), 6, 2),
        (GuidelineDate(year: 2018, month: 3, day: 1), 0, 3), (GuidelineDate(year: 2018, month: 3, day: 1), 24, 0),
    ])
    func theDayAndThePeriodDecideWhatIsOverdue(day: GuidelineDate, months: Int, count: Int) throws {
        #expect(try findings(day: day, reviewMonths: months)[.overdueFlag]?.count ?? 0 == count)
    }

    @Test func capabilities() throws {
        let found = try findings()
        #expect(
            found[.singleTest] == [
                "muted: required, and all its tests are flagged (1)", "none: required, and has no tests",
                "one: required, and one test decides: B.one",
            ]
        )
        #expect(found[.lowScore] == ["low: advisory, scores 9 where 10 is the least"])
        #expect(found[.document] == ["capabilities.many.descriptin: taken for description"])
    }

    @Test func findingsComeByRule() throws {
        let measures = GuidelineLint.Measures(native: nil, day: Self.day)
        let rules = GuidelineLint(try guideline(), measures: measures).findings.map(\.rule)
        let order = GuidelineLint.Rule.allCases
        #expect(rules.compactMap(order.firstIndex) == rules.compactMap(order.firstIndex).sorted())
    }

    @Test(
        arguments: [
            ("2016-06-13", "2016-06-13"), ("2018.02", "2018-02-01"), ("orchestration.2018.11", "2018-11-01"),
            ("given 2017-08-01T00:00", "2017-08-01"), ("2018.13", nil), ("soon", nil), ("2018-01-32", nil), ("", nil),
        ] as [(String, String?)]
    )
    func datesOfEveryForm(text: String, expected: String?) {
        #expect(GuidelineDate(text)?.description == expected)
    }
}

@Suite struct KnownTestsTests {
    private func read(_ text: String) throws -> KnownTests {
        let file = FileManager.default.temporaryDirectory.appending(path: "tests-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try KnownTests(reading: file.path, suite: "Tempest")
    }

    private let wanted = Guideline.Test(
        identity: TestIdentity(name: "s.A.test", id: "00000000-0000-4000-8000-000000000001"),
        aliases: ["s.A.alias"],
        flag: nil
    )

    @Test(arguments: [
        ("s.A.test[id-00000000-0000-4000-8000-000000000001,smoke]\n", KnownTests.Fate.there),
        ("s.A.test\n", .there),
        ("s.B.test[id-00000000-0000-4000-8000-000000000001]\n", .moved(to: ["s.B.test"])),
        ("s.A.alias\n", .moved(to: ["s.A.alias"])),
        ("s.B.other[id-00000000-0000-4000-8000-000000000002]\n", .gone),
        (#"[{"name": "s.A.test", "id": "00000000-0000-4000-8000-000000000001", "attributes": []}]"#, .there),
        (#"[{"name": "s.A.test"}]"#, .there),
    ])
    func aListOfEitherForm(text: String, fate: KnownTests.Fate) throws {
        #expect(try read(text).fate(of: wanted) == fate)
    }

    @Test(arguments: [
        ("", "names no tests"), ("[]", "names no tests"), ("[{}]", "a test without a name"),
        ("[{\"name\": \"s.A.test\"},\n{]", "not JSON: expected a key"),
    ])
    func aListThatHoldsNothingIsRefused(text: String, problem: String) {
        let error = #expect(throws: GuidelineError.self) { try read(text) }
        #expect(error?.problem == problem)
    }
}
