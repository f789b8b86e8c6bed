import ArgumentParser
import Conformance
import Foundation
import Reports

/// The subcommand `show`.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Explain a run's failures: what was expected, what came, and how to see it yourself.",
        discussion: """
            The curl lines take the token from OS_TOKEN: `export OS_TOKEN=$(openstack token issue -f value -c id)`.
            """
    )

    @Argument(help: "Id of a run, the beginning of one, or 'latest'.")
    var name = "latest"

    @Argument(help: "Only tests whose name or id contains this; passed ones too.")
    var test: String?

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func run() throws {
        let surroundings = Surroundings.process
        let record = try RunRecord(reading: runs.store(surroundings).run(name))
        warnOfDamage(record)
        let style = appearance.style(surroundings)
        let report = report(on: record)
        guard let test else {
            Console.standardOutput.write(TerminalSummary(report).text(style: style))
            for result in record.allResults where result.outcome == .failed || result.outcome == .flaky {
                Console.standardOutput.write("\n" + Explanation(of: result, in: report).text(style: style))
            }
            return
        }
        let matching = record.allResults.filter { $0.identity.description.contains(test) }
        guard !matching.isEmpty else {
            throw CommandFailure(.usage, "run \(record.folder.run) has no test with '\(test)' in its name or id")
        }
        for result in matching {
            Console.standardOutput.write(Explanation(of: result, in: report).text(style: style) + "\n")
        }
    }
}
