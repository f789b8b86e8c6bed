import Conformance
import Foundation
import OpenStack
import Reports

@testable import TempestBridge

/// An installation whose interpreter is a shell script: it lists what it is told to list, and says what it is told to say.
struct FakeTempest {
    let folder: URL
    var environment: [String: String] { ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"] }

    /// Gives a body an installation, which is gone afterwards.
    static func with<Result>(
        tests: [(name: String, credentials: [String])] = [],
        broken: [(module: String, reason: String)] = [],
        stream: [UInt8] = [],
        /// What the interpreter does before it says anything.
        beginning: String = "",
        /// What the interpreter does when it has said everything.
        ending: String = "exit 0",
        _ body: (FakeTempest) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let fake = FakeTempest(folder: folder)
        let package = folder.appending(path: "lib/python3.11/site-packages/tempest-47.0.0.dist-info")
        let plugin = folder.appending(path: "lib/python3.11/site-packages/heat_tempest_plugin-3.0.0.dist-info")
        for each in [package, plugin] {
            try FileManager.default.createDirectory(at: each, withIntermediateDirectories: true)
        }
        try Data("[tempest.test_plugins]\nheat = heat_tempest_plugin.plugin:P\n".utf8)
            .write(to: plugin.appending(path: "entry_points.txt"))
        let list: JSON = [
            "tests": .array(tests.map { ["id": .string($0.name), "credentials": JSON($0.credentials)] }),
            "broken": .array(broken.map { ["module": .string($0.module), "reason": .string($0.reason)] }),
        ]
        try Data(list.serialized()).write(to: folder.appending(path: "tests.json"))
        try Data(stream).write(to: folder.appending(path: "stream"))
        let commands = folder.appending(path: "bin")
        try FakePython.install(
            in: commands,
            behaviour: """
                cd "$(dirname "$0")/.."
                if [ "$1" = -c ]; then cp tests.json "$3"; exit 0; fi
                for last; do :; done
                \(beginning)
                cp "$last" asked-for
                cat stream
                \(ending)

                """
        )
        let command = commands.appending(path: "tempest")
        try Data().write(to: command)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: command.path)
        return try await body(fake)
    }

    var installation: TempestInstallation {
        get throws { try TempestInstallation(at: folder.path) }
    }

    /// A workspace with an empty configuration.
    func workspace() throws -> TempestWorkspace {
        let workspace = TempestWorkspace(folder: folder.appending(path: "workspace"))
        try workspace.create()
        try workspace.write("[DEFAULT]\n", to: workspace.configuration)
        return workspace
    }
}

/// Remembers what a run told.
actor Recorded: EventRecorder, EvidenceStore {
    private(set) var events: [RunEvent] = []
    private(set) var exchanges: [StoredExchange] = []

    /// Names of the resources that were made, and of those that were removed, in order.
    var resources: (made: [String], removed: [String]) {
        (
            events.compactMap { if case .resourceCreated(let name, _) = $0 { name } else { nil } },
            events.compactMap { if case .resourceRemoved(let name) = $0 { name } else { nil } }
        )
    }

    private var waiting: (test: String, continuation: CheckedContinuation<Void, Never>)?

    func record(_ event: RunEvent, at time: Date) {
        events.append(event)
        guard let (test, continuation) = waiting, hasBegun(test) else { return }
        waiting = nil
        continuation.resume()
    }

    /// Waits until a test has begun.
    func beginning(of test: String) async {
        guard !hasBegun(test) else { return }
        await withCheckedContinuation { waiting = (test, $0) }
    }

    private func hasBegun(_ test: String) -> Bool {
        events.contains { event in
            if case .testStarted(let started, _) = event { started.name == test } else { false }
        }
    }

    func store(_ exchange: StoredExchange) { exchanges.append(exchange) }
}
