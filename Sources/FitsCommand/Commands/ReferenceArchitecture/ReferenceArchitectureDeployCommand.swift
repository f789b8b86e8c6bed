import ArgumentParser
import Foundation
import HeatTemplates
import OpenStack
import ReferenceArchitectures

/// The subcommand `ra deploy`.
struct ReferenceArchitectureDeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Deploy a reference architecture, or any Heat template, in a cloud.",
        discussion: """
            Through the cloud's own Heat where there is one, else directly, service by service, in the order of \
            dependencies and side by side. Both come to the same outputs.

            What was begun and not finished is gone on with: the same command again, or `fits ra update`, does it.
            """
    )

    @Argument(help: ArgumentHelp("A folder with ra.yaml in it, or a template.", valueName: "path"))
    var path: String

    @Option(name: [.customLong("cloud"), .customLong("os-cloud")], help: "Entry of clouds.yaml (default: OS_CLOUD).")
    var cloud: String?

    @Option(name: [.customLong("region"), .customLong("os-region-name")], help: "Region of the cloud.")
    var region: String?

    @Option(help: "What the deployment is called (default: the architecture's name).")
    var name: String?

    @OptionGroup var values: DeploymentValues

    @OptionGroup var work: DeploymentWork

    @Option(help: "heat or direct (default: heat where the cloud has it).")
    var engine: DeploymentEngineName?

    func run() async throws {
        let surroundings = Surroundings.process
        let configured = try surroundings.configuredClouds().cloud(named: cloud, region: region)
        let source = URL(filePath: path).standardizedFileURL.path
        var settings = DeploymentSettings(
            name: try name ?? usualName(source),
            cloud: configured.name,
            region: region,
            engine: engine?.rawValue ?? "",
            source: source,
            environments: values.environmentPaths,
            parameters: values.parameters
        )
        let store = DeploymentStore.usual(
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
        if let existing = try store.settings(of: settings.name) {
            guard existing.cloud == settings.cloud, existing.source == settings.source else {
                throw CommandFailure(
                    .usage,
                    "there is another deployment '\(settings.name)', of \(existing.source) in \(existing.cloud); "
                        + "give this one a --name, or remove that one with `fits ra delete \(settings.name)`"
                )
            }
            if settings.engine.isEmpty { settings.engine = existing.engine }
        }
        if settings.engine.isEmpty {
            let probe = try DeploymentDriver(settings, store, surroundings, view: work.view)
            settings.engine = try await probe.withSession { session in
                try await HeatEngine.isAvailable(in: session) ? "heat" : "direct"
            }
        }
        try await work.deploy(DeploymentDriver(settings, store, surroundings, view: work.view), action: "deployment")
    }

    /// That of the bundle, or of the template's file.
    private func usualName(_ source: String) throws -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder) else {
            throw CommandFailure(.usage, "there is no file or folder \(source)")
        }
        if isFolder.boolValue {
            let parsed = ArchitectureBundle.parse(BundleFolder(source).files)
            if let bundle = parsed.bundle { return bundle.name }
            throw CommandFailure(.usage, parsed.diagnostics.map(\.description).joined(separator: "\n  "))
        }
        return URL(filePath: source).deletingPathExtension().lastPathComponent
    }
}
