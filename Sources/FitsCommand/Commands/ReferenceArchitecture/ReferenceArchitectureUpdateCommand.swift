import ArgumentParser
import Foundation
import OpenStack
import ReferenceArchitectures

/// The subcommand `ra update`.
struct ReferenceArchitectureUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a deployment to what its template, or another one, says now.",
        discussion: """
            --preview shows what would be added, changed in place, replaced and removed. What failed before is tried \
            again; what is as it should be is left alone.
            """
    )

    @Argument(help: "The deployment.")
    var name: String

    @Argument(help: ArgumentHelp("Another folder or template instead of the one it was made of.", valueName: "path"))
    var path: String?

    @OptionGroup var values: DeploymentValues

    @OptionGroup var work: DeploymentWork

    func run() async throws {
        let surroundings = Surroundings.process
        let existing = try DeploymentDriver(name, surroundings, view: work.view)
        var settings = existing.settings
        if let path { settings.source = URL(filePath: path).standardizedFileURL.path }
        settings.environments += values.environmentPaths
        settings.parameters.merge(values.parameters) { _, later in later }
        let driver = try DeploymentDriver(settings, existing.store, surroundings, view: work.view)
        try await work.deploy(driver, action: "update")
    }
}
