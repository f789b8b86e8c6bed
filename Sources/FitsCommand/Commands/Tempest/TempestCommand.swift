import ArgumentParser

/// The subcommand `tempest`.
struct TempestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tempest",
        abstract: "Run the community's own tests with Tempest: install it, configure it, run it.",
        discussion: """
            FITS's native tests need none of this. It is for the tests that have no native version: Tempest's others, and \
            those of its plug-ins.
            """,
        subcommands: [TempestInstallCommand.self, TempestConfigureCommand.self, TempestRunCommand.self]
    )
}
