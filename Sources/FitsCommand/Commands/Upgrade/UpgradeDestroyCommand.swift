import ArgumentParser
import Upgrades

/// The subcommand `upgrade destroy`.
struct UpgradeDestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy",
        abstract: "Remove everything that was made for an upgrade, and forget it.",
        discussion: """
            Exactly what the journal has is removed, last made first; nothing else is touched. The guideline's runs \
            stay. The exit code is 1 when something could not be removed: then the journal stays, too.
            """
    )

    @OptionGroup var target: UpgradeTarget

    func run() async throws {
        SingleThread.takeOver()
        let driver = try target.existing(Surroundings.process)
        let (removed, left) = try await driver.withSession(notice: "stopping; the same command goes on") { session in
            try await driver.removeAll(in: session)
        }
        for line in left { Console.standardError.write("LEFT       \(line)\n") }
        Console.standardOutput.write(
            left.isEmpty
                ? "\(removed) resources removed; nothing is left of '\(driver.settings.name)'.\n"
                : "\(removed) resources removed, \(left.count) left; see above.\n"
        )
        if !left.isEmpty { throw ExitCode(ExitStatus.testsFailed.rawValue) }
    }
}
