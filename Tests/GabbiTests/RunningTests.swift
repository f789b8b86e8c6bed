import Conformance
import OpenStack
import Testing

@testable import Gabbi

@Suite struct RunningTests {
    @Test("A failure has expectation, observation and place, of everything that is wrong")
    func failures() async throws {
        let results = try await GabbiRun().run(
            """
            tests:
            - name: wrong
              GET: /zoo
              status: 201 || 202
              response_headers:
                x-zoo: "2"
              response_json_paths:
                $.name: zoo
                $.pets.`len`: 4
            """
        )
        let failures = try #require(results["file_wrong"]).failures
        #expect(failures.map(\.expected) == [["201", "202"], ["2"], [#""zoo""#], ["4"]])
        #expect(failures.map { $0.actual?.prefix(6) } == ["200: {", "1", #""farm""#, "3"])
        #expect(failures.map { $0.location?.line } == [4, 6, 8, 9])
        #expect(failures.allSatisfy { $0.exchange != nil })
    }

    @Test("What is selected takes those along that it follows, and they do not count")
    func preludes() async throws {
        var run = GabbiRun()
        run.selection = Selection(patterns: ["file_third"])
        let results = try await run.run(
            """
            tests:
            - name: first
              POST: /things
              request_headers: {content-type: application/json}
              data: {name: a}
              status: 201
            - name: second
              GET: $LOCATION
            - name: third
              GET: $URL
              response_json_paths: {$.name: a}
            - name: fourth
              GET: /status/500
            """
        )
        #expect(results.mapValues(\.outcome) == ["file_third": .passed])
        #expect(results["file_third"]?.exchanges.count == 3)
        #expect(run.mirror.requests.map(\.method) == [.post, .get, .get])
    }

    @Test("A test that needs no other runs alone")
    func alone() async throws {
        var run = GabbiRun()
        run.selection = Selection(patterns: ["file_second"])
        let results = try await run.run(
            """
            tests:
            - name: first
              GET: /status/500
            - name: second
              use_prior_test: false
              GET: /zoo
            """
        )
        #expect(results.mapValues(\.outcome) == ["file_second": .passed])
        #expect(run.mirror.requests.count == 1)
    }

    @Test("A failure is repeated with all that went before it, under another prefix")
    func repetition() async throws {
        let run = GabbiRun()
        let results = try await run.run(
            """
            tests:
            - name: make
              POST: /things
              request_headers: {content-type: application/json}
              data:
                name: $ENVIRON['PREFIX']
              status: 201
            - name: turn
              GET: /turns/shared/2
              response_json_paths: {$.state: ACTIVE}
            - name: never
              GET: /status/409
            """
        )
        #expect(results.mapValues(\.outcome) == ["file_make": .passed, "file_turn": .flaky, "file_never": .failed])
        #expect(run.mirror.things.count == 2)
        #expect(results["file_never"]?.tries == 2)
    }

    @Test("A stack is in the journal before the request is sent, and removed when the file's tests are over")
    func stacks() async throws {
        let run = GabbiRun()
        let results = try await run.run(
            """
            defaults:
              request_headers: {content-type: application/json}
            tests:
            - name: create
              POST: /stacks
              data:
                stack_name: $ENVIRON['PREFIX']-stack
              status: 201
            - name: create with a name of its own
              POST: /stacks
              data: {stack_name: mine}
              status: 201
            - name: still there
              GET: /stacks/id-of-mine
              status: 302
            """
        )
        #expect(Set(results.values.map(\.outcome)) == [.passed])
        #expect(run.mirror.things.isEmpty)
        let created = run.events.resources.filter { $0.hasPrefix("created") }
        #expect(created.contains("created id-of-mine") && created.count == 2)
        #expect(run.events.resources.first == "planned stack")
        #expect(run.events.resources.count { $0 == "removed" } == 2)
    }

    @Test("The token is there and is never written")
    func secrets() async throws {
        let run = GabbiRun()
        let results = try await run.run(
            """
            fixtures: [AuthenticationFixture]
            tests:
            - name: token
              GET: /echo
              request_headers:
                x-auth-token: $ENVIRON['OS_TOKEN']
                x-other: $ENVIRON['OS_TOKEN']
                x-secret: $ENVIRON['SOME_SECRET']
              response_json_paths:
                $.headers.x-auth-token: gAAAAAB-mirror
            - name: password
              GET: /echo/$ENVIRON['OS_PASSWORD']
            """
        )
        #expect(results.mapValues(\.outcome) == ["file_token": .passed, "file_password": .failed])
        let written = "\(run.events.exchanges) \(run.events.events)"
        #expect(!written.contains("gAAAAAB-mirror") && !written.contains("do not tell"))
    }

    @Test("A status that is waited for is no weather")
    func weather() async throws {
        let results = try await GabbiRun().run(
            """
            tests:
            - name: busy
              GET: /status/503
              status: 503
            """
        )
        #expect(results["file_busy"]?.outcome == .passed)
    }

    @Test("A fixture that FITS does not have leaves the tests skipped, with the reason")
    func foreignFixture() async throws {
        let results = try await GabbiRun().run(
            """
            fixtures: [DatabaseFixture]
            tests:
            - name: any
              GET: /zoo
            """
        )
        #expect(results["file_any"]?.outcome == .skipped)
        #expect(results["file_any"]?.reason?.contains("DatabaseFixture") == true)
    }
}
