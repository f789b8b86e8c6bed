import Conformance
import Foundation
import Testing

@Suite struct RunStoreTests {
    private static let time = Date(timeIntervalSince1970: 1_767_225_600)

    /// A store with these runs in it, each with a journal.
    private static func withStore<Result>(
        _ runs: [String],
        _ body: (RunStore) async throws -> Result
    ) async throws -> Result {
        try await TemporaryFolder.with { directory in
            for run in runs {
                let folder = directory.appending(path: run)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data().write(to: folder.appending(path: "journal.jsonl"))
            }
            return try await body(RunStore(directory: directory))
        }
    }

    static let places: [([String: String], String)] = [
        ([:], "/home/ada/.local/share/fits/runs"), (["XDG_DATA_HOME": "/data"], "/data/fits/runs"),
        (["XDG_DATA_HOME": ""], "/home/ada/.local/share/fits/runs"),
        // The specification has relative paths ignored.
        (["XDG_DATA_HOME": "data"], "/home/ada/.local/share/fits/runs"),
    ]

    @Test(arguments: places)
    func theUsualPlace(environment: [String: String], path: String) {
        let store = RunStore.usual(environment: environment, homeDirectory: URL(filePath: "/home/ada"))
        #expect(store.directory.path == path)
    }

    @Test(arguments: [
        ("lab", "20260101T000000Z-lab-abcd1234"), ("a/b c", "20260101T000000Z-a_b_c-abcd1234"),
        ("../..", "20260101T000000Z-.._..-abcd1234"),
    ])
    func aRunIsNamedForTimeAndCloud(cloud: String, run: String) async throws {
        try await Self.withStore([]) { store in
            let folder = try store.create(cloud: cloud, at: Self.time, token: "abcd1234")
            #expect(folder.run == run)
            #expect(FileManager.default.fileExists(atPath: folder.url.path))
        }
    }

    @Test func runsAreListedOldestFirst() async throws {
        try await Self.withStore(["20260102T-b", "20260101T-a", "20260103T-c"]) { store in
            try FileManager.default.createDirectory(
                at: store.directory.appending(path: "20260104T-without-journal"),
                withIntermediateDirectories: true
            )
            #expect(try store.all().map(\.run) == ["20260101T-a", "20260102T-b", "20260103T-c"])
            #expect(try store.run("latest").run == "20260103T-c")
        }
    }

    @Test func aFolderThatIsNotThereHasNoRuns() throws {
        let store = RunStore(directory: URL(filePath: "/no/such/folder"))
        #expect(try store.all().isEmpty)
        let error = #expect(throws: RunFolderError.self) { try store.run("latest") }
        #expect(error?.description == "/no/such/folder has no run yet; `fits run` makes one")
    }

    @Test func aRunIsFoundByItsBeginningOrItsPath() async throws {
        try await Self.withStore(["2026-a", "2026-ab", "2027-c"]) { store throws in
            #expect(try store.run("2027").run == "2027-c")
            #expect(try store.run("2026-a").run == "2026-a")
            #expect(try store.run(store.directory.path + "/2026-ab").run == "2026-ab")
            let path = store.directory.path
            let problems = [
                ("2026", "\(path) has 2 runs that begin with 2026"), ("2025", "\(path) has no run 2025; it has 3 runs"),
                ("/no/such", "/no/such is not the folder of a run: it has no journal.jsonl"),
            ]
            for (name, text) in problems {
                let error = #expect(throws: RunFolderError.self) { try store.run(name) }
                #expect(error?.description == text)
            }
        }
    }
}
