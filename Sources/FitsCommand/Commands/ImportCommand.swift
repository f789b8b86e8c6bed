import ArgumentParser
import Conformance
import Foundation
import Guidelines
import InteropTests
import OpenStack
import Reports
import TempestBridge

/// The subcommand `import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make runs of results that others found: Tempest's, stestr's, JUnit's, RefStack's.",
        discussion: """
            Takes subunit streams (version 2 and 1), stestr repositories (their latest run), JUnit XML and RefStack's \
            JSON; which it is shows in the file. Each becomes a run like any other, to be shown, judged, compared and \
            gated. Of a damaged file everything is taken that can be read.

            The exit code is 0 when everything was stored, whatever the outcomes are.
            """
    )

    @Argument(help: ArgumentHelp("Files, stestr repositories, or - for the standard input.", valueName: "file"))
    var files: [String]

    @Option(
        name: [.customLong("cloud"), .customLong("os-cloud")],
        help: "The cloud's name: runs of one name are compared with each other. It need not be in clouds.yaml."
    )
    var cloud = "imported"

    @Option(
        name: .customLong("guideline"),
        help: "The guideline the run was for: tests of it without an outcome count as not run; may be repeated."
    )
    var guidelines: [String] = []

    @Option(help: "File with the tests the run was to have, one per line; those without an outcome count as not run.")
    var loadList: String?

    @Flag(help: "Only read, and say what there is; nothing is stored.")
    var dryRun = false

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func validate() throws {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("The standard input can be read only once.")
        }
    }

    func run() async throws {
        let surroundings = Surroundings.process
        let wanted = try self.wanted()
        let configured = try? surroundings.configuredClouds().cloud(named: cloud)
        var description = ImportDescription(cloud: cloud, version: Fits.version)
        description.authURL = configured?.authURL ?? ""
        description.region = configured?.region
        description.guidelines = guidelines
        for file in files {
            let results = try ForeignResults(reading: file)
            for problem in results.damage {
                Console.standardError.write("fits: \(results.source) is damaged: \(problem)\n")
            }
            if dryRun {
                let counts = results.counts(wanted: wanted, known: Self.known)
                guard !counts.isEmpty else { throw Self.emptiness(of: file, results) }
                Console.standardOutput.write(Self.line(counts, of: results))
                continue
            }
            let all = results.completed(wanted: wanted, known: Self.known)
            guard !all.isEmpty else { throw Self.emptiness(of: file, results) }
            let folder = try await results.record(
                all,
                in: runs.store(surroundings),
                as: description,
                token: String(UUID().uuidString.lowercased().prefix(8)),
                now: Date()
            )
            let style = appearance.style(surroundings)
            let report = report(on: try RunRecord(reading: folder))
            Console.standardOutput.write(TerminalSummary(report).text(style: style))
        }
    }

    private static func emptiness(of file: String, _ results: ForeignResults) -> CommandFailure {
        CommandFailure(.usage, "\(file) has no test (\(results.form.title))")
    }

    private static func line(_ counts: [Outcome: Int], of results: ForeignResults) -> String {
        let words = Outcome.allCases.compactMap { outcome in counts[outcome].map { "\($0) \(outcome.word)" } }
        return "\(results.source) (\(results.form.title)): \(words.joined(separator: ", "))\n"
    }

    private func wanted() throws -> [TestIdentity] {
        var wanted = Set(try guidelines.flatMap { try ChosenGuideline($0).guideline.tests() })
        if let loadList {
            let listed = TestLists.tests(in: try InputFile.list(loadList).text())
            wanted = guidelines.isEmpty ? Set(listed) : wanted.intersection(listed)
        }
        return wanted.sorted()
    }

    /// The tests there are, as far as FITS knows them.
    private static var known: [TestIdentity] {
        let native = InteropTests.suite.tests.map(\.identity)
        return Set(native + GuidelineCatalog.builtIn.guidelines.flatMap { $0.tests() }).sorted()
    }
}
