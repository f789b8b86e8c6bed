import HTTPTypes
import Testing

@testable import EmbeddedCloud

/// Small templates that want large values.
@Suite struct ValueWeightTests {
    private static let long = JSON.string(String(repeating: "a", count: 100_000))
    private static let crosses = JSON.string(String(repeating: "x", count: 1000))
    private static let many = JSON.array(Array(repeating: "", count: 1000))

    private static func doubling(_ twice: (JSON) -> JSON) -> JSON {
        var resources: JSON.Object = ["v0": ["type": "OS::Heat::Value", "properties": ["value": "aaaa"]]]
        for number in 1..<40 {
            let value = twice(["get_attr": [.string("v\(number - 1)"), "value"]])
            resources["v\(number)"] = ["type": "OS::Heat::Value", "properties": ["value": value]]
        }
        return StackLab.hot(["resources": .object(resources)])
    }

    private static let templates: [JSON] = [
        doubling { ["list_join": ["", [$0, $0]]] }, doubling { [$0, $0] }, doubling { ["a": $0, "b": $0] },
        doubling { ["str_replace": ["template": "xx", "params": ["x": $0]]] },
        doubling { ["list_concat": [[$0], [$0]]] },
    ]

    @Test(arguments: templates)
    func `A value that doubles with every line comes to an end`(template: JSON) async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack("doubling", template)
            let stack = try await lab.get(path)["stack"]
            #expect(stack?["stack_status"] == "CREATE_FAILED")
            #expect(stack?["stack_status_reason"]?.string?.hasSuffix("The value is larger than 4194304 bytes.") == true)
        }
    }

    @Test(
        arguments: [
            (["list_join": [long, many]], true), (["list_join": [",", many]], false),
            (["str_replace": ["template": crosses, "params": ["x": long]]], true),
            (["str_replace": ["template": crosses, "params": ["x": "abc"]]], false),
            (["repeat": ["template": crosses, "for_each": ["x": [long]]]], true),
            (["repeat": ["template": ["a": "%x%", "b": long], "for_each": ["%x%": many]]], true),
            (["repeat": ["template": ["a": "%x%", "b": "c"], "for_each": ["%x%": many]]], false),
        ] as [(JSON, Bool)]
    )
    func `A function that makes much of little comes to an end`(value: JSON, isTooMuch: Bool) async throws {
        try await StackLab.run { lab in
            let template = StackLab.hot([
                "resources": ["v": ["type": "OS::Heat::Value", "properties": ["value": value]]]
            ])
            let reply = try await lab.send(.post, "stacks", ["stack_name": "much", "template": template])
            var end = "refused"
            if reply.status == 201, let id = reply.json["stack"]?["id"]?.string {
                end = try await lab.settle("stacks/much/\(id)")
            }
            #expect((isTooMuch ? ["CREATE_FAILED", "refused"] : ["CREATE_COMPLETE"]).contains(end), "\(reply.text)")
        }
    }
}
