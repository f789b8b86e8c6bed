import Conformance
import Foundation
import Testing

@testable import Guidelines

/// A guideline of two components.
private func guideline(toleratesSkips: Bool = false, _ capabilities: [Guideline.Capability]) -> Guideline {
    Guideline(
        id: "G",
        title: "G",
        status: nil,
        toleratesSkips: toleratesSkips,
        components: ["a", "b"],
        programmes: [
            Guideline.Programme(name: "Both", components: ["a", "b"], presumed: []),
            Guideline.Programme(name: "A", components: ["a"], presumed: []),
        ],
        capabilities: capabilities
    )
}

private func capability(
    _ name: String,
    _ statuses: [String: Guideline.Status],
    _ tests: [Guideline.Test]
) -> Guideline.Capability {
    Guideline.Capability(name: name, project: nil, description: nil, statuses: statuses, tests: tests)
}

/// A capability that component a requires.
private func capability(_ name: String, _ tests: [Guideline.Test]) -> Guideline.Capability {
    capability(name, ["a": .required], tests)
}

private func test(_ name: String, id: String = "", aliases: [String] = [], isFlagged: Bool = false) -> Guideline.Test {
    let flag = Guideline.Flag(code: "D401", date: nil, reason: nil, action: nil)
    return Guideline.Test(
        identity: TestIdentity(name: name, id: id),
        aliases: aliases,
        flag: isFlagged ? flag : nil
    )
}

private func result(_ name: String, id: String = "", _ outcome: Outcome) -> TestResult {
    TestResult(TestIdentity(name: name, id: id), outcome)
}

@Suite struct ConclusionTests {
    /// Outcomes of a guideline's three tests, and what follows when skips are not, and are, tolerated.
    @Test(
        arguments: [
            ([.passed, .passed, .passed], .pass, .pass),
            ([.passed, .flaky, .passed], .pass, .pass),
            ([.flaky, .flaky, .flaky], .pass, .pass),
            ([.passed, .failed, .passed], .fail, .fail),
            ([.failed, .skipped, .notRun], .fail, .fail),
            ([.failed, nil, nil], .fail, .fail),
            ([.passed, .skipped, .passed], .incomplete, .pass),
            ([.skipped, .skipped, .passed], .incomplete, .pass),
            ([.skipped, .skipped, .skipped], .incomplete, .incomplete),
            ([.passed, .notRun, .passed], .incomplete, .incomplete),
            ([.passed, nil, .passed], .incomplete, .incomplete),
            ([.passed, .skipped, .notRun], .incomplete, .incomplete),
            ([.notRun, .notRun, .notRun], .incomplete, .incomplete),
            ([nil, nil, nil], .incomplete, .incomplete),
        ] as [([Outcome?], Verdict.Conclusion, Verdict.Conclusion)]
    )
    func whatFollowsFromOutcomes(outcomes: [Outcome?], strict: Verdict.Conclusion, tolerant: Verdict.Conclusion) {
        let results = outcomes.enumerated().compactMap { index, outcome in outcome.map { result("t\(index)", $0) } }
        for (toleratesSkips, expected) in [(false, strict), (true, tolerant)] {
            let judged = guideline(
                toleratesSkips: toleratesSkips,
                [capability("c", (0..<3).map { test("t\($0)") })]
            )
            let verdict = judged.verdict(on: results)
            #expect(verdict.whole.conclusion == expected)
            #expect(verdict.programmes.map(\.conclusion) == [expected, expected])
            #expect(verdict.capabilities.map(\.conclusion) == [expected])
        }
    }

    @Test func nothingIsNotAPass() {
        let results = [result("t", .passed)]
        #expect(guideline([]).verdict(on: results).whole.conclusion == .incomplete)
        #expect(guideline([capability("c", [])]).verdict(on: results).whole.conclusion == .incomplete)
        let flagged = guideline([capability("c", [test("t", isFlagged: true)])]).verdict(on: results)
        #expect(flagged.whole.conclusion == .incomplete)
        #expect(flagged.capabilities[0].conclusion == .uncounted)
        #expect(flagged.capabilities[0].flagged.passed == 1)
    }

