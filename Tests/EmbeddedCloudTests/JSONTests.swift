import Testing

@testable import EmbeddedCloud

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"a": 1, "b": [true, null, -2.5], "c": "\u00e9\n"}"#, "[]", #""\ud83d\ude00""#, "{}",
    ])
    func `What is read is written the same`(text: String) throws {
        #expect(try JSON(parsing: Array(text.utf8)).text == text)
    }

    @Test(arguments: ["", "{", "[1,]", "{\"a\":}", "nul", "\"\u{1}\"", "01x", "{} {}", "\"\\u12\"", "+1", "."])
    func `What is no JSON is refused`(text: String) {
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func `Nesting has an end`() {
        let deep = Array(String(repeating: "[", count: 100_000).utf8)
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: deep) }
    }
}
