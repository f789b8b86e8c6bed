import ArgumentParser
import Conformance
import Foundation
import Reports

/// The subcommand `compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Show what works on which cloud, where clouds part, and what differs unnoticed.",
        discussion: """
            Compares two runs or more, of different clouds or of one before and after an upgrade: capabilities by \
            cloud, what works on one and will not on another, the first exchange in which clouds part, and behaviour \
            that no test asserts. docs/compare.md tells how to read it.
            """
    )

    @Argument(help: "Runs, two or more: ids, beginnings of ids, 'latest', or folders; of a folder of runs the latest.")
    var names: [String]

    @Option(
        name: .customLong("guideline"),
        help: "Guideline with the capabilities (default: that of the runs); repeatable."
    )
    var guidelines: [String] = []

    @Option(help: "terminal, markdown, html or json; docs/fits-compare-1.schema.json describes the last.")
    var format = Format.terminal

    @Option(name: .shortAndLong, help: "File to write (default: standard output).")
    var output: String?

    @Flag(help: "On the terminal, show everything with exchanges, not only what fits on a screen.")
    var all = false

    @Flag(help: "Exit with 1 when an outcome differs.")
    var exitCode = false

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    enum Format: String, ExpressibleByArgument, CaseIterable { case terminal, markdown, html, json }

    func validate() throws {
        guard names.count > 1 else { throw ValidationError("It takes two runs to compare, or more.") }
    }

    func run() throws {
        let surroundings = Surroundings.process
        // What can be wrong with the arguments is found before much is read.
        let chosen = try guidelines.map { try ChosenGuideline($0) }
        let records = try self.records(surroundings)
        let guidelines = chosen.isEmpty ? recordedGuidelines(in: records) : chosen
        let comparison = Comparison(
            records.map { record in
                let report = Report(
                    record: record,
                    exchanges: record.exchanges(),
                    tests: ChosenTests(of: record).suite.tests,
                    verdicts: guidelines.map { $0.verdict(on: record.allResults) }
                )
                return Comparison.Subject(report, profile: record.profile())
            }
        )
        let text = try self.text(of: comparison, surroundings)
        if let output {
            try OutputFile(path: output).write(Array(text.utf8))
        } else {
            Console.standardOutput.write(text)
        }
        if exitCode, comparison.hasDifferentOutcomes { throw ExitCode(ExitStatus.testsFailed.rawValue) }
    }

    private func text(of comparison: Comparison, _ surroundings: Surroundings) throws -> String {
        switch format {
        case .terminal:
            let usesColour = output == nil && appearance.usesColour(.standardOutput, surroundings)
            let width = Console.standardOutput.isTerminal ? Console.standardOutput.width : 100
            return ComparisonSummary(
                comparison,
                named: names + (runs.directory.map { ["--runs", $0] } ?? []),
                showsAll: all,
                width: width
            ).text(style: usesColour ? .ansi : .plain)
        case .markdown: return try comparison.markdown()
        case .html: return try comparison.html(version: Fits.version)
        case .json: return comparison.jsonText
        }
    }

    private func records(_ surroundings: Surroundings) throws -> [RunRecord] {
        var records: [RunRecord] = []
        for name in names {
            let record = try RunRecord(reading: folder(name, surroundings))
            warnOfDamage(record)
            if records.contains(where: { $0.folder.url.standardizedFileURL == record.folder.url.standardizedFileURL }) {
                throw CommandFailure(
                    .usage,
                    "run \(record.description.run) is named twice; a run differs in nothing from itself"
                )
            }
            records.append(record)
        }
        guard Comparison.hasCommonTests(records) else {
            throw CommandFailure(
                .usage,
                "the runs have no test in common, so there is nothing to compare; run the same tests on each cloud"
            )
        }
        return records
    }

    /// The folder of a run; a folder of runs stands for the latest of them, and a journal for its folder.
    private func folder(_ name: String, _ surroundings: Surroundings) throws -> RunFolder {
        let base = URL(filePath: surroundings.workingDirectory, directoryHint: .isDirectory)
        var url = URL(filePath: name, relativeTo: base).absoluteURL
        if url.lastPathComponent == "journal.jsonl" { url.deleteLastPathComponent() }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            return try runs.store(surroundings).run(name)
        }
        guard isFolder.boolValue else {
            throw CommandFailure(
                .usage,
                "\(name) is no run; a comparison needs the whole folder that `fits run` wrote, with its exchanges"
            )
        }
        let isRun = FileManager.default.fileExists(atPath: url.appending(path: "journal.jsonl").path)
        return try isRun ? runs.store(surroundings).run(url.path) : RunStore(directory: url).run("latest")
    }
}