    @Test func aTolerantGuidelineLetsAnAllSkippedCapabilityBe() {
        let judged = guideline(toleratesSkips: true, [capability("c", [test("t")]), capability("d", [test("u")])])
        let verdict = judged.verdict(on: [result("t", .passed), result("u", .skipped)])
        #expect(verdict.whole.conclusion == .pass)
        #expect(verdict.capabilities.map(\.conclusion) == [.pass, .incomplete])
        #expect(verdict.whole.capabilities == [.required: [.pass: 1, .incomplete: 1]])
    }

    @Test func aFlaggedTestIsShownAndNotCounted() {
        let judged = guideline([capability("c", [test("t"), test("u", isFlagged: true), test("v", isFlagged: true)])])
        let verdict = judged.verdict(on: [result("t", .passed), result("u", .failed)])
        #expect(verdict.whole.conclusion == .pass)
        #expect(verdict.whole.required.total == 1)
        #expect(verdict.whole.flagged.failed == 1)
        #expect(verdict.whole.flagged.missing == 1)
        #expect(verdict.capabilities[0].tests.map(\.outcome) == [.passed, .failed, nil])
        #expect(verdict.capabilities[0].tests.map { $0.flag?.code } == [nil, "D401", "D401"])
    }

    @Test func aTallyInWords() {
        let tally = Verdict.Tally([.passed, .flaky, .failed, .skipped, .notRun, nil, nil])
        #expect(
            tally.description
                == "2 of 7 passed, 1 of these flaky, 1 failed, 1 skipped, 1 not run, 2 not in this run"
        )
        #expect(Verdict.Tally([.passed]).description == "1 of 1 passed")
    }
}

@Suite struct CountingTests {
    @Test func onlyRequiredCapabilitiesDecide() {
        let judged = guideline([
            capability("c", ["a": .required], [test("t")]),
            capability("d", ["a": .advisory], [test("u")]),
            capability("e", ["b": .deprecated], [test("v")]),
            capability("f", [:], [test("w")]),
        ])
        let verdict = judged.verdict(on: [result("t", .passed), result("u", .failed), result("w", .failed)])
        #expect(verdict.whole.conclusion == .pass)
        #expect(verdict.whole.tallies.mapValues(\.total) == [.required: 1, .advisory: 1, .deprecated: 1])
        #expect(verdict.whole.tallies[.advisory]?.failed == 1)
        #expect(verdict.capabilities.map(\.status) == [.required, .advisory, .deprecated, nil])
        #expect(verdict.capabilities.map(\.conclusion) == [.pass, .fail, .incomplete, .fail])
        // Component b requires nothing.
        #expect(verdict.components.map(\.conclusion) == [.pass, .incomplete])
    }

    @Test func theStrictestStatusOfAProgrammesComponentsCounts() {
        let judged = guideline([capability("c", ["a": .advisory, "b": .required], [test("t")])])
        let verdict = judged.verdict(on: [result("t", .failed)])
        #expect(verdict.programmes.map(\.name) == ["Both", "A"])
        #expect(verdict.programmes.map(\.conclusion) == [.fail, .incomplete])
        #expect(verdict.programmes[1].tallies[.advisory]?.failed == 1)
        #expect(verdict.capabilities[0].status == .required)
    }

    @Test func aTestOfTwoCapabilitiesCountsOnceWhereItIsWantedMost() {
        let judged = guideline([
            capability("c", ["a": .advisory], [test("t", id: "1")]),
            capability("d", ["a": .required], [test("t", id: "1")]),
            capability("e", ["b": .required], [test("t", id: "1", isFlagged: true)]),
        ])
        let verdict = judged.verdict(on: [result("t", id: "1", .failed)])
        #expect(verdict.whole.tallies.mapValues(\.total) == [.required: 1])
        #expect(verdict.whole.required.failed == 1)
        #expect(verdict.whole.flagged.total == 0)
        #expect(verdict.components[1].flagged.failed == 1)
        #expect(verdict.components[1].required.total == 0)
    }

