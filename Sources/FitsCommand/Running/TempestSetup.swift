import Foundation
import OpenStack
import TempestBridge

/// What a user wants of Tempest's configuration; all else is found out.
struct TempestSetup: Sendable {
    /// Values of tempest.conf.
    var overrides: [TempestOverride] = []
    /// The folder that Tempest works in.
    var workspace: String?

    /// Configures Tempest for a cloud, from what the cloud answers.
    func prepare(
        _ configuration: CloudConfiguration,
        others configured: [CloudConfiguration],
        installation: TempestInstallation?,
        over network: any Transport,
        _ surroundings: Surroundings
    ) async throws -> TempestPreparation {
        let session = CloudSession(configuration: configuration, transport: network)
        let token = try await session.token()
        // Before anything else is asked: an entry that Tempest cannot use is one clear error.
        let user = try TempestUser(configuration, token: token)
        var others: [TempestUser] = []
        for other in configured {
            let session = CloudSession(configuration: other, transport: network)
            others.append(try TempestUser(other, token: try await session.token()))
        }
        let workspace =
            workspace.map { TempestWorkspace(folder: URL(filePath: $0)) }
            ?? .usual(
                cloud: configuration.name,
                environment: surroundings.environment,
                homeDirectory: surroundings.homeDirectory
            )
        let configurator = TempestConfigurator(
            try await CloudSurvey(session),
            of: configuration,
            user: user,
            others: others,
            workspace: workspace,
            installation: installation
        )
        try configurator.write(overrides: overrides)
        return TempestPreparation(configurator: configurator, workspace: workspace, token: token)
    }
}

/// A workspace whose configuration has been written.
struct TempestPreparation: Sendable {
    let configurator: TempestConfigurator
    let workspace: TempestWorkspace
    let token: Token
}
