import Conformance
import OpenStack
import Testing

@Suite struct AccountsTests {
    private static func description(of run: ExampleRun) -> RunDescription? {
        run.events.events.reversed().lazy.compactMap { if case .runStarted(let it) = $0 { it } else { nil } }.first
    }

    @Test func withoutAdminRightsTestsActAsTheEntrysUser() async throws {
        let run = ExampleRun()
        try await run.run(
            TestSuite([
                "a": { t in
                    t.expect("user", t.credentials.userID, is: "u-entry")
                    t.expect("project", t.credentials.projectID, is: "p-entry")
                    t.expect("password", t.credentials.password?.revealed, is: FakeCloud.password)
                }
            ])
        )
        #expect(run.events.outcomes == ["a": .passed])
        #expect(Self.description(of: run)?.isolated == false)
        #expect(Self.description(of: run)?.cloudID == "id-of-identity")
        #expect(run.cloud.requests.filter { $0.hasPrefix("POST") } == ["POST /identity/v3/auth/tokens"])
    }

    @Test func withAdminRightsTheRunHasAUserOfItsOwn() async throws {
        let run = ExampleRun(cloud: FakeCloud(isAdministered: true))
        let cloud = run.cloud
        try await run.run(
            TestSuite([
                "a": { t in
                    t.expect(t.credentials.userID != "u-entry", "the user is a new one")
                    t.expect("project", t.credentials.projectID, is: cloud.withState { $0.projects[1].id })
                    t.expect("user of the token", try await t.session.token().userID, is: t.credentials.userID)
                }
            ])
        )
        #expect(run.events.results["a"]?.failures == [])
        #expect(Self.description(of: run)?.isolated == true)
        #expect(run.events.resources.first == "planned project")
        #expect(run.cloud.leftovers.isEmpty)
        // The user goes before the project it is in.
        #expect(run.cloud.requests.suffix(2).map { $0.suffix(after: "/").first } == ["u", "p"])
    }

    @Test func isolationCanBeSwitchedOff() async throws {
        var run = ExampleRun(cloud: FakeCloud(isAdministered: true))
        run.options.isolation = false
        try await run.run(TestSuite(["a": { t in t.expect("user", t.credentials.userID, is: "u-entry") }]))
        #expect(run.events.outcomes == ["a": .passed])
        #expect(run.events.resources.isEmpty)
    }

    @Test func anAdministratorWhoMayNotMakeProjectsIsAnOrdinaryUser() async throws {
        let cloud = FakeCloud(isAdministered: true) { request throws(TransportError) in
            request.line == "POST /identity/v3/users" ? .json(403, ["error": ["message": "no"]]) : nil
        }
        let run = ExampleRun(cloud: cloud)
        let suite = TestSuite([
            .init(method: "a") { t in t.expect("user", t.credentials.userID, is: "u-entry") },
            .init(method: "b", needs: [.credentials(.admin)]),
        ])
        try await run.run(suite)
        #expect(run.events.outcomes == ["a": .passed, "b": .skipped])
        #expect(cloud.leftovers.isEmpty)
    }

    @Test func aLostResponseWhileTheUserIsMadeIsOnlyWeather() async throws {
        let count = Counter()
        let cloud = FakeCloud(isAdministered: true)
        cloud.interfere { request throws(TransportError) in
            guard request.line == "POST /identity/v3/projects", count.next() == 1 else { return nil }
            cloud.withState { state in
                let name = request.json["project"]["name"].string ?? ""
                state.projects.append(FakeCloud.Thing(id: state.newID("p"), name: name))
            }
            throw TransportError(.connectionReset, request: request, reason: "")
        }
        let run = ExampleRun(cloud: cloud)
        let summary = try await run.run(TestSuite(["a": { _ in }]))
        #expect(summary.outcomes == [.passed: 1])
        #expect(cloud.leftovers.isEmpty)
    }

    @Test func theAlternateUserIsMadeOnce() async throws {
        let run = ExampleRun(cloud: FakeCloud(isAdministered: true))
        let diary = Diary()
        let examples = (0..<5).map { number in
            ExampleTests.Example(method: "t\(number)", needs: [.credentials(.alternate)]) { t in
                let other = try await t.alternate()
                t.expect(other.credentials.userID != t.credentials.userID, "the users are two")
                t.expect(other.credentials.projectID != t.credentials.projectID, "the projects are two")
                diary.note(other.credentials.userID)
            }
        }
        let summary = try await run.run(TestSuite(examples))
        #expect(summary.outcomes == [.passed: 5])
        #expect(Set(diary.all).count == 1)
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func anAlternateUserMayBeNamed() async throws {
        var run = ExampleRun()
        run.cloud.withState { $0.users.append(FakeCloud.Thing(id: "u-bob", name: "bob", password: "bobs secret")) }
        var alternate = FakeCloud.configuration
        alternate.authentication = .password(user: .id("u-bob"), password: Secret("bobs secret"))
        run.options.alternate = alternate
        try await run.run(
            TestSuite([
                .init(method: "a", needs: [.credentials(.alternate)]) { t in
                    let other = try await t.alternate()
                    t.expect("user", other.credentials.userID, is: "u-bob")
                    t.expect("user of the token", try await other.session.token().userID, is: "u-bob")
                }
            ])
        )
        #expect(run.events.outcomes == ["a": .passed])
    }

    @Test func aDisposableUserGoesWithItsTest() async throws {
        let run = ExampleRun(cloud: FakeCloud(isAdministered: true))
        try await run.run(
            TestSuite([
                .init(method: "a", needs: [.credentials(.disposable)]) { t in
                    let (first, second) = (try await t.disposableUser(), try await t.disposableUser())
                    t.expect(first.credentials.userID != second.credentials.userID, "every one is new")
                    _ = try await first.session.token()
                }
            ])
        )
        #expect(run.events.outcomes == ["a": .passed])
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func aWrongPasswordEndsTheRunWithTheReason() async throws {
        let run = ExampleRun()
        run.cloud.withState { $0.users[0].password = "another" }
        let error = try await #require(throws: CloudError.self) { try await run.run(TestSuite(["a": { _ in }])) }
        #expect(error.code == .authenticationFailed)
    }
}
