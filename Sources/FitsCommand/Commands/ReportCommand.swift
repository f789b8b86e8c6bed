import ArgumentParser
import Conformance
import Foundation
import InteropTests
import Reports

/// The subcommand `report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a run as HTML, Markdown, JSON, JUnit XML, subunit, RefStack's JSON or an HTTP archive.",
        discussion: """
            html      one file to read and to hand on
            markdown  for a comment on a merge request
            bug       one failure with its evidence as Markdown, for a bug report; --test says which
            json      for programs; docs/fits-run-1.schema.json describes it
            junit     for continuous integration
            subunit   version 2, for stestr and its kin
            refstack  the tests that passed, as refstack-client uploads them
            har       every exchange as an HTTP archive, for browsers' tools
            """
    )

    @Argument(help: "Id of a run, the beginning of one, or 'latest'.")
    var name = "latest"

    @Option(help: "html, markdown, bug, json, junit, subunit, refstack or har.", transform: Form.init(named:))
    var format = Form.run(.html)

    @Option(help: "The test of --format bug: a part of its name or id that no other failure has.")
    var test: String?

    @Option(name: .shortAndLong, help: "File to write (default: standard output).")
    var output: String?

    @OptionGroup var runs: RunsOption

    /// What can be written: the whole run, or one failure.
    enum Form: Equatable, CustomStringConvertible {
        case run(ReportFormat)
        case bug

        var description: String {
            switch self {
            case .run(let format): format.rawValue
            case .bug: "bug"
            }
        }

        init(named name: String) throws {
            if name == "bug" {
                self = .bug
            } else if let format = ReportFormat(rawValue: name) {
                self = .run(format)
            } else {
                let known = ReportFormat.allCases.map(\.rawValue) + ["bug"]
                throw ValidationError("there is no report format '\(name)'; there are \(known.joined(separator: ", "))")
            }
        }

        var isText: Bool {
            switch self {
            case .run(let format): format.isText
            case .bug: true
            }
        }
    }

    func validate() throws {
        guard test == nil || format == .bug else { throw ValidationError("--test goes with --format bug alone.") }
    }

    func run() throws {
        guard output != nil || format.isText || !Console.standardOutput.isTerminal else {
            throw CommandFailure(.usage, "a subunit stream is no text for a terminal; say --output FILE, or use a pipe")
        }
        let record = try RunRecord(reading: runs.store(.process).run(name))
        warnOfDamage(record)
        let bytes = try self.bytes(of: report(on: record))
        if let output {
            try OutputFile(path: output).write(bytes)
        } else {
            Console.standardOutput.write(bytes)
        }
    }

    private func bytes(of report: Report) throws -> [UInt8] {
        switch format {
        case .run(let format): try report.render(format)
        case .bug: Array(try BugReport(of: try failure(in: report), in: report).text().utf8)
        }
    }

    /// The failure that is meant.
    private func failure(in report: Report) throws -> TestResult {
        let run = report.record.description.run
        let failures = report.results.filter { $0.outcome == .failed || $0.outcome == .flaky }
        guard let test else {
            guard let only = failures.first, failures.count == 1 else {
                throw CommandFailure(
                    .usage,
                    "run \(run) has \(failures.count) failures; --test NAME says which one is meant"
                )
            }
            return only
        }
        let named = report.results.filter { $0.identity.description.contains(test) }
        let matching = named.filter { $0.outcome == .failed || $0.outcome == .flaky }
        if let only = matching.first, matching.count == 1 { return only }
        if matching.count > 1 {
            let names = matching.map(\.identity.shortName).joined(separator: ", ")
            throw CommandFailure(.usage, "run \(run) has \(matching.count) failures with '\(test)': \(names)")
        }
        guard let other = named.first else {
            throw CommandFailure(.usage, "run \(run) has no test with '\(test)' in its name or id")
        }
        return other
    }
}
