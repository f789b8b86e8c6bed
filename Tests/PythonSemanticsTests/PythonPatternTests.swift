import PythonSemantics
import Testing

@Suite("Python's regular expressions")
struct PythonPatternTests {
    @Test(
        "What Python writes otherwise is found as Python finds it",
        arguments: [
            (#"(?P<a_b>x)(?P=a_b)"#, "xx", true), (#"(?P<a_b>x)(?P=a_b)"#, "xy", false), (#"a\Z"#, "a", true),
            (#"a\Z"#, "a\n", false), ("a{,2}b", "aab", true), ("^a{,2}b", "aaab", false), ("{x}", "{x}", true),
            ("a{x", "a{x", true), ("{,}", "{,}", true), ("{}", "{}", true), ("[[]", "[", true), ("[a&&b]", "&", true),
            ("[]a]", "]", true), ("[^]a]", "]", false), ("[-a]", "-", true), ("[a-]", "-", true),
            (#"[\]]"#, "]", true), ("(?:(?=a)a)+", "aa", true), ("(?=a)*a", "a", true), ("(?<!x)b", "xb", false),
            ("(a)(?=(b))", "ab", true), ("a(b", "a(b", nil), ("(?P<a>x)(?P=b)", "", nil), ("*", "", nil),
            (String(repeating: "a", count: 10_001), "", nil),
        ] as [(String, String, Bool?)]
    )
    func search(pattern: String, text: String, isFound: Bool?) {
        #expect((try? PythonPattern(pattern))?.isFound(in: text) == isFound)
    }

    @Test("A match of all goes from the beginning to the end")
    func matchesAll() throws {
        let pattern = try PythonPattern("[a-c]+")
        #expect(pattern.matchesAll(of: "abc"))
        #expect(!pattern.matchesAll(of: "xabc"))
        #expect(!pattern.matchesAll(of: "abcx"))
        #expect(!pattern.matchesAll(of: ""))
    }

    @Test("Long texts are searched to their end")
    func longTexts() throws {
        let text = String(repeating: "hay ", count: 250_000) + "needle"
        #expect(try PythonPattern("needle").isFound(in: text))
        #expect(try PythonPattern(#"\bn\w+e\b"#).isFound(in: text))
        #expect(try !PythonPattern(#"h\w*x"#).isFound(in: text))
    }

    @Test("What would match for ever is not found")
    func patience() throws {
        let pattern = try PythonPattern("(a+)+$")
        let text = String(repeating: "a", count: 60) + "!"
        #expect(!pattern.isFound(in: text))
        #expect(!pattern.matchesAll(of: text))
    }

    @Test("Groups are put into replacements; what is escaped stands for itself")
    func replacing() throws {
        #expect(try PythonPattern(#"(\w+)-(\d)"#).replacing(in: "farm-1", with: #"\2-\1$0"#) == "1-farm$0")
        #expect(try PythonPattern(PythonPattern.escaping("a.b[0]")).matchesAll(of: "a.b[0]"))
    }
}
