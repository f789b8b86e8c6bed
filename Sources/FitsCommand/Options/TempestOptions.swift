public import ArgumentParser
public import TempestBridge

/// Which Tempest is meant, and what of its configuration is not to be found out.
struct TempestOptions: ParsableArguments {
    @Option(
        name: .customLong("tempest"),
        help:
            "A Tempest that is there: its environment's folder or its command (default: that of `fits tempest install`)."
    )
    var path: String?

    @Option(name: .customLong("override"), help: "A value of tempest.conf: section.option=value; repeatable.")
    var overrides: [TempestOverride] = []

    @Option(
        name: .customLong("alternate-cloud"),
        help: """
            Entry of clouds.yaml with a user in another project, or with another user in the same one, for clouds where \
            nobody can make users; repeatable.
            """
    )
    var others: [String] = []

    @Option(help: "Folder that Tempest works in (default: fits/tempest/workspaces in the user's data directory).")
    var workspace: String?

    /// What is to be written otherwise than the cloud's answers suggest, and where.
    var setup: TempestSetup { TempestSetup(overrides: overrides, workspace: workspace) }
}

extension TempestOverride: ExpressibleByArgument {
    /// `section.option=value`.
    public init?(argument: String) { self.init(argument) }
}
