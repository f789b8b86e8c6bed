import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("A run as a subunit stream")
struct SubunitReportTests {
    @Test("Outcomes, times and tags are those of the run")
    func readBack() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let stream = SubunitStream(reading: try run.report.render(.subunit))
        #expect(stream.damage.isEmpty)
        let results = Dictionary(uniqueKeysWithValues: stream.results.map { ($0.identity, $0) })
        #expect(results.count == run.report.results.count)
        for result in run.report.results {
            let read = try #require(results[result.identity])
            let expected: Outcome =
                switch result.outcome {
                case .flaky: .passed
                case .notRun: .skipped
                default: result.outcome
                }
            #expect(read.outcome == expected, "\(result.identity)")
            #expect(abs(read.seconds - result.seconds) < 0.001)
            if result.outcome == .skipped { #expect(read.reason == result.reason) }
            if result.outcome == .notRun { #expect(read.reason?.hasPrefix("not run: ") == true) }
        }
        let ends = stream.packets.filter(\.status.isFinal)
        #expect(ends.filter { $0.tags.contains("flaky") }.map(\.test) == [SampleRun.update.description])
        #expect(ends.contains { $0.tags.contains("worker-0") })
        let failed = try #require(stream.packets.first { $0.file?.name == "traceback" })
        let text = String(decoding: failed.file?.content ?? [], as: UTF8.self)
        #expect(text.contains("expected   404"))
    }
}

/// Subunit's tools of others.
enum SubunitTools {
    /// The folder that has them; `FITS_SUBUNIT_TOOLS` says another one than `PATH` and the lab's.
    static let folder: String? = {
        let environment = ProcessInfo.processInfo.environment
        let lab = environment["LAB_HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.openstack-lab"
        let folders =
            [environment["FITS_SUBUNIT_TOOLS"], lab + "/tempest-venv/bin"].compactMap(\.self)
            + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.first { folder in
            ["subunit-stats", "subunit-output", "subunit2junitxml", "stestr"]
                .allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
        }
    }()

    /// Whether `subunit2junitxml` works: it needs a module that not everybody has.
    static let writeJUnit: Bool =
        (try? run("subunit2junitxml --help", in: FileManager.default.temporaryDirectory).status) == 0

    /// Runs a tool of a shell's command line in a folder.
    static func run(_ command: String, in folder: URL) throws -> Shell.Output {
        try Shell.run("/bin/sh", ["-c", "cd '\(folder.path)' && PATH='\(Self.folder ?? "")':\"$PATH\" && \(command)"])
    }
}

@Suite(
    "Subunit, as others read and write it",
    .enabled(if: SubunitTools.folder != nil, "NOT TESTED: there is no python-subunit and stestr")
)
struct SubunitToolTests {
    @Test func statistics() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Data(run.report.render(.subunit)).write(to: run.folder.appending(path: "run.subunit"))
        let result = try SubunitTools.run("subunit-stats < run.subunit", in: run.folder)
        #expect(result.text.contains(/Total tests: +9/))
        #expect(result.text.contains(/Passed tests: +2/))
        #expect(result.text.contains(/Failed tests: +2/))
        #expect(result.text.contains(/Skipped tests: +5/))
    }

    @Test(.enabled(if: SubunitTools.writeJUnit, "NOT TESTED: subunit2junitxml lacks the Python module junitxml"))
    func junit() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Data(run.report.render(.subunit)).write(to: run.folder.appending(path: "run.subunit"))
        let result = try SubunitTools.run("subunit2junitxml < run.subunit", in: run.folder)
        #expect(result.status == 1, "\(result.errors)")
        #expect(result.text.contains(#"tests="9""#))
        #expect(result.text.contains("expected   404"))
    }

    @Test("stestr takes the run into its repository and knows what failed")
    func stestr() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Data(run.report.render(.subunit)).write(to: run.folder.appending(path: "run.subunit"))
        let commands = "stestr init && stestr load < run.subunit; stestr last; stestr failing --list"
        let result = try SubunitTools.run(commands, in: run.folder)
        #expect(result.text.contains(/Passed: +2/), "\(result.text)\(result.errors)")
        #expect(result.text.contains(/Skipped: +5/))
        #expect(result.text.contains(/Failed: +2/))
        #expect(result.text.contains(SampleRun.delete.description))
    }

    @Test("What python-subunit writes is read")
    func readsTheirs() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-subunit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let commands = """
            printf 'Traceback\\nValueError: nö\\n' > traceback; printf 'no swift' > reason
            {
                subunit-output --inprogress a.B.fails
                subunit-output --fail a.B.fails --attach-file traceback --file-name traceback --tag worker-3
                echo 'printed in between'
                subunit-output --skip a.B.skipped --attach-file reason --file-name reason
                subunit-output --success a.B.passes
            } > theirs
            """
        let written = try SubunitTools.run(commands, in: folder)
        #expect(written.status == 0, "\(written.errors)")
        let stream = SubunitStream(reading: Array(try Data(contentsOf: folder.appending(path: "theirs"))))
        #expect(stream.damage.isEmpty)
        #expect(stream.elements.contains(.text(Array("printed in between\n".utf8))))
        let results = Dictionary(uniqueKeysWithValues: stream.results.map { ($0.identity.name, $0) })
        #expect(results["a.B.passes"]?.outcome == .passed)
        #expect(results["a.B.skipped"]?.reason == "no swift")
        #expect(results["a.B.fails"]?.failures.first?.message == "ValueError: nö")
    }
}
