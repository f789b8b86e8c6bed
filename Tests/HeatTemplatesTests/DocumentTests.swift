import HeatTemplates
import Testing

@Suite("Documents")
struct DocumentTests {
    @Test(
        "plain scalars mean what they mean in YAML 1.1, as Heat reads it",
        arguments: [
            ("yes", "true"), ("Off", "false"), ("~", "null"), ("010", "8"), ("0x1F", "31"), ("1_000", "1000"),
            ("1:30", "90"), ("1e3", "\"1e3\""), ("1.5", "1.5"), ("1.0e+3", "1000.0"), ("2013-05-23", "\"2013-05-23\""),
            ("'1'", "\"1\""), ("!!str 1", "\"1\""), (".5", "0.5"), ("+1", "1"), ("nul", "\"nul\""), ("09", "\"09\""),
        ]
    )
    func scalars(text: String, json: String) {
        let template = "heat_template_version: 2018-08-31\noutputs: {o: {value: \(text)}}"
        #expect(outputs(of: template)["o"] == json)
    }

    @Test("keys are text, as in JSON")
    func keys() {
        let template = "heat_template_version: 2018-08-31\noutputs: {o: {value: {1: a, yes: b, 'no': c, ~: d}}}"
        #expect(outputs(of: template)["o"] == #"{"1": "a", "no": "c", "null": "d", "true": "b"}"#)
    }

    @Test("maps are merged")
    func merging() {
        let template = """
            heat_template_version: 2018-08-31
            outputs:
              base: {value: &base {a: 1, b: 2}}
              o: {value: {<<: *base, b: 3, c: 4}}
              p: {value: {<<: [{a: 5}, *base]}}
            """
        #expect(outputs(of: template)["o"] == #"{"a": 1, "b": 3, "c": 4}"#)
        #expect(outputs(of: template)["p"] == #"{"a": 5, "b": 2}"#)
    }

    @Test("of a key that occurs twice the last one counts, and places stay")
    func duplicates() {
        let template = """
            heat_template_version: 2018-08-31
            outputs:
              o: {value: 1}
              "o": {value: 2}
              p: {value: {get_param: absent}}
            """
        #expect(outputs(of: template)["o"] == "2")
        #expect(
            findings(in: template) == [
                "3:3 doubtful: the key 'o' occurs again in this map, and only the last one counts",
                "5:15 fails: there is no parameter 'absent'",
            ]
        )
    }

    @Test(
        "what cannot be read is said with its place",
        arguments: [
            ("a: [1, 2", "2:1 refused: no valid YAML: did not find expected ',' or ']'"),
            ("", "1:1 refused: the document is empty"),
            ("- a", "1:1 refused: a template is a map, and this is a list"),
            (
                "heat_template_version: 2018-08-31\ndescription: !Ref b",
                "2:14 refused: '!Ref' is not a tag that templates have"
            ),
            ("? [a, b]\n: c\nheat_template_version: 2018-08-31", "1:3 refused: a key that is a list or a map"),
            ("a: *nowhere", "1:4 refused: an alias without anchor"),
        ]
    )
    func unreadable(text: String, finding: String) {
        let found = findings(in: text)
        #expect(found.first?.hasPrefix(finding) ?? false, "\(found)")
    }

    @Test("JSON is read as JSON")
    func json() {
        let template = #"{"heat_template_version": "2018-08-31", "outputs": {"o": {"value": [1e3, "yes", null]}}}"#
        #expect(outputs(of: template)["o"] == #"[1000.0, "yes", null]"#)
    }
}
