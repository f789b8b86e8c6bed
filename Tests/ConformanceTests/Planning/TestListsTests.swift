import Conformance
import Testing

@Suite struct TestListsTests {
    @Test func includeListsArePatternsWithComments() {
        let text = """
            # everything of glance
            image.v2   # the second version

              compute\\.servers.*
            \t
            a b#c#d\r
            last
            """
        #expect(TestLists.patterns(in: text) == ["image.v2", "compute\\.servers.*", "a b", "last"])
    }

    @Test func excludeListsKeepTheComment() {
        let text = "slow  # takes an hour # really\nquiet\n  spaced #\n"
        #expect(
            TestLists.exclusions(in: text) == [
                Selection.Exclusion(pattern: "slow", reason: "takes an hour # really"),
                Selection.Exclusion(pattern: "quiet"), Selection.Exclusion(pattern: "spaced"),
            ]
        )
    }

    @Test func loadListsAreNamesInTheirOrder() {
        let text = "b.C.y[id-2,smoke]\r\n\n# comment\n  a.C.x  \nb.C.y[id-2]\nb.C.y\na.C.z[id-3](v4)"
        #expect(
            TestLists.tests(in: text).map(\.description) == ["b.C.y[id-2]", "a.C.x", "b.C.y", "a.C.z(v4)[id-3]"]
        )
    }

    @Test func anEmptyFileIsAnEmptyList() {
        #expect(TestLists.patterns(in: "\n\n").isEmpty)
        #expect(TestLists.exclusions(in: "").isEmpty)
        #expect(TestLists.tests(in: "# nothing").isEmpty)
    }
}
