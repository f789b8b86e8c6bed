import Testing

@testable import PythonSemantics

@Suite("Plain scalars")
struct PlainScalarTests {
    @Test(
        "They mean what PyYAML makes of them",
        arguments: [
            ("", .null), ("~", .null), ("Null", .null), ("yes", .bool(true)), ("Off", .bool(false)), ("y", .text("y")),
            ("nul", .text("nul")), ("0", .integer(0)), ("-0", .integer(0)), ("+12", .integer(12)),
            ("1_000", .integer(1000)), ("010", .integer(8)), ("-010", .integer(-8)), ("0_", .integer(0)),
            ("08", .text("08")), ("0-5", .text("0-5")), ("0x1F", .integer(31)), ("0b101", .integer(5)),
            ("0b_", .text("0b_")), ("0o17", .text("0o17")), ("1:30", .integer(90)), ("-1:30", .integer(-90)),
            ("12:34:56", .integer(45296)), ("1:60", .text("1:60")), ("99:99", .text("99:99")),
            ("9223372036854775807:00", .text("9223372036854775807:00")),
            ("-9223372036854775808", .integer(.min)),
            ("99999999999999999999", .longInteger("99999999999999999999")),
            ("0xFFFFFFFFFFFFFFFF", .longInteger("18446744073709551615")),
            ("2.10", .number(2.1)), ("1.", .number(1)), (".5", .number(0.5)), ("-.5", .text("-.5")),
            ("._5", .text("._5")), ("1_0.5", .number(10.5)), ("1e3", .text("1e3")), ("1.0e+3", .number(1000)),
            ("1.0e3", .text("1.0e3")), ("1:30.5", .number(90.5)), ("-1:30.5", .number(-90.5)),
            ("-.inf", .number(-.infinity)), ("-.nan", .text("-.nan")), ("2024-01-01", .text("2024-01-01")),
            ("-", .text("-")), (".", .text(".")), ("1.2.3", .text("1.2.3")), ("5-a", .text("5-a")),
        ] as [(String, YAMLScalar.Meaning)]
    )
    func meaning(text: String, meaning: YAMLScalar.Meaning) {
        #expect(PlainScalar.meaning(of: text) == meaning)
    }
}
