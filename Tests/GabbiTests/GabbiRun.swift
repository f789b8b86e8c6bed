import Conformance
import Foundation
import OpenStack
import Synchronization
import Testing

@testable import Gabbi

/// A run of Gabbi files against the mirror.
struct GabbiRun {
    var mirror = Mirror()
    var events = EventList()
    var redactor = Redactor()
    var selection = Selection()

    /// What the corpus's files find in their environment.
    static let variables = [
        "CORPUS_NUMBER": "12", "CORPUS_FRACTION": "1.5", "CORPUS_TRUTH": "True", "CORPUS_FALSE": "false",
        "CORPUS_TEXT": "some text", "CORPUS_PET": "dog", "CORPUS_PLACE": "1", "CORPUS_SIGNS": "a+b.c(d)",
        "CORPUS_WORLD": "World", "CORPUS_FOR": "a name", "MIRROR": Mirror.url, "SOME_SECRET": "do not tell",
    ]

    func run(_ suite: GabbiSuite) async throws -> [TestIdentity: TestResult] {
        let run = ConformanceRun(
            id: "20260101T000000Z-mirror-abcd1234",
            suite: TestSuite([]).adding(suite.classes),
            configuration: Mirror.configuration,
            options: RunOptions(selection: selection),
            version: "0.1"
        )
        try await run.run(over: mirror, recorders: [events], evidenceStore: events, redactor: redactor)
        return events.results
    }

    /// Runs the text of one file.
    func run(_ text: String) async throws -> [String: TestResult] {
        try await withFolder(["file.yaml": text]) { folder in
            let suite = GabbiSuite(reading: [folder], service: .orchestration, environment: Self.variables)
            try #require(suite.diagnostics.isEmpty)
            let results = try await run(suite)
            return Dictionary(
                uniqueKeysWithValues: results.map { identity, result in
                    (String(identity.name.split(separator: ".").dropLast().last ?? ""), result)
                }
            )
        }
    }
}

/// Gives a body a folder with files, and removes it afterwards.
func withFolder<Result>(_ files: [String: String], _ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gabbi-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
    }
    return try await body(folder.path)
}

/// Keeps everything a run tells, in memory.
final class EventList: EventRecorder, EvidenceStore {
    private struct State {
        var events: [RunEvent] = []
        var exchanges: [StoredExchange] = []
    }

    private let state = Mutex(State())

    var events: [RunEvent] { state.withLock(\.events) }
    var exchanges: [StoredExchange] { state.withLock(\.exchanges) }

    func record(_ event: RunEvent, at time: Date) async { state.withLock { $0.events.append(event) } }

    func store(_ exchange: StoredExchange) async { state.withLock { $0.exchanges.append(exchange) } }

    /// The last result of every test.
    var results: [TestIdentity: TestResult] {
        events.reduce(into: [:]) { results, event in
            if case .testFinished(let result) = event { results[result.identity] = result }
        }
    }

    /// Resources by what happened to them, in order.
    var resources: [String] {
        events.compactMap { event in
            switch event {
            case .resourcePlanned(let resource): "planned \(resource.kind)"
            case .resourceCreated(_, let id): "created \(id)"
            case .resourceRemoved: "removed"
            default: nil
            }
        }
    }
}
