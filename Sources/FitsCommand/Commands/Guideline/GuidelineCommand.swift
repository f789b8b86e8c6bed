import ArgumentParser

/// The subcommand `guideline`.
struct GuidelineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guideline",
        abstract: "Guidelines: what they ask for, what they say of a run, how they differ, what is wrong with them.",
        discussion: """
            A guideline is one that is built in (`fits guideline list`), a document of openstack/interop of any \
            schema, or a list of tests, one per line.
            """,
        subcommands: [
            GuidelineListCommand.self, GuidelineShowCommand.self, GuidelineCheckCommand.self,
            GuidelineDiffCommand.self, GuidelineLintCommand.self,
        ]
    )
}
