import HeatTemplates
import Testing

@Suite("Stacks")
struct StackTests {
    private static let version = "heat_template_version: 2018-08-31\n"

    @Test("everything wrong is found at once")
    func everything() {
        let template = """
            heat_template_version: 2018-08-31
            paramters: {}
            parameters:
              size: {type: numbr}
              count: {type: number, default: 7, constraints: [{range: {max: 5}}]}
            conditions:
              wrong: {list_join: [',', []]}
            resources:
              a: {type: OS::Nova::Server, properties: {flavour: m1}, depends_on: [missing]}
              b: {type: OS::Nova::Sever}
              c: {type: OS::Heat::Value, condition: never, propertys: {}}
            outputs:
              o: {value: {get_attr: [a, adresses]}}
              p: {value: {get_resource: z}}
              q: {val: 1}
            """
        #expect(
            findings(in: template) == [
                "2:1 refused: 'paramters' is no section of a template of version 2018-08-31",
                "4:16 refused: 'numbr' is no type of parameter",
                "5:34 refused: the default of 'count' is none of the values that the parameter takes: 7 is more than 5",
                "11:48 refused: 'propertys' is no key of a resource",
                "15:6 refused: the output 'q' has no value",
                "15:7 doubtful: 'val' is no key of an output",
                "7:11 refused: the function list_join is not for conditions in version 2018-08-31",
                "9:3 fails: OS::Nova::Server: the property 'flavor' is required",
                "9:44 refused: OS::Nova::Server: there is no property 'flavour'",
                "9:71 refused: there is no resource 'missing'",
                "10:13 refused: there is no type of resource 'OS::Nova::Sever'",
                "11:3 fails: OS::Heat::Value: the property 'value' is required",
                "11:41 refused: there is no condition 'never'",
                "13:15 refused: OS::Nova::Server has no attribute 'adresses'",
                "14:15 fails: there is no resource 'z'",
            ]
        )
    }

    @Test("a finding says what to do")
    func advice() {
        let lint = TemplateLint(
            "heat_template_version: 2018-08-31\nresources: {s: {type: OS::Nova::Sever}}",
            file: "main.yaml"
        )
        #expect(
            lint.diagnostics.map(\.description) == [
                "main.yaml:2:23: error: there is no type of resource 'OS::Nova::Sever'; did you mean 'OS::Nova::Server'?"
            ]
        )
    }

    @Test("what is wrong in the branch that does not count is a warning")
    func branches() {
        let template = """
            heat_template_version: 2018-08-31
            parameters: {big: {type: boolean, default: true}}
            conditions: {big: {get_param: big}}
            outputs: {o: {value: {if: [big, a, {get_param: absent}]}}}
            """
        #expect(findings(in: template) == ["4:37 doubtful: there is no parameter 'absent'"])
        #expect(findings(in: template, parameters: ["big": "no"]) == ["4:37 fails: there is no parameter 'absent'"])
    }

    @Test("resources whose condition is false are not there, and nothing waits for them")
    func conditions() throws {
        let template = """
            heat_template_version: 2018-08-31
            parameters: {wanted: {type: boolean, default: false}}
            conditions:
              wanted: {get_param: wanted}
              unwanted: {not: wanted}
            resources:
              a: {type: OS::Heat::RandomString, condition: wanted}
              b: {type: OS::Heat::RandomString, condition: unwanted, depends_on: a}
            outputs:
              a: {value: {get_resource: a}, condition: wanted}
            """
        let without = try #require(madeStack(template))
        #expect(without.diagnostics == [])
        #expect(without.resources.map(\.name) == ["b"])
        #expect(without.resources[0].dependencies == [])
        #expect(outputs(of: template)["a"] == "null")
        let with = try #require(madeStack(template, parameters: ["wanted": "yes"]))
        #expect(with.resources.map(\.name) == ["a"])
    }

    @Test("conditions that refer to each other in a circle are refused")
    func circularConditions() {
        let template = "heat_template_version: 2018-08-31\nconditions: {a: {not: b}, b: {not: a}}"
        #expect(
            findings(in: template).first
                == "2:18 refused: the condition 'b' cannot be resolved: the condition 'a' cannot be resolved: "
                + "the condition 'b' depends on itself"
        )
    }

    @Test("dependencies come from references and from what is said")
    func dependencies() throws {
        let template = """
            heat_template_version: 2018-08-31
            resources:
              net: {type: OS::Neutron::Net}
              subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.0.0.0/24}}
              port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}}, depends_on: subnet}
              server:
                type: OS::Nova::Server
                properties: {flavor: m1, networks: [{port: {get_resource: port}}]}
                metadata: {net: {get_attr: [net, name]}}
            """
        let stack = try #require(madeStack(template))
        #expect(stack.diagnostics == [])
        #expect(stack.resource("port")?.dependencies == ["subnet", "net"])
        #expect(stack.resource("server")?.dependencies == ["port", "net"])
        #expect(stack.graph.waves == [["net"], ["subnet"], ["port"], ["server"]])
        #expect(stack.graph.criticalPath() == ["net", "subnet", "port", "server"])
        let server = try #require(stack.resource("server"))
        let properties = try stack.properties(of: server, with: Made())
        #expect(properties["networks"] == [["port": "id-of-port"]])
        #expect(
            try TemplateValue.map(stack.properties(of: server)).json()
                == #"{"flavor": "m1", "networks": [{"port": null}]}"#
        )
    }

    /// Resources that all exist.
    private struct Made: ResourceValues {
        func reference(to resource: String) -> TemplateValue { .string("id-of-\(resource)") }

        func attribute(_ name: String, of resource: String, path: [TemplateValue]) -> TemplateValue {
            .string("\(name)-of-\(resource)")
        }
    }

    @Test("circles are told with their way")
    func circles() {
        let template = """
            heat_template_version: 2018-08-31
            resources:
              a: {type: OS::Heat::RandomString, depends_on: c}
              b: {type: OS::Heat::RandomString, depends_on: a}
              c: {type: OS::Heat::RandomString, depends_on: [b, d]}
              d: {type: OS::Heat::RandomString}
            """
        #expect(
            findings(in: template) == [
                "3:3 refused: the resources depend on each other in a circle: a → c → b → a"
            ]
        )
    }

    // MARK: - Nested templates

    private static let child = """
        heat_template_version: 2018-08-31
        parameters:
          size: {type: number}
        resources:
          r: {type: OS::Heat::RandomString, properties: {length: {get_param: size}}}
        outputs:
          secret: {value: {get_attr: [r, value]}}
        """

    @Test("nested templates are looked into, with the values they are given")
    func nesting() throws {
        let template = """
            heat_template_version: 2018-08-31
            resources:
              child: {type: lib/child.yaml, properties: {size: 3}}
            """
        let stack = try #require(madeStack(template, files: ["lib/child.yaml": Self.child]))
        #expect(stack.diagnostics == [])
        let nested = try #require(stack.resource("child")?.nested)
        #expect(nested.parameters["size"] == 3)
        #expect(nested.template.file == "lib/child.yaml")
    }

    @Test(
        "what is wrong with nested templates is found",
        arguments: [
            ("{type: absent.yaml}", "3:19 refused: there is no file 'absent.yaml'"),
            ("{type: ../child.yaml}", "3:19 refused: the file '../child.yaml' is outside the folder of the template"),
            (
                "{type: /etc/child.yaml}",
                "3:19 refused: the file '/etc/child.yaml' is outside the folder of the template"
            ),
            (
                "{type: 'http://example.com/x.yaml'}",
                "3:19 refused: the file 'http://example.com/x.yaml' is not in the folder of the template but on the network"
            ),
            ("{type: child.yaml}", "3:3 fails: the template 'child.yaml' wants a value for its parameter 'size'"),
            (
                "{type: child.yaml, properties: {size: 1, sise: 2}}",
                "3:53 refused: the template 'child.yaml' has no parameter 'sise'"
            ),
            ("{type: main.yaml}", "3:19 fails: the template is nested in itself: main.yaml"),
            ("{type: broken.yaml}", "broken.yaml:1:1 refused: the template has no version"),
        ]
    )
    func nestedErrors(resource: String, finding: String) {
        let template = "heat_template_version: 2018-08-31\nresources:\n  child:   \(resource)"
        let found = findings(
            in: template,
            files: ["child.yaml": Self.child, "main.yaml": template, "broken.yaml": "a: 1"]
        )
        #expect(found.contains { $0.hasPrefix(finding) || finding.hasPrefix($0) }, "\(found)")
    }

    @Test("the environment says what types stand for")
    func registry() throws {
        let environment = """
            resource_registry:
              "My::Child": child.yaml
              "My::Net*": "OS::Neutron*"
              resources:
                special: {"OS::Heat::RandomString": "OS::Heat::Value"}
            parameter_defaults: {size: 9}
            """
        let template = """
            heat_template_version: 2018-08-31
            resources:
              child: {type: "My::Child"}
              net: {type: "My::Net::Net"}
              special: {type: "OS::Heat::RandomString", properties: {value: 1}}
            """
        #expect(findings(in: template, environments: [environment], files: ["child.yaml": Self.child]) == [])
        let parsed = try #require(Environment.parse(environment, file: "env.yaml").environment)
        let stack = try #require(madeStack(template, environment: parsed, files: ["child.yaml": Self.child]))
        #expect(stack.resource("net")?.type?.name == "OS::Neutron::Net")
        #expect(stack.resource("special")?.type?.name == "OS::Heat::Value")
        #expect(stack.resource("child")?.nested?.parameters["size"] == 9)
    }

    @Test("groups have their members")
    func groups() throws {
        let template = """
            heat_template_version: 2018-08-31
            parameters: {count: {type: number, default: 2}}
            resources:
              group:
                type: OS::Heat::ResourceGroup
                properties:
                  count: {get_param: count}
                  resource_def: {type: OS::Heat::RandomString, properties: {salt: 's-%index%', lngth: 3}}
            """
        let stack = try #require(madeStack(template))
        let members = try #require(stack.resource("group")?.nested)
        #expect(members.resources.map(\.name) == ["0", "1"])
        #expect(try members.properties(of: members.resources[1])["salt"] == "s-1")
        #expect(
            findings(in: template)
                == ["5:3 fails: OS::Heat::RandomString: there is no property 'lngth'"].map {
                    $0.replacing("5:3", with: "4:3")
                }
        )
    }
}