    /// What the own test and that of the presumed component came to, and what follows.
    @Test(
        arguments: [
            (.passed, .passed, .pass),
            (.passed, .failed, .fail),
            (.passed, .skipped, .incomplete),
            (.passed, nil, .incomplete),
            (.failed, .passed, .fail),
            (.failed, nil, .fail),
            (.skipped, .failed, .fail),
            (.skipped, .passed, .incomplete),
        ] as [(Outcome, Outcome?, Verdict.Conclusion)]
    )
    func aComponentOfAnotherGuidelineCounts(own: Outcome, other: Outcome?, expected: Verdict.Conclusion) throws {
        let catalog = GuidelineCatalog([
            Guideline(
                id: "2030.01",
                title: "",
                status: nil,
                components: ["z", "y"],
                programmes: [],
                capabilities: [
                    capability("d", ["z": .required], [test("u")]),
                    capability("e", ["y": .required], [test("v")]),
                ]
            )
        ])
        let judged = addOn(presuming: Guideline.ComponentReference(component: "z", guideline: "2030.01"))
        let results = [result("t", own)] + (other.map { [result("u", $0)] } ?? [])
        let programme = try #require(judged.verdict(on: results, presuming: catalog).programmes.first)
        #expect(programme.conclusion == expected)
        #expect(programme.required.total == 1)
        let presumed = try #require(programme.presumed.first?.verdict)
        #expect(presumed.name == "z")
        #expect(presumed.required.total == 1)
    }

    @Test(arguments: ["2029.06", "2030.01", nil] as [String?])
    func aComponentThatNobodyJudgedIsNotPassed(source: String?) {
        let other = Guideline(
            id: "2030.01",
            title: "",
            status: nil,
            components: ["y"],
            programmes: [],
            capabilities: []
        )
        let judged = addOn(presuming: Guideline.ComponentReference(component: "z", guideline: source))
        let verdict = judged.verdict(on: [result("t", .passed)], presuming: GuidelineCatalog([other]))
        #expect(verdict.programmes[0].conclusion == .incomplete)
        #expect(verdict.programmes[0].alone == .pass)
        #expect(
            verdict.programmes[0].presumed == [Verdict.Presumed(component: "z", guideline: source, verdict: nil)]
        )
    }

    @Test func theBuiltInAddOnTakesThePlatformFromTheBuiltInGuideline() throws {
        let addOn = try GuidelineCatalog.builtIn.named("dns.2020.06")
        let platform = try GuidelineCatalog.builtIn.named("2020.06")
        let own = addOn.tests().map { TestResult($0, .passed) }
        let all = own + platform.tests().map { TestResult($0, .passed) }
        #expect(addOn.verdict(on: own).programmes.map(\.conclusion) == [.incomplete])
        #expect(addOn.verdict(on: own).programmes.map(\.alone) == [.pass])
        #expect(addOn.verdict(on: all).programmes.map(\.conclusion) == [.pass])
        #expect(addOn.verdict(on: all).programmes[0].presumed[0].verdict?.required.total == 217)
    }

    private func addOn(presuming reference: Guideline.ComponentReference) -> Guideline {
        Guideline(
            id: "G",
            title: "G",
            status: nil,
            components: ["a"],
            programmes: [Guideline.Programme(name: "P", components: ["a"], presumed: [reference])],
            capabilities: [capability("c", [test("t")])]
        )
    }

    @Test func theBuiltInGuidelinePassesWhenAllThatCountsPasses() throws {
        let guideline = try GuidelineCatalog.builtIn.named("2020.06")
        let results = guideline.tests(statuses: [.required]).map { TestResult($0, .passed) }
        let verdict = guideline.verdict(on: results)
        #expect(verdict.programmes.map(\.conclusion) == [.pass, .pass, .pass])
        #expect(verdict.programmes.map(\.required.total) == [273, 217, 58])
        #expect(verdict.programmes.map(\.flagged.total) == [11, 11, 0])
        #expect(verdict.whole.capabilities == [.required: [.pass: 76, .uncounted: 2]])
        let unlisted = verdict.capabilities.filter { $0.status == nil }
        #expect(unlisted.map(\.conclusion) == [.incomplete])
    }

    @Test func aVerdictSurvivesJSON() throws {
        let guideline = try GuidelineCatalog.builtIn.named("2020.06")
        let verdict = guideline.verdict(on: guideline.tests().prefix(100).map { TestResult($0, .passed) })
        let data = try JSONEncoder().encode(verdict)
        #expect(try JSONDecoder().decode(Verdict.self, from: data) == verdict)
    }
}

