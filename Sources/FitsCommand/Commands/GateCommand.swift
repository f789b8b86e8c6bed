import ArgumentParser
import Conformance
import Foundation
import Reports

/// The subcommand `gate`.
struct GateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Say whether something that worked no longer does.",
        discussion: """
            Compares a run with an earlier one, or with all earlier runs of the cloud in a folder, test by test. Exit \
            codes: 0 everything that worked works; 1 something fails, or is skipped, that worked; 4 something that \
            worked was not run, or nothing worked before; 2 wrong usage.

            Either side can also be a file with a subunit stream, of Tempest for example. docs/gate.md has the rules, \
            the format of waivers, and recipes.
            """
    )

    @Option(help: "What worked: a run (id, its beginning, or folder), a folder of runs, or a subunit file.")
    var baseline: String

    @Option(help: "What is to be judged: a run, or a subunit file.")
    var candidate = "latest"

    @Option(help: "YAML file with tests that may fail, each with a reason and a last day.")
    var waivers: String?

    @Option(
        name: .customLong("tolerate"),
        help: "What does not count although it worked before: skipped, not-run or missing; repeatable."
    )
    var tolerated: [Tolerance] = []

    @Option(help: "File to write as JUnit XML.")
    var junit: String?

    @Option(help: "File to write as Markdown, for a merge request.")
    var markdown: String?

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    /// A change that a user can tolerate.
    enum Tolerance: String, ExpressibleByArgument, CaseIterable {
        case skipped
        case notRun = "not-run"
        case missing

        var kind: Gate.Kind {
            switch self {
            case .skipped: .newlySkipped
            case .notRun: .notRun
            case .missing: .missing
            }
        }
    }

    func run() throws {
        let surroundings = Surroundings.process
        // What can be wrong with the arguments is found before much is read.
        let waivers = try self.waivers.map { path in
            let file = InputFile(path: path, expected: "a YAML file with waivers")
            return try WaiverFile(reading: try file.text(), path: path).waivers
        }
        let sides = GateSides(store: runs.store(surroundings), workingDirectory: surroundings.workingDirectory)
        let candidate = try sides.candidate(candidate)
        let gate = Gate(
            baseline: try sides.baseline(baseline, before: candidate),
            candidate: candidate.side,
            waivers: waivers ?? [],
            tolerated: Set(tolerated.map(\.kind)),
            now: Date()
        )
        if let junit { try OutputFile(path: junit).write(Array(gate.junit.utf8)) }
        if let markdown { try OutputFile(path: markdown).write(Array(try gate.markdown().utf8)) }
        let style = appearance.style(surroundings)
        Console.standardOutput.write(GateSummary(gate).text(style: style))
        switch gate.conclusion {
        case .pass: return
        case .fail: throw ExitCode(ExitStatus.testsFailed.rawValue)
        case .incomplete: throw ExitCode(ExitStatus.incomplete.rawValue)
        }
    }
}
