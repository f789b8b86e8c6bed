import ArgumentParser

/// The subcommand `upgrade`.
struct UpgradeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Prove that an upgrade leaves everything as it was, and measure what it interrupts.",
        discussion: """
            `prepare` makes a representative set of resources, records their exact state and runs a guideline's tests. \
            `probe` measures the services' and the resources' availability while the upgrade goes on. `verify` proves \
            that everything is still there, unchanged and usable, and compares the guideline's tests with those before. \
            `destroy` removes everything. Days may lie between them; ordinary credentials do. docs/upgrades.md has \
            more.
            """,
        subcommands: [
            UpgradePrepareCommand.self, UpgradeProbeCommand.self, UpgradeVerifyCommand.self,
            UpgradeDestroyCommand.self,
        ]
    )
}
