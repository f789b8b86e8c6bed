import Conformance
import Foundation
import OpenStack
import Synchronization
import Testing

@Suite("What a run keeps of its cloud")
struct CloudProfileTests {
    private final class ProfileList: ProfileStore {
        private let profiles = Mutex<[CloudProfile]>([])
        var all: [CloudProfile] { profiles.withLock { $0 } }
        func store(_ profile: CloudProfile) async { profiles.withLock { $0.append(profile) } }
    }

    private static let versions: JSON = [
        "versions": [["id": "v2.1", "status": "CURRENT", "min_version": "2.1", "version": "2.96"]]
    ]

    /// Two services with versions; new images are refused as they should be.
    private static func cloud(_ interference: FakeCloud.Interference? = nil) -> FakeCloud {
        FakeCloud { request throws(TransportError) in
            if let response = try await interference?(request) { return response }
            switch request.line {
            case "GET /", "GET /identity/": return .json(300, versions)
            case "POST /v2/images": return .json(400, ["badRequest": ["code": 400, "message": "not JSON"]])
            default: return nil
            }
        }
    }

    private static func profile(
        _ cloud: FakeCloud,
        needs: [Requirement] = []
    ) async throws -> (CloudProfile?, ExampleRun, RunSummary) {
        let store = ProfileList()
        var run = ExampleRun(cloud: cloud)
        run.profileStore = store
        let summary = try await run.run(TestSuite([.init(method: "a", needs: needs) { t in t.expect(true, "x") }]))
        return (store.all.first, run, summary)
    }

    @Test("Versions of every service, and of those that the tests use everything")
    func services() async throws {
        let (profile, _, summary) = try await Self.profile(Self.cloud())
        let services = try #require(profile).services
        #expect(services.map(\.type) == ["identity", "image"])
        #expect(services.map(\.wasAsked) == [true, false])
        #expect(services.flatMap(\.versions).map(\.maximum) == ["2.96", "2.96"])
        #expect(try #require(profile).probes.allSatisfy { $0.service == "identity" })
        #expect(summary.outcomes == [.passed: 1])
    }

    @Test("How bad requests are answered, with the exchange that shows it, and nothing is made")
    func probes() async throws {
        let cloud = Self.cloud()
        let (profile, run, _) = try await Self.profile(cloud, needs: [.service(.image)])
        let probes = try #require(profile).probes
        #expect(Set(probes.map(\.service)) == ["identity", "image"])
        #expect(probes.map(\.id) == probes.map(\.id).sorted())
        let invalid = try #require(probes.first { $0.id == "image.invalid-json" })
        #expect(invalid.status == 400)
        #expect(invalid.shape == "{badRequest{code, message}}")
        let exchange = run.events.exchanges.first { $0.number == invalid.exchange }
        #expect(exchange?.method == "POST")
        #expect(exchange?.status == 400)
        #expect(cloud.leftovers == [])
    }

    @Test("A cloud that does not answer questions fails no test")
    func silence() async throws {
        let cloud = Self.cloud { request throws(TransportError) in
            guard request.url.hasPrefix("http://image.test") else { return nil }
            throw TransportError(.connectionRefused, request: request, reason: "")
        }
        let (profile, _, summary) = try await Self.profile(cloud)
        let image = try #require(profile?.services.last)
        #expect(image.versions.isEmpty)
        #expect(image.notes == ["versions: GET http://image.test/: connection refused"])
        #expect(summary.outcomes == [.passed: 1])
        #expect(summary.weather == [:])
    }

    @Test("Who does not want to know asks nothing")
    func off() async throws {
        let run = ExampleRun(cloud: Self.cloud())
        try await run.run(TestSuite([.init(method: "a") { t in t.expect(true, "x") }]))
        #expect(!run.events.exchanges.contains { $0.url.hasSuffix("/identity/") })
    }

    @Test("It is kept beside the journal, for its owner alone, and read again")
    func kept() async throws {
        try await TemporaryFolder.with { directory in
            let folder = try RunStore(directory: directory).create(cloud: "fake", at: Date(), token: "abcd1234")
            #expect(folder.profile() == nil)
            let profile = CloudProfile(
                services: [CloudProfile.Service(type: "image", url: "http://i", limits: ["images": -1])],
                probes: [CloudProfile.Answer(id: "image.limit", service: "image", title: "a page", status: 400)]
            )
            let journal = try JournalWriter(folder, redactor: Redactor())
            await journal.store(profile)
            #expect(await journal.failure == nil)
            #expect(folder.profile() == profile)
            let file = folder.url.appending(path: "cloud.json")
            let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
            try Data("{".utf8).write(to: file)
            #expect(folder.profile() == nil)
        }
    }
}
