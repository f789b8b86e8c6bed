import ArgumentParser
import OpenStack
import ReferenceArchitectures

/// The subcommand `ra verify`.
struct ReferenceArchitectureVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that a deployment is what its architecture promises, step by step.",
        discussion: """
            Only bundles have steps and checks. Pages and ports are asked from here, so that what floating addresses \
            lead to must be reachable from here.

            The exit code is 0 when every step passed, 1 when one failed, 4 when not everything could be looked at.
            """
    )

    @Argument(help: "The deployment.")
    var name: String

    @Option(help: ArgumentHelp("How long to wait for pages and ports to answer.", valueName: "seconds"))
    var wait = 0

    @OptionGroup var runs: RunsOption

    func run() async throws {
        let view = DeploymentView(console: .standardError, isQuiet: true)
        let surroundings = Surroundings.process
        let driver = try DeploymentDriver(name, surroundings, view: view)
        let source = try ArchitectureSource(driver.settings)
        guard let bundle = source.bundle, !bundle.steps.isEmpty else {
            throw CommandFailure(
                .usage,
                "\(driver.settings.source) says nothing of what must hold: ra.yaml has no steps"
            )
        }
        let store = runs.store(surroundings)
        let patience = Duration.seconds(max(0, wait))
        let verdicts = try await driver.withSession { session in
            let deployed = try await driver.deployed(source, in: session)
            return await driver.verdicts(of: bundle, deployed, patience: patience, keptIn: store, in: session)
        }
        Console.standardOutput.write(DeploymentView.text(verdicts))
        if verdicts.contains(where: { $0.standing == .failed }) { throw ExitCode(ExitStatus.testsFailed.rawValue) }
        if verdicts.contains(where: { $0.standing == .incomplete }) { throw ExitCode(ExitStatus.incomplete.rawValue) }
    }
}
