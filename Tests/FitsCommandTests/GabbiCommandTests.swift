import Testing

/// Gabbi files and packs, from the command line.
@Suite struct GabbiCommandTests {
    private static let pack = """
        fits:
          suite: example.stacks
          service: orchestration
          capability: stack-basics
          tests:
            create a stack:
              id: 1c9f1f9e-6c4e-4a44-9a2b-6d1b1c3f2a10
              capability: stack-create
        defaults:
          request_headers:
            x-auth-token: $ENVIRON['OS_TOKEN']
            content-type: application/json
        tests:
        - name: create a stack
          POST: /stacks
          data:
            stack_name: $ENVIRON['PREFIX']-empty
            template: {heat_template_version: '2018-08-31'}
          status: 201
        - name: it becomes complete
          GET: $LOCATION
          poll: {count: 50, delay: 0.1}
          response_json_paths:
            $.stack.stack_status: CREATE_COMPLETE
        - name: remove it
          DELETE: $URL
          status: 204
        """

    @Test("A pack's tests are listed with what the pack says of them")
    func list() async throws {
        try await Command.with { command in
            try command.write(Self.pack, to: "stacks.yaml")
            let listed = try await command.run("list", "--verbose", "stacks.yaml", "create")
            #expect(listed.status == 0)
            #expect(
                listed.output.hasPrefix(
                    "example.stacks.stacks_create_a_stack.test_request[id-1c9f1f9e-6c4e-4a44-9a2b-6d1b1c3f2a10]\n"
                )
            )
            #expect(listed.output.contains("Capabilities: stack-create (its file)"))
            #expect(listed.output.contains("Declared in stacks.yaml:14"))
            #expect(!listed.output.contains("remove_it"))
        }
    }

    @Test("A pack runs, is judged by its capabilities, and is shown by what it says")
    func run() async throws {
        try await Command.with { command in
            try command.write(Self.pack, to: "stacks.yaml")
            let run = try await command.run("run", "--embedded", "--no-profile", "stacks.yaml")
            #expect(run.status == 0)
            #expect(run.output.contains("3 passed"))
            #expect(run.output.contains("PASS") && run.output.contains("stacks.yaml"))
            let check = try await command.run("guideline", "check", "stacks.yaml")
            #expect(check.status == 0)
            #expect(check.output.contains("stacks.yaml"))
        }
    }

    @Test("Everything that is wrong with files is said with its place, and nothing runs")
    func wrong() async throws {
        try await Command.with { command in
            try command.write("tests:\n- name: a\n  GET: /\n  stauts: 1\n- GET: /\n", to: "a.yaml")
            let run = try await command.run("run", "--embedded", "--gabbi-service", "compute", "a.yaml")
            #expect(run.status == 2)
            #expect(
                run.errors.split(separator: "\n") == [
                    "a.yaml:4:3: error: a test has no key \"stauts\"; \"status\" is one",
                    "a.yaml:5:3: error: the test has no name",
                    "fits: 2 errors in files of tests, none of which is used",
                ]
            )
        }
    }

    @Test("A path without Gabbi files is no pattern")
    func noFiles() async throws {
        try await Command.with { command in
            let run = try await command.run("list", "nothing/")
            #expect(run.status == 2)
            #expect(run.complaint.contains("nothing/ is no folder with Gabbi files"))
        }
    }
}
