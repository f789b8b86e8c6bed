import Conformance
import OpenStack
import Testing

@testable import Gabbi

@Suite struct PackTests {
    private func suite(_ files: [String: String], path: String = "") async throws -> (GabbiSuite, [ConformanceTest]) {
        try await withFolder(files) { folder in
            let suite = GabbiSuite(reading: [folder + path], environment: [:])
            return (suite, TestSuite([]).adding(suite.classes).tests)
        }
    }

    @Test("A header names suite, service, needs, capabilities and ids")
    func header() async throws {
        let text = """
            fits:
              suite: example.stacks
              service: orchestration
              needs: [compute, network/router, admin]
              capability: stack-basics
              tests:
                list stacks:
                  id: 2d1a5a0e-6f0c-4a51-8d0c-0f6f3d4f5b11
                  capability: stack-list
                  summary: Stacks are listed.
            tests:
            - name: list stacks
              GET: /stacks
            - name: Second One
              GET: /stacks?limit=1
            """
        let (suite, tests) = try await suite(["stacks.yaml": text])
        #expect(suite.diagnostics.isEmpty)
        #expect(
            tests.map(\.stestrName) == [
                "example.stacks.stacks_list_stacks.test_request[id-2d1a5a0e-6f0c-4a51-8d0c-0f6f3d4f5b11]",
                "example.stacks.stacks_second_one.test_request",
            ]
        )
        #expect(tests[0].summary == "Stacks are listed.")
        #expect(
            tests[1].requirements == [
                .service(.orchestration), .service(.compute), .extension(.network, "router"), .credentials(.admin),
            ]
        )
        #expect(suite.capabilities.map(\.name) == ["stack-basics", "stack-list"])
        #expect(suite.capability(of: tests[0].identity) == "stack-list")
    }

    @Test("A folder's header is that of files that say nothing")
    func folderHeader() async throws {
        let (suite, tests) = try await suite([
            "pack.yml": "fits: {suite: example, service: placement}\n",
            "a.yaml": "tests: [{name: a, GET: /}]\n",
            "b.yaml": "fits: {service: compute}\ntests: [{name: b, GET: /}]\n",
        ])
        #expect(suite.diagnostics.isEmpty)
        #expect(tests.map(\.identity.name) == ["example.a_a.test_request", "example.b_b.test_request"])
        #expect(tests.map(\.requirements) == [[.service(.placement)], [.service(.compute)]])
    }

    @Test("The tests of an OpenStack project's plugin have its names, ids and service")
    func plugin() async throws {
        let (suite, tests) = try await suite(
            [
                "heat_tempest_plugin/__init__.py": "",
                "heat_tempest_plugin/tests/__init__.py": "",
                "heat_tempest_plugin/tests/test_heat_api.py": "TESTS_DIR = 'gabbits'\ndriver.build_tests(test_dir)\n",
                "heat_tempest_plugin/tests/fixtures.py": "class AuthenticationFixture: pass\n",
                "heat_tempest_plugin/tests/gabbits/stacks.yaml": """
                fixtures: [AuthenticationFixture]
                tests:
                - {name: stack list, desc: 39c0245e-6055-41cf-9f0e-15adfe55ded6, GET: /stacks}
                - {name: stack list, desc: 49c0245e-6055-41cf-9f0e-15adfe55ded6, GET: /stacks}
                """,
            ],
            path: "/heat_tempest_plugin/tests/gabbits"
        )
        #expect(suite.diagnostics.isEmpty)
        #expect(
            tests.map(\.stestrName) == [
                "heat_tempest_plugin.tests.test_heat_api.stacks_stack_list.test_request"
                    + "[id-39c0245e-6055-41cf-9f0e-15adfe55ded6]",
                "heat_tempest_plugin.tests.test_heat_api.stacks_stack_list.test_request"
                    + "[id-49c0245e-6055-41cf-9f0e-15adfe55ded6]",
            ]
        )
        #expect(tests[0].requirements == [.service(.orchestration)])
    }

    @Test("Paths need a service, whole URLs do not")
    func service() async throws {
        let relative = try await suite(["a.yaml": "tests:\n- name: a\n  GET: /\n"]).0
        #expect(relative.diagnostics.map(\.line) == [2])
        #expect(relative.diagnostics.first?.message.contains("--gabbi-service") == true)
        let whole = try await suite(["a.yaml": "tests: [{name: a, GET: \"http://a.test/\"}]\n"]).0
        #expect(whole.diagnostics.isEmpty)
    }

    @Test(
        "What is wrong with a header is said with its place",
        arguments: [
            ("fits: here", "1:7: error: \"fits\" holds a text; it takes a map"),
            (
                "fits: {servise: x}",
                "1:8: error: \"fits\" has no key \"servise\"; it has suite, service, needs, capability, tests"
            ),
            ("fits: {service: 1}", "1:17: error: \"service\" holds a number; it takes a text"),
            ("fits: {needs: x}", "1:15: error: \"needs\" holds a text; it takes a list"),
            ("fits: {tests: {b: {}}}", "1:16: error: the file has no test called \"b\""),
            ("fits: {tests: {a: {id: x}}}", "1:24: error: \"x\" is no UUID; `uuidgen` makes one"),
        ]
    )
    func refuses(header: String, problem: String) async throws {
        let text = header + "\ntests: [{name: a, GET: \"http://a.test/\"}]\n"
        try await withFolder(["a.yaml": text]) { folder in
            let suite = GabbiSuite(reading: [folder], environment: [:])
            #expect(suite.diagnostics.map { $0.description.replacing(folder + "/a.yaml:", with: "") } == [problem])
        }
    }
}
