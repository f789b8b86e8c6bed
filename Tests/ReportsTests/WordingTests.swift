import Conformance
import OpenStack
import Testing

@testable import Reports

@Suite("How things are put")
struct WordingTests {
    @Test(arguments: [
        (0, "0 ms"), (-1, "0 ms"), (.nan, "0 ms"), (0.0004, "0 ms"), (0.023, "23 ms"), (0.9996, "1.00 s"),
        (9.996, "10.0 s"), (59.96, "1 min 0 s"), (192, "3 min 12 s"), (3720, "1 h 02 min"),
    ])
    func durations(_ seconds: Double, _ text: String) {
        #expect(Wording.duration(seconds) == text)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1500, "1,500"), (1_234_567, "1,234,567"), (-1500, "-1,500")])
    func numbers(_ number: Int, _ text: String) {
        #expect(Wording.grouped(number) == text)
    }

    @Test(arguments: [(0, "0 s"), (0.05, "0.05 s"), (45, "45 s"), (150, "2:30"), (3900, "1:05:00")])
    func clock(_ seconds: Double, _ text: String) {
        #expect(Wording.clock(seconds) == text)
    }

    @Test(arguments: [
        ("plain ünïcödé 🌼", "plain ünïcödé 🌼"), ("a\r\nb\tc", "a\nb\tc"), ("a\rb", "a⟨U+000D⟩b"),
        ("\u{1B}[31mred", "⟨U+001B⟩[31mred"),
        ("x\u{202E}y\u{2066}z\u{7F}\u{9B}", "x⟨U+202E⟩y⟨U+2066⟩z⟨U+007F⟩⟨U+009B⟩"),
    ])
    func visible(_ text: String, _ visible: String) {
        #expect(VisibleText.of(text) == visible)
    }

    @Test func bodies() {
        func body(_ content: String, isCut: Bool = false) -> StoredBody {
            StoredExchangeBuilder.exchange(
                1,
                "GET",
                "http://c",
                response: StoredExchangeBuilder.message([:], content, isCut: isCut)
            ).response?.body ?? StoredExchangeBuilder.exchange(1, "GET", "http://c").request.body
        }
        let json = ReadableBody(body(#"{"b":[1,2],"a":{}}"#), lines: 4, characters: 1000)
        #expect(json.lines == ["{", "  \"a\": {},", "  \"b\": [", "    1,", "[3 more lines]"])
        #expect(ReadableBody(body("abcdef"), lines: 9, characters: 4).lines == ["abcd", "[2 more characters]"])
        #expect(
            ReadableBody(body(#"{"a":1"#, isCut: true), lines: 9, characters: 99).note == "the beginning of 6 bytes"
        )
        #expect(ReadableBody(body(""), lines: 9, characters: 9).lines.isEmpty)
    }

    @Test func shellWords() {
        #expect(ShellWord.bare("a/b-c_d.e") == "a/b-c_d.e")
        #expect(ShellWord.bare("a b") == "'a b'")
        #expect(ShellWord.bare("") == "''")
        #expect(ShellWord.quoted("a'b<hidden>c") == #"'a'\''b'"$OS_SECRET"'c'"#)
    }
}
