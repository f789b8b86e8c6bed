import PythonSemantics
import Testing

@Suite("Python's functions")
struct PythonTests {
    @Test(
        "Values are written as str() and json.dumps() write them",
        arguments: [
            (.none, "None", "null"), (.bool(true), "True", "true"), (.int(-3), "-3", "-3"),
            (.float(1), "1.0", "1.0"), (.float(1e-5), "1e-05", "1e-05"), (.float(-.infinity), "-inf", "-Infinity"),
            (.float(.nan), "nan", "NaN"), (.str("it's"), "it's", #""it's""#),
            (
                .list([.str("it's"), .str("a\"b'c"), .str("\u{7F}\n\\")]), #"["it's", 'a"b\'c', '\x7f\n\\']"#,
                #"["it's", "a\"b'c", "\u007f\n\\"]"#
            ),
            (.list([.none, .int(1), .list([])]), "[None, 1, []]", "[null, 1, []]"),
            (
                .dict([("b", .bool(false)), ("ä😀", .none)]), "{'b': False, 'ä😀': None}",
                #"{"b": false, "\u00e4\ud83d\ude00": null}"#
            ),
        ] as [(Value, String, String)]
    )
    func text(value: Value, text: String, json: String) {
        #expect(Python.str(value) == text)
        #expect(Python.json(value) == json)
    }

    @Test("Keys can be sorted, by code points")
    func sortedKeys() {
        let value = Value.dict([("ä", .int(1)), ("b", .int(2)), ("B", .int(3))])
        #expect(Python.json(value, sortedKeys: true) == #"{"B": 3, "b": 2, "\u00e4": 1}"#)
    }

    @Test(
        "int() and float() read texts",
        arguments: [
            ("12", 12, 12), (" +1_000\n", 1000, 1000), ("-7", -7, -7), ("1__0", nil, nil), ("_1", nil, nil),
            ("1.5", nil, 1.5), ("1.", nil, 1), (".5e1", nil, 5), ("1e3", nil, 1000), ("+-1", nil, nil),
            ("Infinity", nil, .infinity), ("-inf", nil, -.infinity), ("0x1F", nil, nil), ("0x1p3", nil, nil),
            (".", nil, nil), ("", nil, nil), ("e5", nil, nil), ("1e", nil, nil),
        ] as [(String, Int?, Double?)]
    )
    func numbers(text: String, integer: Int?, number: Double?) {
        #expect(Python.int(text) == integer)
        #expect(Python.float(text) == number)
    }

    @Test("int() cuts off fractions, and truth values are numbers")
    func numbersOfValues() {
        #expect(Python.int(Value.float(-1.9)) == -1)
        #expect(Python.int(Value.bool(true)) == 1)
        #expect(Python.int(Value.float(.nan)) == nil)
        #expect(Python.int(Value.none) == nil)
        #expect(Python.float(Value.int(2)) == 2)
        #expect(Python.float(Value.str("nan"))?.isNaN == true)
    }

    @Test("What is empty, zero or None counts as false")
    func truth() {
        let empty: [Value] = [.none, .bool(false), .int(0), .float(0), .str(""), .list([]), .dict([])]
        #expect(!empty.contains { Python.bool($0) })
        #expect(Python.bool(Value.list([.none])))
    }

    @Test("Negative indices count from the end", arguments: [(0, 0), (2, 2), (3, nil), (-1, 2), (-3, 0), (-4, nil)])
    func offsets(index: Int, offset: Int?) {
        #expect(Python.offset(index, in: 3) == offset)
    }

    @Test(
        "Equal values are one in a set",
        arguments: [
            (.int(1), .float(1), true), (.int(1), .bool(true), true), (.float(0), .bool(false), true),
            (.int(1), .str("1"), false), (.none, .bool(false), false), (.str("é"), .str("e\u{301}"), false),
            (.int(9_007_199_254_740_993), .float(9_007_199_254_740_992), false), (.float(.nan), .float(.nan), false),
            (.list([.int(1)]), .list([.float(1)]), true), (.list([.int(1)]), .list([.int(1), .int(1)]), false),
            (.dict([("a", .int(1)), ("b", .none)]), .dict([("b", .none), ("a", .bool(true))]), true),
            (.dict([("a", .none)]), .dict([("b", .none)]), false),
        ] as [(Value, Value, Bool)]
    )
    func equality(left: Value, right: Value, areEqual: Bool) {
        #expect(Python.areEqual(left, right) == areEqual)
        #expect(Set([EqualInPython(left), EqualInPython(right)]).count == (areEqual ? 1 : 2))
    }
}
