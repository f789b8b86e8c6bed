import Foundation
import OpenStack
import Testing

@testable import Conformance

@Suite struct CleanupTests {
    /// A cloud with two of everything, one of them the run's.
    private static func cloud(ignoresFilters: Bool = false) -> FakeCloud {
        let cloud = FakeCloud(isAdministered: true, ignoresFilters: ignoresFilters)
        cloud.withState { state in
            for name in ["mine", "fits-1"] {
                state.images.append(FakeCloud.Thing(id: "i-\(name)", name: name))
                state.projects.append(FakeCloud.Thing(id: "p-\(name)", name: name))
                state.users.append(FakeCloud.Thing(id: "u-\(name)", name: name))
                state.credentials.append(FakeCloud.Thing(id: "a-\(name)", name: name, owner: "u-mine"))
            }
        }
        return cloud
    }

    /// Cleans up after a run whose journal says this.
    private static func cleanUp(
        _ events: [RunEvent],
        in cloud: FakeCloud
    ) async throws -> (reports: [Cleanup.Report], removed: [String]) {
        try await TemporaryFolder.with { directory in
            let folder = try RunStore(directory: directory).create(cloud: "fake", at: Date(), token: "x")
            let description = RunDescription(
                run: "r",
                cloud: "fake",
                authURL: "",
                region: nil,
                version: "",
                tests: [],
                guidelines: [],
                isolated: false,
                concurrency: 1,
                cloudID: nil
            )
            do {
                let journal = try JournalWriter(folder, redactor: Redactor())
                for event in [.runStarted(description: description)] + events {
                    await journal.record(event, at: Date())
                }
            }
            let session = CloudSession(configuration: FakeCloud.configuration, transport: cloud)
            let recorder = EventList()
            let cleanup = Cleanup(after: try RunRecord(reading: folder), session: session)
            let reports = await cleanup.run(recordingTo: recorder, redactor: Redactor())
            let removed = recorder.events.compactMap { if case .resourceRemoved(let name) = $0 { name } else { nil } }
            #expect(removed.count == recorder.events.count)
            return (reports, removed)
        }
    }

    private static func planned(_ kind: String, _ name: String = "fits-1", parent: String? = nil) -> RunEvent {
        .resourcePlanned(resource: PlannedResource(kind: kind, name: name, test: nil, parent: parent))
    }

    static let kinds: [(kind: String, id: String, parent: String?)] = [
        ("image", "i-fits-1", nil), ("project", "p-fits-1", nil), ("user", "u-fits-1", nil),
        ("application credential", "a-fits-1", "u-mine"),
    ]

    @Test(arguments: kinds, [true, false])
    func aResourceIsFoundByItsIDOrItsName(
        row: (kind: String, id: String, parent: String?),
        isCreated: Bool
    ) async throws {
        for ignoresFilters in [false, true] {
            let cloud = Self.cloud(ignoresFilters: ignoresFilters)
            var events = [Self.planned(row.kind, parent: row.parent)]
            if isCreated { events.append(.resourceCreated(name: "fits-1", id: row.id)) }
            let before = cloud.leftovers
            let (reports, removed) = try await Self.cleanUp(events, in: cloud)
            #expect(reports.map(\.end) == [.removed])
            #expect(reports.map(\.resource.kind) == [row.kind])
            #expect(removed == ["fits-1"])
            #expect(cloud.leftovers.count == before.count - 1)
            #expect(cloud.requests.filter { $0.hasPrefix("DELETE") }.map { $0.suffix(after: "/") } == [row.id])
        }
    }

    @Test(arguments: kinds)
    func whatIsNotThereIsAbsent(row: (kind: String, id: String, parent: String?)) async throws {
        let cloud = Self.cloud()
        let (reports, removed) = try await Self.cleanUp(
            [
                Self.planned(row.kind, "never-made", parent: row.parent),
                Self.planned(row.kind, "gone", parent: row.parent),
                .resourceCreated(name: "gone", id: "gone"),
            ],
            in: cloud
        )
        #expect(reports.map(\.end) == [.absent, .absent])
        #expect(removed == ["gone", "never-made"])
        #expect(cloud.leftovers.count == 8)
    }

    @Test func whatWentWithItsUserIsAbsent() async throws {
        let (reports, _) = try await Self.cleanUp(
            [Self.planned("application credential", parent: "nobody")],
            in: Self.cloud()
        )
        #expect(reports.map(\.end) == [.absent])
    }

    @Test func theLastMadeIsTheFirstRemoved() async throws {
        let cloud = Self.cloud()
        let events = [
            Self.planned("project", "fits-1"), Self.planned("user", "fits-1x"), Self.planned("image", "fits-1y"),
        ]
        #expect(try await Self.cleanUp(events, in: cloud).reports.map(\.resource.kind) == ["image", "user", "project"])
    }

    @Test func closedResourcesAreLeftAlone() async throws {
        let cloud = Self.cloud()
        let events = [
            Self.planned("image"), .resourceCreated(name: "fits-1", id: "i-fits-1"), .resourceRemoved(name: "fits-1"),
        ]
        #expect(try await Self.cleanUp(events, in: cloud).reports.isEmpty)
        #expect(cloud.requests.isEmpty)
    }

    @Test func aFailureDoesNotKeepTheOthersFromBeingRemoved() async throws {
        let cloud = Self.cloud()
        cloud.interfere { request throws(TransportError) in
            request.line == "DELETE /v2/images/i-fits-1" ? .json(409, ["conflict": ["message": "in use"]]) : nil
        }
        let (reports, removed) = try await Self.cleanUp(
            [Self.planned("user", "u"), Self.planned("image"), Self.planned("project", "p")],
            in: cloud
        )
        let reason = "DELETE http://image.test/v2/images/i-fits-1 answered 409, expected 204: in use (req-fake)"
        #expect(reports.map(\.end) == [.absent, .failed(reason), .absent])
        #expect(removed == ["p", "u"])
    }

    @Test func anUnknownKindIsLeftToAnotherVersion() async throws {
        let (reports, removed) = try await Self.cleanUp([Self.planned("teapot")], in: Self.cloud())
        #expect(reports.map(\.end) == [.failed("this version of FITS does not know the kind teapot")])
        #expect(removed.isEmpty)
    }
}
