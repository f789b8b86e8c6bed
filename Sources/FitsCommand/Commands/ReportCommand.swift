import ArgumentParser
import Conformance
import Foundation
import InteropTests
import Reports

/// The subcommand `report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a run as HTML, JUnit XML or JSON."
    )

    @Argument(help: "Id of a run, the beginning of one, or 'latest'.")
    var name = "latest"

    @Option(help: "html, junit or json.", transform: Self.format)
    var format = ReportFormat.html

    @Option(name: .shortAndLong, help: "File to write (default: standard output).")
    var output: String?

    @OptionGroup var runs: RunsOption

    private static func format(_ name: String) throws -> ReportFormat {
        guard let format = ReportFormat(rawValue: name) else {
            let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no report format '\(name)'; there are \(known)")
        }
        return format
    }

    func run() throws {
        let record = try RunRecord(reading: runs.store(.process).run(name))
        warnOfDamage(record)
        let report = Report(
            record: record,
            exchanges: record.exchanges(),
            tests: InteropTests.suite.tests,
            verdicts: verdicts(of: record)
        )
        let text = try report.render(format)
        guard let output else {
            Console.standardOutput.write(text)
            return
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandFailure(.usage, "\(output) cannot be written; is its folder there, and is there space?")
        }
    }
}
