import Conformance
import Foundation
import Testing

@testable import Guidelines

private func id(_ digit: Character) -> String { "00000000-0000-4000-8000-00000000000\(digit)" }

private func test(
    _ name: String,
    _ digit: Character? = nil,
    aliases: [String] = [],
    flagged: String? = nil
) -> Guideline.Test {
    Guideline.Test(
        identity: TestIdentity(name: name, id: digit.map(id) ?? ""),
        aliases: aliases,
        flag: flagged.map { Guideline.Flag(code: $0, date: nil, reason: nil, action: nil) }
    )
}

private func guideline(
    _ id: String,
    programme: String = "P",
    _ capabilities: [(name: String, status: Guideline.Status?, tests: [Guideline.Test])]
) -> Guideline {
    Guideline(
        id: id,
        title: id,
        status: nil,
        components: ["a"],
        programmes: [Guideline.Programme(name: programme, components: ["a"], presumed: [])],
        capabilities: capabilities.map { name, status, tests in
            Guideline.Capability(
                name: name,
                project: nil,
                description: nil,
                statuses: status.map { ["a": $0] } ?? [:],
                tests: tests
            )
        }
    )
}

@Suite struct GuidelineDifferenceTests {
    private let old = guideline(
        "old",
        [
            ("kept", .required, [test("t.same", "1"), test("t.before", "2"), test("t.flagged", "3", flagged: "D401")]),
            ("rising", .advisory, [test("t.rising", "4")]),
            ("gone", .required, [test("t.gone", "5")]),
            ("loose", nil, [test("t.loose", "6")]),
            ("nameless", .required, [test("t.nameless")]),
        ]
    )
    private let new = guideline(
        "new",
        [
            ("kept", .required, [test("t.same", "1", flagged: "D402"), test("t.after", "2"), test("t.flagged", "3")]),
            ("rising", .required, [test("t.rising", "4")]),
            ("loose", nil, [test("t.loose", "6")]),
            ("nameless", .required, [test("t.named", "7", aliases: ["t.nameless"])]),
            ("fresh", .required, [test("t.fresh", "8")]),
        ]
    )

    @Test func capabilitiesThatStandDifferently() {
        let difference = GuidelineDifference(from: old, to: new)
        #expect(
            difference.capabilities.map { "\($0.name) \($0.before) \($0.after)" } == [
                "fresh absent required", "gone required absent", "rising advisory required",
            ]
        )
    }

    @Test func testsThatStandDifferentlyOrHaveAnotherName() {
        let tests = GuidelineDifference(from: old, to: new).tests
        #expect(
            tests.map { "\($0.identity.name) \($0.decidedBefore) \($0.decidesAfter) \($0.oldName ?? "-")" } == [
                "t.after true true t.before",
                "t.flagged false true -",
                "t.fresh false true -",
                "t.gone true false -",
                "t.named true true t.nameless",
                "t.rising false true -",
                "t.same true false -",
            ]
        )
        #expect(tests.last?.flagAfter?.code == "D402")
    }

    @Test func programmesOfEither() {
        let difference = GuidelineDifference(from: old, to: guideline("new", programme: "Q", []))
        #expect(difference.programmes.map(\.name) == ["Q", "P"])
        #expect(difference.programmes.map { $0.before?.counted } == [nil, 4])
        #expect(difference.programmes.map { $0.after?.counted } == [0, nil])
    }

    @Test func aGuidelineDoesNotDifferFromItself() throws {
        for guideline in GuidelineCatalog.builtIn.guidelines {
            let difference = GuidelineDifference(from: guideline, to: guideline)
            #expect(difference.capabilities.isEmpty)
            #expect(difference.tests.isEmpty)
        }
    }

    /// Counted by hand in the documents: what was deprecated is gone, three capabilities became required.
    @Test func builtInVersions() throws {
        let catalog = GuidelineCatalog.builtIn
        let difference = GuidelineDifference(from: try catalog.named("2018.11"), to: try catalog.named("2020.06"))
        let absent = difference.capabilities.filter { $0.after == .absent }
        #expect(absent.count == 14)
        #expect(absent.allSatisfy { $0.before == .deprecated })
        let risen = difference.capabilities.filter { $0.before == .advisory && $0.after == .required }
        #expect(
            risen.map(\.name) == [
                "compute-servers-create-multiple", "identity-v3-tokens-delete", "volumes-v3-upload",
            ]
        )
        #expect(difference.capabilities.count == 17)
        #expect(difference.programmes.map { $0.after?.counted } == [273, 217, 58])
    }

    @Test func whatChangesForARun() {
        let results = [
            TestResult(TestIdentity(name: "t.same", id: id("1")), .failed),
            TestResult(TestIdentity(name: "t.after", id: id("2")), .passed),
            TestResult(TestIdentity(name: "t.flagged", id: id("3")), .skipped, reason: "no such service"),
            TestResult(TestIdentity(name: "t.rising", id: id("4")), .passed),
            TestResult(TestIdentity(name: "t.gone", id: id("5")), .failed),
            TestResult(TestIdentity(name: "t.named", id: id("7")), .failed),
        ]
        let catalog = GuidelineCatalog([old, new])
        let difference = VerdictDifference(
            from: old.verdict(on: results, presuming: catalog),
            to: new.verdict(on: results, presuming: catalog)
        )
        #expect(difference.programmes.map { $0.before?.conclusion } == [.fail])
        #expect(difference.programmes.map { $0.after?.conclusion } == [.fail])
        #expect(
            difference.tests.map { "\($0.identity.name) \($0.before) \($0.after)" } == [
                "t.flagged flagged decides", "t.fresh absent decides", "t.gone decides absent",
                "t.same decides flagged",
            ]
        )
        #expect(difference.tests.first?.reason == "no such service")
        #expect(
            difference.capabilities.map {
                "\($0.name) \($0.conclusionBefore?.rawValue ?? "-") \($0.conclusionAfter?.rawValue ?? "-")"
            } == ["fresh - incomplete", "gone fail -", "kept fail incomplete", "rising pass pass"]
        )
    }

    @Test func nothingChangesForARunThatIsJudgedTwice() throws {
        let guideline = try GuidelineCatalog.builtIn.named("2020.06")
        let verdict = guideline.verdict(on: guideline.tests().prefix(50).map { TestResult($0, .failed) })
        let difference = VerdictDifference(from: verdict, to: verdict)
        #expect(difference.capabilities.isEmpty)
        #expect(difference.tests.isEmpty)
        #expect(try JSONDecoder().decode(VerdictDifference.self, from: JSONEncoder().encode(difference)) == difference)
    }
}
