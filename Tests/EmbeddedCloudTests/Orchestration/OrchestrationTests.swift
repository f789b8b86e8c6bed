import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import EmbeddedCloud

@Suite struct OrchestrationTests {
    private static func value(_ value: JSON) -> JSON { ["type": "OS::Heat::Value", "properties": ["value": value]] }

    @Test func `A stack is made, shown, changed and removed`() async throws {
        try await StackLab.run { lab in
            func template(_ value: JSON) -> JSON {
                StackLab.hot([
                    "parameters": ["v": ["type": "string", "hidden": true]],
                    "resources": ["a": ["type": "OS::Heat::TestResource", "properties": ["value": value]]],
                    "outputs": ["o": ["value": ["get_attr": ["a", "output"]]]],
                ])
            }
            let path = try await lab.stack("s", template(["get_param": "v"]), ["parameters": ["v": "one"]])
            let stack = try await lab.get(path)["stack"]
            #expect(stack?["stack_status"] == "CREATE_COMPLETE")
            #expect(stack?["parameters"]?["v"] == "******")
            #expect(try await lab.output(path, "o") == "one")
            let patched = try await lab.send(.patch, path, ["parameters": ["v": "two"]])
            #expect(patched.status == 202)
            #expect(try await lab.settle(path) == "UPDATE_COMPLETE")
            #expect(try await lab.output(path, "o") == "two")
            let found = try await lab.send(.get, "stacks/s")
            #expect(found.status == 302)
            #expect(found.headers[.location]?.hasSuffix(path) == true)
            #expect(try await lab.send(.delete, path).status == 204)
            #expect(try await lab.settle(path) == "DELETE_COMPLETE")
            #expect(try await lab.send(.get, "stacks/s").status == 404)
            #expect(try await lab.get("stacks")["stacks"] == [])
        }
    }

    @Test(arguments: [true, false])
    func `Stacks are abandoned and adopted where the cloud is configured so`(isAllowed: Bool) async throws {
        try await StackLab.run(allowsAbandonAndAdopt: isAllowed) { lab in
            let template = StackLab.hot(["resources": ["a": ["type": "OS::Heat::RandomString"]]])
            let path = try await lab.stack("s", template)
            let made = try await lab.get(path + "/resources/a")["resource"]?["physical_resource_id"]
            let export = try await lab.get(path + "/export")
            let abandoned = try await lab.send(.delete, path + "/abandon")
            let adopted = try await lab.send(
                .post,
                "stacks",
                ["stack_name": "t", "template": template, "adopt_stack_data": .string(export.text)]
            )
            guard isAllowed else {
                #expect(abandoned.status == 400)
                #expect(abandoned.json["error"]?["message"] == "Stack Abandon is not supported.")
                #expect(adopted.status == 400)
                #expect(adopted.json["error"]?["message"] == "Stack Adopt is not supported.")
                return
            }
            #expect(abandoned.status == 200)
            #expect(adopted.status == 201)
            let other = "\(lab.base)/stacks/t/\(adopted.json["stack"]?["id"]?.string ?? "")"
            #expect(try await lab.settle(other) == "ADOPT_COMPLETE")
            #expect(try await lab.get(other + "/resources/a")["resource"]?["physical_resource_id"] == made)
        }
    }

