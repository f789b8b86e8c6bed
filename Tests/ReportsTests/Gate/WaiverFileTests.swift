import Conformance
import Reports
import Testing

@Suite("Files with waivers")
struct WaiverFileTests {
    @Test func whole() throws {
        let waivers = try WaiverFile(
            reading: """
                # What may fail, and until when.
                waivers:
                  - test: a.B.test
                    reason: bug 1
                    expires: 2026-12-31
                  - pattern: volume.*attach
                    cloud: staging
                    reason: "no second back end"
                    expires: "2027-02-28"
                """,
            path: "w.yaml"
        ).waivers
        #expect(waivers.map(\.subject) == [.test("a.B.test"), .pattern("volume.*attach")])
        #expect(waivers.map(\.cloud) == [nil, "staging"])
        #expect(waivers.map(\.reason) == ["bug 1", "no second back end"])
        #expect(waivers.map(\.expires) == ["2026-12-31", "2027-02-28"])
        #expect(waivers.map(\.line) == [3, 6])
    }

    @Test(
        "A file from which the last waiver was taken is fine",
        arguments: ["", "waivers:\n", "waivers: []\n", "# none\n"]
    )
    func empty(_ text: String) throws { #expect(try WaiverFile(reading: text, path: "w").waivers.isEmpty) }

    @Test(
        "Everything that is wrong is named, with its line",
        arguments: [
            ("waivers:\n  - test: a\n    expires: 2026-12-31\n", "w:2: a waiver without 'reason'"),
            ("waivers:\n  - test: a\n    reason: b\n", "w:2: a waiver without 'expires'"),
            ("waivers:\n  - reason: b\n    expires: 2026-12-31\n", "w:2: a waiver has either 'test' or 'pattern'"),
            (
                "waivers:\n  - {test: a, pattern: b, reason: c, expires: 2026-12-31}\n",
                "w:2: a waiver has either 'test' or 'pattern'"
            ),
            ("waivers:\n  - {test: a, reason: c, expires: 31.12.2026}\n", "is no day"),
            ("waivers:\n  - {test: a, reason: c, expires: 2026-06-31}\n", "'2026-06-31' is no day"),
            ("waivers:\n  - {test: a, reason: '', expires: 2026-06-30}\n", "w:2: 'reason' has no text"),
            ("waivers:\n  - {pattern: '(', reason: c, expires: 2026-06-30}\n", "'(' is not a regular expression"),
            ("waivers:\n  - {test: a, why: b, reason: c, expires: 2026-06-30}\n", "w:2: unknown key 'why'"),
            ("tests: []\n", "the key 'waivers'"), ("- a\n", "the key 'waivers'"),
            ("waivers: 3\n", "w:1: 'waivers' is a list"),
            ("waivers:\n  - a\n", "w:2: a waiver has the keys"), ("waivers: [\n", "no valid YAML"),
            ("waivers:\n  - {test: a\n}{\n", "no valid YAML"),
        ]
    )
    func wrong(_ text: String, _ problem: String) throws {
        let error = #expect(throws: WaiverFileError.self) { try WaiverFile(reading: text, path: "w") }
        #expect(try #require(error).description.contains(problem), "\(error?.description ?? "")")
    }

    @Test func severalProblems() {
        let error = #expect(throws: WaiverFileError.self) {
            try WaiverFile(reading: "waivers:\n  - {test: a}\n  - {test: b, reason: c, expires: soon}\n", path: "w")
        }
        #expect(error?.problems.map(\.line) == [2, 2, 3])
    }
}