@Suite struct MatchingTests {
    private let known = test("new.test", id: "1", aliases: ["old.test", "older.test"])

    /// Results as (name, id, outcome), and the outcome of the guideline's test.
    @Test(
        arguments: [
            // By id, whatever the name.
            ([("new.test", "1", .passed)], .passed),
            ([("renamed.test", "1", .passed)], .passed),
            // Variants: the guideline's own name decides, else the worst.
            ([("v4.test", "1", .failed), ("new.test", "1", .passed)], .passed),
            ([("v4.test", "1", .passed), ("new.test", "1", .failed)], .failed),
            ([("v4.test", "1", .passed), ("v6.test", "1", .failed)], .failed),
            ([("v4.test", "1", .passed), ("v6.test", "1", .notRun)], .notRun),
            ([("v4.test", "1", .skipped), ("v6.test", "1", .notRun)], .notRun),
            ([("v4.test", "1", .passed), ("v6.test", "1", .skipped)], .skipped),
            ([("v4.test", "1", .passed), ("v6.test", "1", .flaky)], .flaky),
            // The id comes before the name, the name before an alias.
            ([("renamed.test", "1", .failed), ("new.test", "", .passed)], .failed),
            ([("new.test", "", .failed), ("old.test", "", .passed)], .failed),
            // By name, where the result has no id.
            ([("new.test", "", .passed)], .passed),
            ([("new.test", "2", .passed)], nil),
            // Of aliases the best.
            ([("old.test", "", .failed), ("older.test", "", .passed)], .passed),
            ([("old.test", "2", .passed)], nil),
            ([("other.test", "", .passed)], nil),
            ([], nil),
        ] as [([(String, String, Outcome)], Outcome?)]
    )
    func aResultBelongsToATest(results: [(String, String, Outcome)], expected: Outcome?) {
        let judged = guideline([capability("c", [known])])
        let verdict = judged.verdict(on: results.map { result($0.0, id: $0.1, $0.2) })
        #expect(verdict.capabilities[0].tests[0].outcome == expected)
    }

    @Test func whatDecidedIsSaidWhereItHasAnotherName() {
        let judged = guideline([capability("c", [known])])
        let verdict = judged.verdict(on: [result("v4.test", id: "1", .passed)])
        #expect(verdict.capabilities[0].tests[0].decidedBy == TestIdentity(name: "v4.test", id: "1"))
        let same = judged.verdict(on: [result("new.test", id: "1", .passed)])
        #expect(same.capabilities[0].tests[0].decidedBy == nil)
    }

    @Test func aTestWithoutAnIDIsFoundByName() {
        let judged = guideline([capability("c", [test("t")])])
        #expect(judged.verdict(on: [result("t", id: "7", .passed)]).whole.conclusion == .pass)
    }

    @Test func anOldNameWithoutAnIDIsFoundByTheIDThatTheCatalogHasForIt() {
        let later = guideline([capability("c", [test("new.test", id: "1", aliases: ["old.test"])])])
        let judged = guideline([capability("c", [test("old.test")])])
        let results = [result("newest.test", id: "1", .passed)]
        #expect(judged.verdict(on: results, presuming: GuidelineCatalog([later])).whole.conclusion == .pass)
        #expect(judged.verdict(on: results, presuming: GuidelineCatalog([])).whole.conclusion == .incomplete)
    }

    @Test func theReasonOfTheDecidingResultIsKept() {
        let judged = guideline([capability("c", [test("t")])])
        let skipped = TestResult(TestIdentity(name: "t", id: ""), .skipped, reason: "no volume service")
        #expect(judged.verdict(on: [skipped]).capabilities[0].tests[0].reason == "no volume service")
    }
}
