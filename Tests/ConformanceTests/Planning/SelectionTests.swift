import Conformance
import Testing

@Suite struct SelectionTests {
    private let suite = TestSuite([
        .init(method: "test_create", attributes: ["smoke"], id: "1a"), .init(method: "test_delete", id: "2b"),
        .init(method: "test_list", attributes: ["negative", "smoke"], id: "3c"),
        .init(method: "test_list_v6", id: "3c"),
    ])

    private func methods(_ selection: Selection) throws -> [String] {
        try selection.apply(to: suite).tests.map { $0.identity.name.suffix(after: ".") }
    }

    static let patterns: [([String], [String])] = [
        ([], ["test_create", "test_delete", "test_list", "test_list_v6"]),
        (["test_list"], ["test_list", "test_list_v6"]), (["test_list\\["], ["test_list"]),
        (["create", "delete"], ["test_create", "test_delete"]), (["smoke"], ["test_create", "test_list"]),
        (["id-3c"], ["test_list", "test_list_v6"]), (["^tests\\.Examples\\.test_d"], ["test_delete"]),
        (["^test_d"], []), (["(?i)CREATE"], ["test_create"]), (["_v\\d$"], []), (["_v\\d"], ["test_list_v6"]),
        (["list(?!_v6)"], ["test_list"]), (["nothing"], []),
    ]

    @Test(arguments: patterns)
    func anyPatternMustBeFoundAnywhere(patterns: [String], expected: [String]) throws {
        #expect(try methods(Selection(patterns: patterns)) == expected)
    }

    static let exclusions: [([String], [String], [String])] = [
        ([], ["list"], ["test_create", "test_delete"]), (["smoke"], ["negative"], ["test_create"]),
        ([], ["create", "delete", "v6"], ["test_list"]), (["create"], ["create"], []),
    ]

    @Test(arguments: exclusions)
    func exclusionsWinOverPatterns(patterns: [String], excluded: [String], expected: [String]) throws {
        let exclusions = excluded.map { Selection.Exclusion(pattern: $0) }
        #expect(try methods(Selection(patterns: patterns, exclusions: exclusions)) == expected)
    }

    static let lists: [(String, selected: [String], missing: [String])] = [
        ("tests.Examples.test_delete", ["test_delete"], []),
        ("tests.Examples.test_delete[id-2b,slow]", ["test_delete"], []),
        // The order of a list does not matter.
        ("tests.Examples.test_list[id-3c]\ntests.Examples.test_create[id-1a]", ["test_create", "test_list"], []),
        // A test that was renamed is found by its id, in all its variants.
        ("old.name.test_delete[id-2b]", ["test_delete"], []),
        ("old.name.test_list[id-3c]", ["test_list", "test_list_v6"], []),
        // A name that means another test now.
        ("tests.Examples.test_create[id-2b]", ["test_delete"], []),
        ("other.test_x[id-9z]\nother.test_y", [], ["other.test_x[id-9z]", "other.test_y"]),
        ("", [], []),
    ]

    @Test(arguments: lists)
    func listsNameTestsByIDAndName(list: String, selected: [String], missing: [String]) throws {
        let result = try Selection(tests: TestLists.tests(in: list)).apply(to: suite)
        #expect(result.tests.map { $0.identity.name.suffix(after: ".") } == selected)
        #expect(result.missing.map(\.description) == missing)
    }

    @Test func patternsNarrowAList() throws {
        let list = TestLists.tests(in: "tests.Examples.test_list\ntests.Examples.test_create\nother.list\nother.gone")
        let selection = Selection(patterns: ["list"], exclusions: [.init(pattern: "v6")], tests: list)
        #expect(try methods(selection) == ["test_list"])
        #expect(try selection.apply(to: suite).missing.map(\.name) == ["other.list"])
    }

    @Test(arguments: ["(", "[a", "*", "a{2,1}"])
    func whatIsNoRegularExpressionIsNamed(pattern: String) throws {
        for selection in [Selection(patterns: ["a", pattern]), Selection(exclusions: [.init(pattern: pattern)])] {
            let error = try #require(throws: SelectionError.self) { try selection.apply(to: suite) }
            #expect(error.description == "'\(pattern)' is not a regular expression")
        }
    }
}
