import ArgumentParser
import Foundation
import OpenStack

/// The subcommand `clouds`.
struct CloudsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clouds",
        abstract: "List the clouds that clouds.yaml and the environment offer.",
        discussion: "Nothing is sent to any cloud, and no secret is shown."
    )

    func run() throws {
        let clouds = try Surroundings.process.configuredClouds()
        for diagnostic in clouds.diagnostics { Console.standardError.write("fits: \(diagnostic)\n") }
        let summaries = clouds.summaries()
        guard !summaries.isEmpty else {
            throw CommandFailure(
                .usage,
                "there is no cloud: no clouds.yaml here, in ~/.config/openstack or /etc/openstack, and no OS_* "
                    + "variables; try `fits run --embedded`"
            )
        }
        var table = TextTable(["NAME", "LOG-IN", "IDENTITY SERVICE", "REGION", "USER", "PROJECT", "FROM"])
        for summary in summaries {
            table.add([
                summary.name, summary.authType ?? "", summary.authURL ?? "", summary.region ?? "",
                summary.user ?? "", summary.project ?? "", summary.origin.description,
            ])
        }
        Console.standardOutput.write(table.text)
        for summary in summaries {
            if let problem = summary.problem {
                Console.standardError.write("fits: cloud \(summary.name) cannot be used: \(problem)\n")
            }
        }
    }
}
