import HeatTemplates
import Testing

@Suite("Environments and parameters")
struct EnvironmentTests {
    private static let template = """
        heat_template_version: 2018-08-31
        parameters:
          text: {type: string, default: a}
          number: {type: number, default: 1}
          list: {type: comma_delimited_list, default: [a]}
          tree: {type: json, default: {}}
        outputs:
          text: {value: {get_param: text}}
          number: {value: {get_param: number}}
          list: {value: {get_param: list}}
          tree: {value: {get_param: tree}}
        """

    private func values(_ environments: [String], _ parameters: [String: String] = [:]) -> [String: String] {
        let lint = TemplateLint(
            Self.template,
            file: "main.yaml",
            environments: environments.map { TemplateLint.EnvironmentDocument(text: $0, file: "env.yaml") },
            parameters: parameters
        )
        return Dictionary(
            uniqueKeysWithValues: lint.outputs.map {
                ($0.name, (try? $0.value.get().json(sortedKeys: true)) ?? "error")
            }
        )
    }

    @Test("values given win over those of environments, parameters over their defaults, later over earlier")
    func precedence() {
        let first = "parameters: {text: b}\nparameter_defaults: {text: c, number: 2}"
        #expect(values([])["text"] == #""a""#)
        #expect(values([first])["text"] == #""b""#)
        #expect(values([first])["number"] == "2")
        #expect(values([first, "parameters: {text: d}"])["text"] == #""d""#)
        #expect(values([first], ["text": "e"])["text"] == #""e""#)
    }

    @Test("parameters are merged as the environment says")
    func merging() {
        let first = "parameters: {text: b, number: 2, list: [b], tree: {a: {x: [1]}, b: 1}}"
        let merge = "parameter_merge_strategies: {default: merge}\n"
        let deep = "parameter_merge_strategies: {default: merge, tree: deep_merge}\n"
        let second = "parameters: {text: c, number: 3, list: 'c,d', tree: {a: {x: [2]}}}"
        #expect(
            values([first, merge + second]) == [
                "text": #""bc""#, "number": "5", "list": #"["b", "c", "d"]"#, "tree": #"{"a": {"x": [2]}, "b": 1}"#,
            ]
        )
        #expect(values([first, deep + second])["tree"] == #"{"a": {"x": [1, 2]}, "b": 1}"#)
        #expect(values([first, second])["text"] == #""c""#)
    }

    @Test(
        "what is wrong with an environment is found",
        arguments: [
            ("parameter: {}", "env.yaml:1:1 refused: 'parameter' is no section of an environment"),
            ("parameters:", "env.yaml:1:1 refused: the section 'parameters' is empty"),
            ("parameters: {absent: 1}", "env.yaml:1:14 refused: the template has no parameter 'absent'"),
            (
                "parameters: {number: x}",
                "env.yaml:1:14 fails: the value of the parameter 'number' cannot be used: 'x' is no number"
            ),
            ("resource_registry: {resources: {a: {hooks: before}}}", "env.yaml:1:44 refused: 'before' is no hook"),
            ("- a", "env.yaml:1:1 refused: an environment is a map, and this is a list"),
        ]
    )
    func findings(environment: String, finding: String) {
        #expect(HeatTemplatesTests.findings(in: Self.template, environments: [environment]) == [finding])
    }

    @Test(
        "constraints are held against values",
        arguments: [
            ("{type: string, constraints: [{length: {min: 2, max: 3}}]}", "abcd", "its length is 4, more than 3"),
            ("{type: number, constraints: [{range: {min: 2}}]}", "1", "1 is less than 2"),
            (
                "{type: number, constraints: [{modulo: {step: 3, offset: 1}}]}", "5",
                "5 does not leave 1 when divided by 3"
            ),
            ("{type: string, constraints: [{allowed_values: [a, b]}]}", "c", "'c' is none of a, b"),
            ("{type: string, constraints: [{allowed_pattern: '[a-z]+'}]}", "ab1", "'ab1' does not match [a-z]+"),
            (
                "{type: string, constraints: [{allowed_pattern: '(?P<a>x)(?P=a)'}]}", "xy",
                "'xy' does not match (?P<a>x)(?P=a)"
            ),
            ("{type: string, constraints: [{allowed_pattern: a, description: only a}]}", "b", "only a"),
            (
                "{type: string, constraints: [{custom_constraint: ip_addr}]}", "1.2.3.256",
                "'1.2.3.256' does not meet ip_addr"
            ),
            (
                "{type: string, constraints: [{custom_constraint: net_cidr}]}", "fe80::/129",
                "'fe80::/129' does not meet net_cidr"
            ),
            ("{type: string, constraints: [{custom_constraint: nova.flavor}]}", "anything", nil),
            (
                "{type: string, constraints: [{custom_constraint: nova.flavour}]}", "a",
                "Heat knows no constraint 'nova.flavour'"
            ),
            ("{type: json}", "{", "the text is no JSON"),
            (
                "{type: string, hidden: true, constraints: [{allowed_pattern: '[a-z]+'}]}", "S3cret",
                "it does not meet allowed_pattern"
            ),
            ("{type: number, hidden: true}", "S3cret", "'******' is no number"),
            ("{type: boolean}", "maybe", "'maybe' is no boolean"),
            ("{type: number}", " 12 ", nil),
            ("{type: boolean}", "Off", nil),
        ]
    )
    func constraints(definition: String, value: String, complaint: String?) throws {
        let text = "heat_template_version: 2018-08-31\nparameters: {p: \(definition)}"
        let parsed = Template.parse(text, file: "main.yaml")
        #expect(parsed.diagnostics == [])
        let parameter = try #require(parsed.template?.parameters.first)
        #expect(parameter.complaint(about: .string(value)) == complaint)
    }

    @Test(
        "parameters that are defined wrongly are refused",
        arguments: [
            ("{}", "the parameter 'p' has no type"),
            ("{type: string, defalt: a}", "'defalt' is no key of a parameter"),
            (
                "{type: string, constraints: [{range: {min: 1}}]}",
                "range is no constraint for a parameter of type string"
            ),
            ("{type: number, constraints: [{range: {}}]}", "range has neither min nor max"),
            (
                "{type: number, constraints: [{modulo: {step: 2, offset: 2}}]}",
                "the offset of modulo must be less than the step"
            ),
            ("{type: string, constraints: [{length: {max: 1.5}}]}", "the bounds of a length must be whole numbers"),
            ("{type: string, constraints: [{allowed_pattern: '('}]}", "'(' is no regular expression"),
            ("{type: string, constraints: {}}", "constraints must be a list, not a map"),
            ("{type: string, tags: a}", "the tags of a parameter must be a list, not a string"),
        ]
    )
    func definitions(definition: String, message: String) {
        let text = "heat_template_version: 2018-08-31\nparameters: {p: \(definition)}"
        #expect(Template.parse(text, file: "main.yaml").diagnostics.map(\.message) == [message])
    }
}
