import Conformance
import Foundation
import OpenStack
import Testing

@Suite struct SecretsTests {
    /// Every form in which a secret might be written.
    private static func forms(of secret: String) throws -> [String] {
        let data = try JSONEncoder().encode([secret])
        return [
            secret, EndpointURL.encoded(secret), String(JSON.string(secret).description.dropFirst().dropLast()),
            String(String(decoding: data, as: UTF8.self).dropFirst(2).dropLast(2)),
        ]
    }

    private static func hasSecret(_ text: String, _ secrets: [String]) throws -> [String] {
        try secrets.filter { secret in try forms(of: secret).contains { text.contains($0) } }
    }

    /// A test that shows its secrets wherever it can.
    private static let careless: ConformanceTest.Body = { t in
        let password = t.credentials.password?.revealed ?? ""
        let token = try await t.session.token().id.revealed
        let user = t.credentials.userID
        t.expect("password \(password)", password, is: "not " + password)
        t.expect("tokens", [token], contains: password)
        t.expect(false, "\(token) is no secret")
        // In a URL, in a path, in a header field of its own, in a body that is no JSON.
        _ = try? await t.image.imagesPage([("name", password), ("tag", token)])
        _ = try? await t.image.image(password)
        let request = APIRequest(
            .post,
            "http://image.test/v2/nowhere",
            headers: ["X-Careless": password, "Cookie": token],
            body: Array("token=\(token)&password=\(password)".utf8)
        )
        _ = try await t.session.send(request)
        _ = try await t.identity.createApplicationCredential(name: t.uniqueName("credential"), forUser: user)
        let other = t.session(.password(user: .id(user), password: Secret("another wrong password")), scope: nil)
        _ = try? await other.token()
        _ = t.newPassword()
        _ = try await t.image.image("nowhere-\(token)")
    }

    @Test func noByteOfARunHoldsASecret() async throws {
        try await TemporaryFolder.with { directory in
            let folder = try RunStore(directory: directory).create(cloud: "fake", at: Date(), token: "abcd1234")
            var run = ExampleRun(cloud: FakeCloud(isAdministered: true))
            run.options.isolation = false
            let cloud = run.cloud
            let journal = try JournalWriter(folder, redactor: run.redactor)
            let conformance = ConformanceRun(
                id: folder.run,
                suite: TestSuite([.init(method: "a", body: Self.careless), .init(method: "b", body: Self.careless)]),
                configuration: FakeCloud.configuration,
                options: run.options,
                version: "0.1"
            )
            let summary = try await conformance.run(
                over: FaultInjectingTransport(
                    cloud,
                    rules: [.init(.status(503, retryAfter: 0), probability: 0.3, urlContains: "/v2/")],
                    seed: 3
                ),
                recorders: [journal, run.events],
                evidenceStore: journal,
                profileStore: journal,
                redactor: run.redactor
            )
            #expect(summary.outcomes == [.failed: 2])
            #expect(await journal.failure == nil)

            let state = cloud.withState { $0 }
            let secrets =
                Array(state.tokens.keys) + ["another wrong password", FakeCloud.password]
                + state.users.dropFirst().map(\.password) + state.credentials.map { "hush-hush-\($0.id)" }
            #expect(secrets.count >= 5)
            #expect(try Self.hasSecret("\(run.events.events)", secrets) == [])
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            #expect(names.sorted() == ["cloud.json", "exchanges.jsonl", "journal.jsonl"])
            for name in names {
                let data = try Data(contentsOf: folder.url.appending(path: name))
                let text = String(decoding: data, as: UTF8.self)
                #expect(try Self.hasSecret(text, secrets) == [], "\(name)")
                #expect(name == "cloud.json" || text.contains("<hidden>"))
            }
        }
    }

    @Test func theMadeUsersPasswordIsHiddenToo() async throws {
        let run = ExampleRun(cloud: FakeCloud(isAdministered: true))
        let diary = Diary()
        try await run.run(
            TestSuite([
                "a": { t in
                    diary.note(t.credentials.password?.revealed ?? "")
                    t.expect("password", t.credentials.password?.revealed, is: "x")
                    _ = try await t.session.token()
                }
            ])
        )
        let text = run.events.exchanges.map(\.json.description).joined() + "\(run.events.events)"
        let password = try #require(diary.all.first)
        #expect(password.count == 27)
        #expect(!text.contains(password))
        #expect(run.events.exchanges.contains { $0.method == "POST" && $0.url.hasSuffix("/users") })
    }

    @Test func aPasswordInTheURLOfTheIdentityServiceIsHidden() async throws {
        let run = ExampleRun()
        var configuration = FakeCloud.configuration
        configuration.authURL = "http://ada:hunter2hunter2@cloud.test/identity"
        let conformance = ConformanceRun(
            id: "r-abcd1234",
            suite: TestSuite(["a": { _ in }]),
            configuration: configuration,
            options: run.options,
            version: "0.1"
        )
        try await conformance.run(
            over: run.cloud,
            recorders: [run.events],
            evidenceStore: run.events,
            redactor: run.redactor
        )
        let text = run.events.exchanges.map(\.json.description).joined() + "\(run.events.events)"
        #expect(!text.contains("hunter2hunter2"))
        #expect(text.contains("http://ada:<hidden>@cloud.test/identity"))
    }
}