    @Test func `What upstream cannot check says so, and so does its stack`() async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack(
                "s",
                StackLab.hot([
                    "resources": [
                        "network": ["type": "OS::Neutron::Net"], "test": ["type": "OS::Heat::TestResource"],
                    ]
                ])
            )
            #expect(try await lab.send(.post, path + "/actions", ["check": nil]).status == 200)
            #expect(try await lab.settle(path) == "CHECK_COMPLETE")
            let reason = try await lab.get(path)["stack"]?["stack_status_reason"]
            #expect(reason == "Stack CHECK completed successfully. 'CHECK' not fully supported (see resources)")
            let network = try await lab.get(path + "/resources/network")["resource"]
            #expect(network?["resource_status_reason"] == "CHECK not supported for OS::Neutron::Net")
            let events = try await lab.get(path + "/resources/network/events")["events"]?.array ?? []
            #expect(!events.contains { $0["resource_status"] == "CHECK_IN_PROGRESS" })
        }
    }

    @Test(arguments: ["", "null"]) func `A signal needs no details`(body: String) async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack(
                "s",
                StackLab.hot(["resources": ["handle": ["type": "OS::Heat::WaitConditionHandle"]]])
            )
            let signal = path + "/resources/handle/signal"
            let answer = try await lab.cloud.send(.post, signal, text: body, token: lab.token)
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    /// A function, and what it comes to.
    private static let functions: [(JSON, JSON)] = [
        (["list_join": [",", ["a", "b"], ["c"]]], "a,b,c"),
        (["str_replace": ["template": "x-y xx", "params": ["x": "1", "xx": "2"]]], "1-y 2"),
        (["str_split": [".", "a.b.c", 1]], "b"),
        (["repeat": ["template": "v%n%", "for_each": ["%n%": [1, 2]]]], ["v1", "v2"]),
        (["digest": ["md5", "a"]], "0cc175b9c0f1b6a831c399e269772661"),
        (["map_merge": [["a": 1], ["b": 2]]], ["a": 1, "b": 2]),
        (["map_replace": [["a": "x"], ["keys": ["a": "b"], "values": ["x": "y"]]]], ["b": "y"]),
        (["filter": [["a"], ["a", "b"]]], ["b"]),
        (["list_concat_unique": [["a"], ["a", "b"]]], ["a", "b"]),
        (["contains": ["a", ["a"]]], true),
        (["if": ["yes", "then", "else"]], "then"),
        ([["if": [["not": "yes"], "gone"]], "kept"], ["kept"]),
        (["make_url": ["scheme": "http", "host": "::1", "port": 80, "path": "/p"]], "http://[::1]:80/p"),
        (["get_param": ["p", "list", 1]], "two"),
        (["get_file": "f"], "content"),
        (["get_param": "OS::stack_name"], "s"),
    ]

    @Test(arguments: functions)
    func `Functions come to values`(function: JSON, expected: JSON) async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack(
                "s",
                StackLab.hot([
                    "parameters": ["p": ["type": "json", "default": ["list": ["one", "two"]]]],
                    "conditions": ["yes": ["equals": ["a", "a"]]], "outputs": ["o": ["value": function]],
                ]),
                ["files": ["f": "content"]]
            )
            #expect(try await lab.output(path, "o") == expected)
        }
    }

    /// What is wrong with a template, and what is said about it.
    private static let refusals: [(JSON.Object, String)] = [
        (["nothing": [:]], "The template section is invalid: nothing"),
        (["resources": ["a": ["type": "OS::No::Such"]]], "The Resource Type (OS::No::Such) could not be found."),
        (
            ["resources": ["a": ["type": "OS::Heat::TestResource", "properties": ["foo": 1]]]],
            "Property error: : resources.a.properties: : Unknown Property foo"
        ),
        (
            ["resources": ["a": ["type": "OS::Nova::KeyPair"]]],
            "Property error: : resources.a.properties: : Property name not assigned"
        ),
        (
            ["resources": ["a": ["type": "OS::Heat::RandomString", "properties": ["length": 9999]]]],
            "Property error: : resources.a.properties.length: : 9999 is out of range (min: 1, max: 512)"
        ),
        (["parameters": ["p": ["type": "string"]]], "The Parameter (p) was not provided."),
        (
            ["resources": ["a": ["type": "OS::Heat::None", "depends_on": "b"]]],
            "The specified reference \"b\" (in a) is incorrect."
        ),
        (
            [
                "resources": [
                    "a": ["type": "OS::Heat::TestResource", "depends_on": "b"],
                    "b": ["type": "OS::Heat::TestResource", "depends_on": "a"],
                ]
            ],
            "Circular Dependency Found: {TestResource \"a\": {TestResource \"b\"}, TestResource \"b\": {TestResource \"a\"}}"
        ),
    ]

    @Test(arguments: refusals)
    func `What is wrong with a template is said`(sections: JSON.Object, message: String) async throws {
        try await StackLab.run { lab in
            let reply = try await lab.send(.post, "stacks", ["stack_name": "s", "template": StackLab.hot(sections)])
            #expect(reply.status == 400)
            #expect(reply.json["error"]?["message"] == .string(message))
        }
    }

    @Test func `Templates may be YAML, with environments and files of their own`() async throws {
        try await StackLab.run { lab in
            let yaml = """
                heat_template_version: pike
                parameters:
                  size: {type: number, default: 3}
                resources:
                  inner:
                    type: My::Type
                    properties:
                      text: {str_replace: {template: n-size, params: {size: {get_param: size}}}}
                outputs:
                  o:
                    value: {get_attr: [inner, text]}
                """
            let inner = """
                heat_template_version: 2016-10-14
                parameters:
                  text: {type: string}
                resources:
                  v:
                    type: OS::Heat::Value
                    properties: {value: {get_param: text}}
                outputs:
                  text:
                    value: {get_attr: [v, value]}
                """
            let path = try await lab.stack(
                "s",
                .string(yaml),
                [
                    "files": ["inner.yaml": .string(inner)],
                    "environment": "resource_registry: {'My::Type': inner.yaml}\nparameters: {size: 5}\n",
                ]
            )
            #expect(try await lab.output(path, "o") == "n-5")
            let nested = try await lab.get(path + "/resources?nested_depth=1")["resources"]?.array ?? []
            #expect(nested.map { $0["resource_name"] } == ["inner", "v"])
            #expect(nested.last?["parent_resource"] == "inner")
        }
    }

    @Test func `A group has its members, and shrinks and grows`() async throws {
        try await StackLab.run { lab in
            func template(_ count: Int) -> JSON {
                StackLab.hot([
                    "resources": [
                        "g": [
                            "type": "OS::Heat::ResourceGroup",
                            "properties": ["count": .int(count), "resource_def": Self.value("v%index%")],
                        ]
                    ], "outputs": ["o": ["value": ["get_attr": ["g", "value"]]]],
                ])
            }
            let path = try await lab.stack("s", template(2))
            #expect(try await lab.output(path, "o") == ["v0", "v1"])
            for (count, expected) in [(3, ["v0", "v1", "v2"]), (1, ["v0"])] {
                #expect(try await lab.send(.put, path, ["template": template(count)]).status == 202)
                #expect(try await lab.settle(path) == "UPDATE_COMPLETE")
                #expect(try await lab.output(path, "o") == JSON(expected))
            }
        }
    }

    @Test func `A failure is told, and rolled back where that is asked for`() async throws {
        try await StackLab.run { lab in
            func template(_ fails: Bool, _ text: String) -> JSON {
                StackLab.hot([
                    "resources": [
                        "a": [
                            "type": "OS::Heat::TestResource",
                            "properties": ["fail": .bool(fails), "value": .string(text)],
                        ]
                    ], "outputs": ["o": ["value": ["get_attr": ["a", "output"]]]],
                ])
            }
            let failed = try await lab.stack("failed", template(true, "x"))
            let stack = try await lab.get(failed)["stack"]
            #expect(stack?["stack_status"] == "CREATE_FAILED")
            #expect(
                stack?["stack_status_reason"]?.string?.hasPrefix(
                    "Resource CREATE failed: ValueError: resources.a: Test Resource failed a"
                )
                    == true
            )
            let path = try await lab.stack("s", template(false, "first"))
            let body: JSON = ["template": template(true, "second"), "disable_rollback": false]
            #expect(try await lab.send(.put, path, body).status == 202)
            #expect(try await lab.settle(path) == "ROLLBACK_COMPLETE")
            #expect(try await lab.output(path, "o") == "first")
        }
    }

    @Test func `Actions, snapshots and events follow a stack`() async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack("s", StackLab.hot(["resources": ["a": ["type": "OS::Heat::TestResource"]]]))
            for (action, status) in [
                ("suspend", "SUSPEND_COMPLETE"), ("resume", "RESUME_COMPLETE"), ("check", "CHECK_COMPLETE"),
            ] {
                #expect(try await lab.send(.post, path + "/actions", .object([action: nil])).status == 200)
                #expect(try await lab.settle(path) == status)
            }
            #expect(try await lab.send(.post, path + "/actions", ["cancel_update": nil]).status == 400)
            let snapshot = try await lab.send(.post, path + "/snapshots", ["name": "n"]).json["id"]?.string ?? ""
            #expect(try await lab.settle(path) == "SNAPSHOT_COMPLETE")
            #expect(try await lab.get(path + "/snapshots/\(snapshot)")["snapshot"]?["status"] == "COMPLETE")
            #expect(try await lab.send(.post, path + "/snapshots/\(snapshot)/restore").status == 202)
            #expect(try await lab.settle(path) == "RESTORE_COMPLETE")
            let events = try await lab.get(path + "/events?resource_name=a&sort_dir=asc")["events"]?.array ?? []
            #expect(events.first?["resource_status"] == "CREATE_IN_PROGRESS")
            #expect(events.contains { $0["resource_status"] == "SNAPSHOT_COMPLETE" })
        }
    }

    @Test func `A wait condition waits for its handle's signals`() async throws {
        try await StackLab.run { lab in
            let template = StackLab.hot([
                "resources": [
                    "h": ["type": "OS::Heat::WaitConditionHandle"],
                    "w": [
                        "type": "OS::Heat::WaitCondition",
                        "properties": ["handle": ["get_resource": "h"], "timeout": 600],
                    ],
                ],
                "outputs": [
                    "data": ["value": ["get_attr": ["w", "data"]]], "token": ["value": ["get_attr": ["h", "token"]]],
                ],
            ])
            let made = try await lab.send(.post, "stacks", ["stack_name": "s", "template": template])
            let path = lab.base + "/stacks/s/\(made.json["stack"]?["id"]?.string ?? "")"
            for _ in 0..<5 {
                lab.clock.advance(milliseconds: 100)
                #expect(try await lab.get(path)["stack"]?["stack_status"] == "CREATE_IN_PROGRESS")
            }
            #expect(try await lab.send(.post, path + "/resources/h/signal", ["data": "done"]).status == 200)
            #expect(try await lab.settle(path) == "CREATE_COMPLETE")
            #expect(try await lab.output(path, "data") == "{\"1\": \"done\"}")
        }
    }

    @Test func `A stack has a project for its accounts, and tags even if it has none`() async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack("plain", StackLab.hot(["resources": ["a": Self.value("x")]]))
            let stack = try await lab.get(path)["stack"]
            #expect(stack?["stack_user_project_id"]?.string?.count == 32)
            #expect(stack?["tags"] == [])
            #expect(try await lab.get("stacks")["stacks"]?.array?.first?["tags"] == .null)
        }
    }

    @Test func `A container tells where it is, and is replaced where it can't be changed`() async throws {
        @Sendable func template(_ owner: JSON) -> JSON {
            func attribute(_ path: JSON) -> JSON { ["value": ["get_attr": path]] }
            return StackLab.hot([
                "resources": [
                    "box": ["type": "OS::Swift::Container", "properties": ["X-Container-Meta": ["owner": owner]]]
                ],
                "outputs": [
                    "domain": attribute(["box", "DomainName"]), "root": attribute(["box", "RootURL"]),
                    "owner": attribute(["box", "show", "x-container-meta-owner"]),
                ],
            ])
        }
        try await StackLab.run { lab in
            let path = try await lab.stack("boxes", template("first"))
            #expect(try await lab.output(path, "domain")?.string?.contains(":") == false)
            #expect(try await lab.output(path, "root")?.string?.contains("/v1/AUTH_") == true)
            #expect(try await lab.output(path, "owner") == "first")
            #expect(try await lab.send(.put, path, ["template": template("second")]).status == 202)
            #expect(try await lab.settle(path) == "UPDATE_COMPLETE")
            #expect(try await lab.output(path, "owner") == "second")
            let events = try await lab.get(path + "/resources/box/events")["events"]?.array ?? []
            let reasons = events.compactMap { $0["resource_status_reason"]?.string }
            #expect(reasons.contains("The Resource box requires replacement."))
        }
    }

    @Test func `A group is updated with its stack, whether it changes or not`() async throws {
        @Sendable func template(_ text: JSON) -> JSON {
            StackLab.hot([
                "resources": [
                    "group": [
                        "type": "OS::Heat::ResourceGroup",
                        "properties": ["count": 1, "resource_def": ["type": "OS::Heat::None"]],
                    ],
                    "text": Self.value(text),
                ]
            ])
        }
        try await StackLab.run { lab in
            let path = try await lab.stack("groups", template("a"))
            #expect(try await lab.send(.put, path, ["template": template("b")]).status == 202)
            #expect(try await lab.settle(path) == "UPDATE_COMPLETE")
            let group = try await lab.get(path + "/resources/group")["resource"]
            #expect(group?["resource_status"] == "UPDATE_COMPLETE")
        }
    }

    @Test func `What the network service refuses is told as its client does`() async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack(
                "refused",
                StackLab.hot([
                    "resources": [
                        "net": ["type": "OS::Neutron::Net"],
                        "subnet": [
                            "type": "OS::Neutron::Subnet",
                            "properties": ["network": ["get_resource": "net"], "cidr": "192.168.84.0/24"],
                        ],
                        "plug": [
                            "type": "OS::Neutron::Port",
                            "properties": [
                                "network": ["get_resource": "net"],
                                "fixed_ips": [["subnet": ["get_resource": "subnet"], "ip_address": "10.1.2.3"]],
                            ],
                        ],
                    ]
                ])
            )
            let stack = try await lab.get(path)["stack"]
            #expect(stack?["stack_status"] == "CREATE_FAILED")
            let reason = stack?["stack_status_reason"]?.string ?? ""
            #expect(
                reason.hasPrefix(
                    "Resource CREATE failed: InvalidIpForSubnetClient: resources.plug: IP address 10.1.2.3 is not a "
                        + "valid IP for the specified subnet.\nNeutron server returns request_ids: ['req-"
                )
            )
        }
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `A document that is nothing but depth is refused before it is read`(opening: String) {
        #expect(throws: DocumentText.Problem.self) {
            try DocumentText.value(String(repeating: opening, count: 50_000))
        }
    }

    @Test func `Roles and projects are kept apart`() async throws {
        try await StackLab.run { lab in
            let reader = try await lab.cloud.login("reader", "demo")
            let alt = try await lab.cloud.login("alt", "alt")
            let path = try await lab.stack("s", StackLab.hot([:]))
            #expect(try await lab.cloud.send(.get, path, token: reader).status == 200)
            #expect(try await lab.cloud.send(.delete, path, token: reader).status == 403)
            #expect(try await lab.cloud.send(.get, path, token: alt).status == 403)
            #expect(try await lab.cloud.send(.get, path).status == 401)
        }
    }
}

/// A present that tests move.
final class TestTime: Sendable {
    private let offset = Mutex(0.0)
    private let start = Date()

    var now: Date { start.addingTimeInterval(offset.withLock { $0 }) }

    func advance(milliseconds: Int) { offset.withLock { $0 += Double(milliseconds) / 1000 } }
}
