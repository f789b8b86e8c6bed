import ArgumentParser
import Conformance
import Foundation
import OpenStack
import Reports
import TempestBridge

/// The subcommand `tempest configure`.
struct TempestConfigureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configure",
        abstract: "Write a tempest.conf from what a cloud answers.",
        discussion: """
            Asks the cloud for its services, versions, extensions, images, flavors, networks and volume types, and writes \
            every value with a comment that says where it comes from. Nothing in the cloud is changed. `fits tempest run` \
            does it by itself; this is for looking at the result, and for other tools.

            With admin rights Tempest makes the users it wants. Without, accounts.yaml has the user of the entry, and \
            those of --alternate-cloud.
            """
    )

    @OptionGroup var target: CloudTarget
    @OptionGroup var tempest: TempestOptions

    @Flag(help: "Write the file to standard output, too.")
    var show = false

    func run() async throws {
        let surroundings = Surroundings.process
        // An installation says which plug-ins have sections; a file can be written without one.
        let installation: TempestInstallation? =
            if let path = tempest.path { try surroundings.tempest(at: path) } else {
                try? surroundings.tempest(at: nil)
            }
        let others = try tempest.others.map { try surroundings.configuredClouds().cloud(named: $0) }
        try await target.withConfiguration(surroundings) { configuration in
            let preparation = try await LiveTransport.withTransport(
                tls: configuration.tls,
                proxies: surroundings.proxies
            ) { network in
                try await tempest.setup.prepare(
                    configuration,
                    others: others,
                    installation: installation,
                    over: RetryingTransport(network),
                    surroundings
                )
            }
            if show {
                Console.standardOutput.write(
                    try String(contentsOf: preparation.workspace.configuration, encoding: .utf8)
                )
            }
            let file = preparation.workspace.configuration.path
            Console.standardError.write("wrote \(file)\n")
            if preparation.configurator.accounts != nil {
                Console.standardError.write("wrote \(preparation.workspace.accounts.path)\n")
                try await advise(preparation, installation, surroundings)
            }
        }
    }

    /// Says what further users would add.
    private func advise(
        _ preparation: TempestPreparation,
        _ installation: TempestInstallation?,
        _ surroundings: Surroundings
    ) async throws {
        guard let installation else {
            Console.standardError.write("once Tempest is installed, this says how many tests want further users\n")
            return
        }
        let inventory = try await TempestInventory(
            of: installation,
            in: preparation.workspace,
            environment: surroundings.environment
        )
        let credentials = TempestCredentials(preparation.configurator)
        let obstacles = Dictionary(grouping: inventory.tests, by: credentials.obstacle).mapValues(\.count)
        let runnable = obstacles[nil] ?? 0
        Console.standardError.write(
            "\(runnable) of \(Wording.count(inventory.tests.count, "test")) "
                + "\(Wording.verb(runnable, "has the users it wants", "have the users they want"))\n"
        )
        for (reason, count) in obstacles.sorted(by: { $0.value > $1.value }) {
            guard let reason else { continue }
            // “needs”, of one test, is “need” of several.
            let clause = count > 1 && reason.hasPrefix("needs ") ? "need " + reason.dropFirst(6) : reason
            Console.standardError.write("\(count) \(clause)\n")
        }
    }
}
