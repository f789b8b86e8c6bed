import Foundation
import OpenStack
import Testing

@Suite struct JSONValueTests {
    private let value: JSON = [
        "text": "a", "count": 3, "share": 0.5, "on": true, "none": nil, "list": ["x", 1], "nested": ["deep": [1, 2]],
    ]

    @Test func readingWhatFits() {
        #expect(value["text"].string == "a")
        #expect(value["count"].integer == 3)
        #expect(value["count"].double == 3)
        #expect(value["share"].double == 0.5)
        #expect(value["on"].bool == true)
        #expect(value["list"][0].string == "x")
        #expect(value["list"].array?.count == 2)
        #expect(value["nested"]["deep"][1].integer == 2)
        #expect(value.object?.count == 7)
    }

    @Test func readingWhatDoesNotFitGivesNothing() {
        #expect(value["text"].integer == nil)
        #expect(value["count"].string == nil)
        #expect(value["share"].integer == nil)
        #expect(value["on"].integer == nil)
        #expect(value["text"].bool == nil)
        #expect(value["text"].array == nil)
        #expect(value["text"].object == nil)
        #expect(value["text"].double == nil)
        #expect(value["absent"].isNull)
        #expect(value["text"]["deeper"]["still"].isNull)
        #expect(value["list"][-1].isNull)
        #expect(value["list"][2].isNull)
        #expect(value[0].isNull)
    }

    @Test func aMemberThatIsNullIsThere() {
        #expect(value.has("none"))
        #expect(!value.has("absent"))
        #expect(!JSON.array(["none"]).has("none"))
    }

    @Test func valuesFromOptionals() {
        #expect(JSON(nil as String?) == .null)
        #expect(JSON("a" as String?) == "a")
        #expect(JSON(nil as Int?) == .null)
        #expect(JSON(4 as Int?) == 4)
        #expect(JSON(["a", "b"]) == ["a", "b"])
    }

    // MARK: - Printing

    @Test func compactTextHasKeysInOrder() {
        let expected = """
            {"count":3,"list":["x",1],"nested":{"deep":[1,2]},"none":null,"on":true,"share":0.5,"text":"a"}
            """
        #expect(value.description == expected)
    }

    @Test func prettyTextIsIndented() {
        let value: JSON = ["b": [1, ["c": "d"]], "a": [], "e": [:]]
        let expected = """
            {
              "a": [],
              "b": [
                1,
                {
                  "c": "d"
                }
              ],
              "e": {}
            }
            """
        #expect(String(decoding: value.serialized(pretty: true), as: UTF8.self) == expected)
    }

    static let printed: [(JSON, String)] = [
        ("\"\\/\n\r\t", #""\"\\/\n\r\t""#), ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""), ("ä€😀", "\"ä€😀\""),
        (.number(5), "5.0"), (.number(.nan), "null"), (.number(.infinity), "null"), (.integer(.min), "\(Int.min)"),
    ]

    @Test(arguments: printed)
    func texts(value: JSON, text: String) {
        #expect(value.description == text)
    }

    static let values: [JSON] = [
        .null, true, 0, -1, .integer(.max), 0.1, -1e-7, 1e300, .number(5), "", "\"\\\u{0}\u{1F}\n ä€😀\u{2028}",
        [], [:], [[], [[]], [:]], ["a": ["b": [1, 2.5, nil, "x"]], "": "empty", "ü": false],
    ]

    @Test(arguments: values)
    func whatIsPrintedIsReadAgain(value: JSON) throws {
        #expect(try JSON(parsing: value.serialized()) == value)
        #expect(try JSON(parsing: value.serialized(pretty: true)) == value)
    }

    @Test(arguments: values)
    func foundationReadsWhatIsPrinted(value: JSON) throws {
        let decoded = try JSONDecoder().decode([JSON].self, from: Data(JSON.array([value]).serialized()))
        // Foundation does not keep 5.0 apart from 5.
        #expect(decoded.first?.double == value.double)
        if value.double == nil { #expect(decoded == [value]) }
    }

    @Test(arguments: values)
    func foundationWritesWhatIsRead(value: JSON) throws {
        let data = try JSONEncoder().encode([value])
        let read = try JSON(parsing: data)[0]
        #expect(read.double == value.double)
        if value.double == nil { #expect(read.description.replacing("5.0", with: "5") == value.description) }
    }
}
