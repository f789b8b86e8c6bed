import Testing

@testable import OpenStack

@Suite struct PlainScalarTests {
    @Test(
        arguments: [
            ("", .null), ("~", .null), ("Null", .null), ("yes", .bool(true)), ("Off", .bool(false)), ("y", .text("y")),
            ("0", .number("0")), ("-0", .number("0")), ("+12", .number("12")), ("1_000", .number("1000")),
            ("010", .number("8")), ("08", .text("08")), ("0x1F", .number("31")), ("0b101", .number("5")),
            ("1:30", .number("90")), ("12:34:56", .number("45296")),
            ("99999999999999999999", .number("99999999999999999999")),
            ("2.10", .number("2.1")), ("1.", .number("1.0")), (".5", .number("0.5")), ("1e3", .text("1e3")),
            ("1.0e+3", .number("1000.0")), ("1.0e3", .text("1.0e3")), ("1:30.5", .number("90.5")),
            ("-.inf", .number("-inf")),
            ("2024-01-01", .text("2024-01-01")), ("-", .text("-")), ("1.2.3", .text("1.2.3")), ("0o17", .text("0o17")),
            ("5-a", .text("5-a")),
        ] as [(String, SettingValue.Content)]
    )
    func readsAsPyYAMLDoes(text: String, content: SettingValue.Content) {
        #expect(PlainScalar(text).content == content)
    }

    @Test(arguments: [("2.10", true), ("010", true), ("2.1", false), ("42", false), ("text", false), ("yes", false)])
    func saysWhetherTheTextIsLost(text: String, isLost: Bool) {
        #expect(PlainScalar(text).losesText == isLost)
    }
}
