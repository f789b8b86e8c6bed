import HeatTemplates
import Testing

@Suite("Functions")
struct FunctionTests {
    /// An expression, the first version that has it, and what it comes to.
    struct Example: Sendable, CustomTestStringConvertible {
        var expression: String
        var version: String
        var result: String

        init(_ expression: String, _ version: String = "2018-08-31", _ result: String) {
            self.expression = expression
            self.version = version
            self.result = result
        }

        var testDescription: String { "\(version): \(expression)" }
    }

    static let preamble = """
        parameters:
          text: {type: string, default: hello world}
          names: {type: comma_delimited_list, default: "red,green"}
          tree: {type: json, default: {k: v, list: [1, {x: y}]}}
          flag: {type: boolean, default: "on"}
        resources:
          r: {type: OS::Heat::Value, properties: {value: 1}}

        """

    private func result(_ example: Example) -> String? {
        outputs(
            of: "heat_template_version: \(example.version)\n" + Self.preamble
                + "outputs: {o: {value: \(example.expression)}}",
            files: ["hello.txt": "Hello\n"]
        )["o"]
    }

    @Test(
        "functions come to what Heat makes of them",
        arguments: [
            Example("{get_param: text}", "2013-05-23", #""hello world""#),
            Example("{get_param: [tree, list, 1, x]}", "2013-05-23", #""y""#),
            Example("{get_param: [tree, absent]}", "2013-05-23", #""""#),
            Example("{get_param: [names, -1]}", "2013-05-23", #""green""#),
            Example("{get_param: 'OS::stack_name'}", "2013-05-23", #""web""#),
            Example("{get_file: hello.txt}", "2013-05-23", #""Hello\n""#),
            Example("{list_join: ['-', {get_param: names}]}", "2013-05-23", #""red-green""#),
            Example("{list_join: ['-', [a], [b, {c: [1, null]}]]}", "2015-10-15", #""a-b-{\"c\": [1, null]}""#),
            Example("{list_join: ['-', [a, null]]}", "2015-10-15", #""a-""#),
            Example("{str_replace: {template: xxyx, params: {x: y, xx: Z}}}", "2013-05-23", #""Zyy""#),
            Example("{str_replace: {template: ab, params: {a: b, b: a}}}", "2013-05-23", #""ba""#),
            Example(
                "{str_replace: {template: n, params: {n: {b: 1, a: [true]}}}}",
                "2015-10-15",
                #""{\"a\": [true], \"b\": 1}""#
            ),
            Example("{str_replace_strict: {template: a, params: {a: 1}}}", "2017-02-24", #""1""#),
            Example("{str_split: [',', 'a,b', 1]}", "2015-10-15", #""b""#),
            Example("{str_split: [',', 'a,b']}", "2015-10-15", #"["a", "b"]"#),
            Example("{digest: [md5, abc]}", "2015-04-30", #""900150983cd24fb0d6963f7d28e17f72""#),
            Example(
                "{digest: [sha224, abc]}",
                "2015-04-30",
                #""23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7""#
            ),
            Example(
                "{repeat: {template: '%x%!', for_each: {'%x%': {get_param: names}}}}",
                "2015-04-30",
                #"["red!", "green!"]"#
            ),
            Example(
                "{repeat: {template: '%x%%y%', for_each: {'%x%': [a, b], '%y%': ['1', '2']}}}",
                "2015-04-30",
                #"["a1", "a2", "b1", "b2"]"#
            ),
            Example(
                "{repeat: {template: '%x%%y%', for_each: {'%x%': [a, b], '%y%': ['1', '2']}, permutations: false}}",
                "2017-09-01",
                #"["a1", "b2"]"#
            ),
            Example("{map_merge: [{a: 1, b: 1}, null, {b: 2}]}", "2016-04-08", #"{"a": 1, "b": 2}"#),
            Example("{map_replace: [{a: b}, {keys: {a: c}, values: {b: d}}]}", "2016-10-14", #"{"c": "d"}"#),
            Example("{filter: [[a, null], [a, b, null]]}", "2017-02-24", #"["b"]"#),
            Example(
                "{make_url: {scheme: http, host: '::1', port: 80, path: /a b, query: {x: 'y/z &'}}}",
                "2017-09-01",
                #""http://[::1]:80/a%20b?x=y/z+%26""#
            ),
            Example("{list_concat: [[a], null, [a]]}", "2017-09-01", #"["a", "a"]"#),
            Example("{list_concat_unique: [[a], [a, 1, 1.0]]}", "2017-09-01", #"["a", 1]"#),
            Example("{contains: [red, {get_param: names}]}", "2017-09-01", "true"),
            Example("{if: [{equals: [{get_param: flag}, true]}, a, b]}", "2016-10-14", #""a""#),
            Example("[{if: [false, a]}, b]", "2021-04-16", #"["b"]"#),
            Example("{k: {if: [false, a]}}", "2021-04-16", "{}"),
            Example("{Ref: text}", "2013-05-23", #""hello world""#),
            Example("{'Fn::Select': [1, [a, b]]}", "2014-10-16", #""b""#),
            Example("{'Fn::Join': ['', [a, b]]}", "2013-05-23", #""ab""#),
            Example(
                "{'Fn::MemberListToMap': [Name, Value, [.member.0.Name=a, .member.0.Value=b]]}",
                "2013-05-23",
                #"{"a": "b"}"#
            ),
        ]
    )
    func values(_ example: Example) {
        #expect(result(example) == example.result)
    }

    @Test(
        "functions that are called wrongly say how",
        arguments: [
            Example("{get_param: txt}", "2018-08-31", "error: there is no parameter 'txt', did you mean 'text'?"),
            Example("{get_file: absent}", "2018-08-31", "error: there is no file 'absent'"),
            Example("{list_join: [a]}", "2018-08-31", "error: list_join takes a list of 2 or more, and this one has 1"),
            Example(
                "{list_join: ['', [1]]}",
                "2018-08-31",
                "error: list_join joins text, lists and maps, not a number"
            ),
            Example(
                "{str_replace_strict: {template: a, params: {b: 1}}}",
                "2018-08-31",
                "error: str_replace_strict does not find b in its template"
            ),
            Example(
                "{str_replace_vstrict: {template: a, params: {a: ''}}}",
                "2018-08-31",
                "error: str_replace_vstrict wants a value for 'a', and it is empty"
            ),
            Example(
                "{digest: [crc, a]}",
                "2018-08-31",
                "error: digest does not have 'crc'; it has md5, sha1, sha224, sha256, sha384 and sha512"
            ),
            Example(
                "{map_replace: [{a: 1, b: 2}, {keys: {a: b}}]}",
                "2018-08-31",
                "error: map_replace makes 'b' of 'a', and the map has such a key"
            ),
            Example("{make_url: {host: a, port: 0}}", "2018-08-31", "error: 0 is no port: make_url takes 1 to 65535"),
            Example("{if: [absent, a, b]}", "2018-08-31", "error: there is no condition 'absent'"),
            Example(
                "{'Fn::Join': ['', [a]]}",
                "2014-10-16",
                "error: the function Fn::Join is not there any more in version 2014-10-16"
            ),
        ]
    )
    func errors(_ example: Example) {
        #expect(result(example) == example.result)
    }

    @Test("what a version does not have is data")
    func laterFunctions() {
        #expect(result(Example("{yaql: {expression: a}}", "2013-05-23", "")) == #"{"yaql": {"expression": "a"}}"#)
        #expect(result(Example("{equals: [1, 1]}", "2018-08-31", "")) == #"{"equals": [1, 1]}"#)
    }

    @Test(
        "yaql is resolved as far as public templates use it",
        arguments: [
            ("$.data.where($ > 1).select($ * 2).sum()", "[1, 2, 3]", "10"),
            ("dict($.data.items().select([$[1], $[0]]))", "{a: x}", #"{"x": "a"}"#),
            ("let(m => $.data) -> $m.keys().toList().join('+')", "{a: 1, b: 2}", #""a+b""#),
            ("coalesce($.data, []).len()", "null", "0"),
            ("$.data.flatten().distinct()", "[[1], [1, [2]]]", "[1, 2]"),
            ("$.data.reduce($1.mergeWith($2), {})", "[{a: 1}, {b: 2}]", #"{"a": 1, "b": 2}"#),
            ("switch($.data = 1 => one, true => other)", "2", #""other""#),
            ("$.data.a", "[{a: 1}, {a: 2}]", "[1, 2]"),
            (
                "$.data.unknown()", "1",
                "error: yaql cannot be resolved: yaql's function 'unknown' is not supported here"
            ),
            (
                "$.data.keys()", "{a: 1}",
                "error: yaql cannot be resolved: it comes to a set, which templates do not have; add .toList()"
            ),
        ]
    )
    func yaql(expression: String, data: String, result: String) {
        #expect(
            self.result(Example("{yaql: {expression: \"\(expression)\", data: \(data)}}", "2018-08-31", "")) == result
        )
    }

    @Test(
        "each version has its functions and only those",
        arguments: [
            (TemplateVersion.v20130523, 16, 0), (.v20141016, 8, 0), (.v20150430, 10, 0), (.v20151015, 10, 0),
            (.v20160408, 11, 0), (.v20161014, 14, 5), (.v20170224, 16, 5), (.v20170901, 21, 7), (.v20210416, 21, 7),
        ]
    )
    func functionsOfVersions(version: TemplateVersion, functions: Int, conditions: Int) {
        #expect(version.functionNames.count == functions)
        #expect(version.conditionFunctionNames.count == conditions)
    }
}
