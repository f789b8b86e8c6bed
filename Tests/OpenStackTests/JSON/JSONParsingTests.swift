import OpenStack
import Testing

@Suite struct JSONParsingTests {
    static let accepted: [(String, JSON)] = [
        ("null", .null), ("true", true), ("false", false), ("0", 0), ("-0", 0), ("7", 7), ("-12", -12),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5", 1.5), ("-0.25", -0.25),
        ("1e3", 1000.0), ("1E+2", 100.0), ("25e-1", 2.5), ("1.0", 1.0), ("0.0", 0.0), ("0e9", 0.0), ("1e-400", 0.0),
        ("\"\"", ""), ("\"a\"", "a"), ("\"ä€😀\"", "ä€😀"), ("\"\u{7F}\"", "\u{7F}"),
        (" \t\r\n[ ] \n", []), ("[1,[2],{\"a\":3}]", [1, [2], ["a": 3]]), ("[null , true]", [nil, true]),
        ("{}", [:]), ("{ \"a\" : 1 , \"b\" : [ ] }", ["a": 1, "b": []]), ("{\"\":0}", ["": 0]),
        ("{\"a\":1,\"a\":2}", ["a": 2]),
    ]

    @Test(arguments: accepted)
    func acceptsWhatRFC8259Allows(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "nulL", "True", "tru", "undefined", "NaN", "Infinity", "-", "+1", "01", "-01", "00", "1.", ".5",
        "1.e2", "1e", "1e+", "0x10", "1 2", "1,", "--1", "１", "\"", "\"a", "'a'", "\"\\\"", "\"a\nb\"", "\"\t\"",
        "\"\u{0}\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1",
        "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\" 1}", "{\"a\":1]", "{\"a\":1 \"b\":2}", "[1]x", "{}{}",
        "// no\n1", "1 /* no */", "\u{FEFF}1", "1e400", "-1e400", "\u{A0}1", "\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"",
        "\"\\U0041\"", "\"\\'\"", "\"\\u\"", "\"\\ud83d\\u12\"",
    ])
    func refusesWhatRFC8259DoesNotAllow(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text.utf8) }
    }

    static let escapes: [(String, String)] = [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e4\u20AC""#, "Aä€"),
        (#""\u0000""#, "\u{0}"), (#""\ud83d\ude00""#, "😀"), (#""a\uD83D\uDE00b""#, "a😀b"),
        // Halves of a pair have no meaning of their own.
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
        (#""ä\n€""#, "ä\n€"),
    ]

    @Test(arguments: escapes)
    func readsEscapes(text: String, value: String) throws {
        #expect(try JSON(parsing: text.utf8) == .string(value))
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xC3, 0x28],
        ] as [[UInt8]]
    )
    func refusesStringsThatAreNotUTF8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError.self) { try JSON(parsing: [quote] + bytes + [quote]) }
        #expect(throws: JSONError.self) { try JSON(parsing: [quote] + Array("\\n".utf8) + bytes + [quote]) }
    }

    @Test func everyControlCharacterMustBeEscaped() {
        for byte in UInt8(0)..<0x20 {
            #expect(throws: JSONError.self) { try JSON(parsing: [0x22, byte, 0x22]) }
            #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0x5C, 0x6E, byte, 0x22]) }
        }
    }

    @Test(arguments: ["[", "{\"a\":"])
    func nestingHasALimit(open: String) throws {
        let close = open == "[" ? "]" : "}"
        func nested(_ depth: Int, around core: String) -> String {
            String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
        }
        _ = try JSON(parsing: nested(JSON.maximumDepth, around: "1").utf8)
        #expect(throws: JSONError.self) { try JSON(parsing: nested(JSON.maximumDepth + 1, around: "1").utf8) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: open, count: 100_000).utf8) }
    }

    static let places: [(String, Int, String)] = [
        ("[1, 2", 5, "expected ',' or ']'"), ("{\"a\" 1}", 5, "expected ':'"), ("{1}", 1, "expected a key"),
        ("[01]", 3, "a number that starts with 0"), ("[-]", 1, "expected a value"), ("1 x", 2, "text after the value"),
        ("\"ab", 3, "a string without end"), ("", 0, "expected a value, the text ends"),
    ]

    @Test(arguments: places)
    func errorsSayWhatAndWhere(text: String, offset: Int, problem: String) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text.utf8) }
        #expect(error.offset == offset)
        #expect(error.description == "not JSON: \(problem) at byte \(offset)")
    }

    @Test func bytesNeedNotBeContiguous() throws {
        let lazy = Array("[1,\"ä\"]".utf8).lazy.map { $0 }
        #expect(try JSON(parsing: lazy) == [1, "ä"])
        #expect(try JSON(parsing: Array("x[2]".utf8)[1...]) == [2])
    }
}
