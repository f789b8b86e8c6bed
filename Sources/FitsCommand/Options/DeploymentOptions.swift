import ArgumentParser
import Foundation
import HeatTemplates
import ReferenceArchitectures

/// Which engine deploys.
enum DeploymentEngineName: String, ExpressibleByArgument, CaseIterable {
    case heat, direct
}

/// What a deployment is made of besides its bundle or template.
struct DeploymentValues: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("An environment; may be given several times, later ones win.", valueName: "file")
    )
    var environment: [String] = []

    @Option(
        name: [.customShort("P"), .long],
        help: ArgumentHelp("A value for a parameter; may be given several times.", valueName: "name=value")
    )
    var parameter: [String] = []

    func validate() throws {
        for text in parameter {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("'\(text)' is no parameter; write it as name=value.")
            }
        }
    }

    /// The environments, by paths that mean the same from every folder.
    var environmentPaths: [String] { environment.map { URL(filePath: $0).standardizedFileURL.path } }

    var parameters: [String: String] {
        Dictionary(
            parameter.compactMap { text in
                text.firstIndex(of: "=").map { (String(text[..<$0]), String(text[text.index(after: $0)...])) }
            }
        ) { _, last in last }
    }
}

/// How a deployment is worked on.
struct DeploymentWork: ParsableArguments {
    @Flag(help: "Take back what was made when something fails.")
    var rollback = false

    @Option(help: ArgumentHelp("How many resources are worked on at the same time, without Heat.", valueName: "n"))
    var parallel: Int?

    @Flag(help: "Show only what would be done.")
    var preview = false

    @Flag(help: "Show only the result.")
    var quiet = false

    var view: DeploymentView { DeploymentView(console: .standardError, isQuiet: quiet) }

    func validate() throws {
        if let parallel, !(1...256).contains(parallel) { throw ValidationError("--parallel takes 1 to 256.") }
    }

    /// Deploys, or shows what that would do.
    func deploy(_ driver: DeploymentDriver, action: String) async throws {
        let source = try ArchitectureSource(driver.settings)
        for warning in source.warnings { Console.standardError.write("\(warning)\n") }
        if driver.settings.engine == "direct" {
            let problems = DirectEngine.problems(of: source.stack)
            guard problems.isEmpty else {
                let lines = problems.map { "\n  \($0)" }.joined()
                throw CommandFailure(.usage, "\(driver.settings.source) cannot be deployed without Heat:\(lines)")
            }
        }
        if preview {
            let changes = try await driver.withSession { try await driver.preview(source, in: $0) }
            return Console.standardOutput.write(DeploymentView.text(changes))
        }
        let outcome = try await driver.withSession { session in
            try await driver.deploy(source, rollsBack: rollback, width: parallel, in: session)
        }
        Console.standardOutput.write(DeploymentView.text(outcome, action: action))
        if !outcome.isComplete { throw ExitCode(ExitStatus.testsFailed.rawValue) }
    }
}
