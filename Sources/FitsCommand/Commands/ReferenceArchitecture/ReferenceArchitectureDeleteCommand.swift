import ArgumentParser
import ReferenceArchitectures

/// The subcommand `ra delete`.
struct ReferenceArchitectureDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Remove deployments with everything that they made.",
        discussion: "Exactly what the deployment made is removed, last made first; nothing else is touched."
    )

    @Argument(help: ArgumentHelp("Deployments.", valueName: "name"))
    var names: [String]

    @Flag(help: "Show only the result.")
    var quiet = false

    func run() async throws {
        var isComplete = true
        for name in names {
            let view = DeploymentView(console: .standardError, isQuiet: quiet)
            let driver = try DeploymentDriver(name, Surroundings.process, view: view)
            let outcome = try await driver.withSession { try await driver.delete(in: $0) }
            Console.standardOutput.write(DeploymentView.text(outcome, action: "removal of \(name)"))
            isComplete = isComplete && outcome.isComplete
        }
        if !isComplete { throw ExitCode(ExitStatus.testsFailed.rawValue) }
    }
}
