import Conformance
import Foundation
import OpenStack

/// What the process was started with; read here and nowhere else.
struct Surroundings {
    let environment: [String: String]
    let workingDirectory: String
    let homeDirectory: URL

    static var process: Surroundings {
        Surroundings(
            environment: ProcessInfo.processInfo.environment,
            workingDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: FileManager.default.homeDirectoryForCurrentUser
        )
    }

    /// What clouds.yaml and the variables say.
    func configuredClouds() throws(ConfigurationError) -> ConfiguredClouds {
        try ConfiguredClouds.load(
            environment: environment,
            workingDirectory: workingDirectory,
            homeDirectory: homeDirectory.path
        )
    }

    var proxies: ProxySettings { ProxySettings(environment: environment) }

    /// Whether the user wants no colours (no-color.org).
    var refusesColour: Bool { environment["NO_COLOR"].map { !$0.isEmpty } ?? false }
}
