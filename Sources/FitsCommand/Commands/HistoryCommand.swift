import ArgumentParser
import Conformance
import Foundation
import Reports

/// The subcommand `history`.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show how tests fared from run to run: outcomes, flake rates, what is slow.",
        discussion: """
            With a test every run of it; without, or where several tests match, which are unsteady and which are slow. \
            Rates come with the interval in which the true rate lies with a confidence of 95 % (Wilson's).
            """
    )

    @Argument(help: "Only tests whose name or id contains this.")
    var test: String?

    @Option(
        name: [.customLong("cloud"), .customLong("os-cloud")],
        help: "Only runs against this entry of clouds.yaml."
    )
    var cloud: String?

    @Option(help: "How many runs, or tests of a list, are shown at most; all are counted.")
    var last = 20

    @Option(help: "File to draw the history into, as SVG.")
    var svg: String?

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func validate() throws {
        guard last > 0 else { throw ValidationError("--last must be at least 1.") }
    }

    func run() throws {
        let surroundings = Surroundings.process
        let store = runs.store(surroundings)
        let all = readableRecords(in: store)
        guard !all.isEmpty else {
            throw CommandFailure(.usage, "\(store.directory.path) has no run yet; `fits run` makes one")
        }
        let records = all.filter { cloud == nil || $0.description.cloud == cloud }
        guard !records.isEmpty else {
            let clouds = Set(all.map(\.description.cloud)).sorted().joined(separator: ", ")
            throw CommandFailure(
                .usage,
                "\(store.directory.path) has no run of cloud \(cloud ?? ""); it has runs of \(clouds)"
            )
        }
        let history = History(records) { identity in test.map { identity.description.contains($0) } ?? true }
        guard history.clouds.contains(where: { !$0.tests.isEmpty }) else {
            throw CommandFailure(.usage, "no run has a test with '\(test ?? "")' in its name or id")
        }
        if let svg { try OutputFile(path: svg).write(Array(try HistoryPlot(history).svg().utf8)) }
        let style = appearance.style(surroundings)
        Console.standardOutput.write(HistorySummary(history, last: last).text(style: style))
    }
}
