import ArgumentParser
import HeatTemplates
import ReferenceArchitectures

/// The subcommand `ra status`.
struct ReferenceArchitectureStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show deployments, or the resources and outputs of one."
    )

    @Argument(help: "A deployment (default: a list of all).")
    var name: String?

    @Option(help: "text, or json: one object with the deployment's resources and outputs.")
    var format = OutputFormat.text

    func run() async throws {
        let surroundings = Surroundings.process
        guard let name else { return try list(surroundings) }
        let view = DeploymentView(console: .standardError, isQuiet: true)
        let driver = try DeploymentDriver(name, surroundings, view: view)
        let source = try ArchitectureSource(driver.settings)
        let deployed = try await driver.withSession { try await driver.deployed(source, in: $0) }
        if format == .json {
            return Console.standardOutput.write(Self.document(of: deployed, driver.settings).json() + "\n")
        }
        var table = TextTable(["resource", "type", "state", "id"])
        for (path, resource) in deployed.resources.sorted(by: { $0.key < $1.key }) {
            let state = resource.isComplete ? "complete" : resource.reason ?? "not complete"
            table.add(["\(path)", resource.type, state, resource.id ?? ""])
        }
        Console.standardOutput.write(table.text)
        for (name, value) in deployed.outputs.sorted(by: { $0.key < $1.key }) {
            Console.standardOutput.write("\(name) = \(value.string ?? value.json())\n")
        }
    }

    private static func document(of deployed: DeployedStack, _ settings: DeploymentSettings) -> TemplateValue {
        let resources = deployed.resources.sorted { $0.key < $1.key }.map { path, resource in
            let fields: TemplateMap = [
                "type": .string(resource.type),
                "id": resource.id.map(TemplateValue.string) ?? .null,
                "complete": .bool(resource.isComplete),
                "reason": resource.reason.map(TemplateValue.string) ?? .null,
            ]
            return (path.description, TemplateValue.map(fields))
        }
        return [
            "name": .string(settings.name),
            "cloud": .string(settings.cloud),
            "engine": .string(settings.engine),
            "resources": .map(TemplateMap(resources)),
            "outputs": .map(TemplateMap(deployed.outputs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
        ]
    }

    private func list(_ surroundings: Surroundings) throws {
        let store = DeploymentStore.usual(
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
        var table = TextTable(["deployment", "cloud", "engine", "source"])
        for name in store.names {
            guard let settings = try store.settings(of: name) else { continue }
            table.add([name, settings.cloud, settings.engine, settings.source])
        }
        Console.standardOutput.write(store.names.isEmpty ? "there is no deployment\n" : table.text)
    }
}
