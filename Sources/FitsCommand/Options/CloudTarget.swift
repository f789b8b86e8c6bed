import ArgumentParser
import EmbeddedCloud
import Foundation
import Logging
import OpenStack

/// Which cloud is meant.
struct CloudTarget: ParsableArguments {
    @Option(name: [.customLong("cloud"), .customLong("os-cloud")], help: "Entry of clouds.yaml (default: OS_CLOUD).")
    var cloud: String?

    @Option(name: [.customLong("region"), .customLong("os-region-name")], help: "Region of the cloud.")
    var region: String?

    @Flag(help: "Use the embedded cloud: an OpenStack in this process, for trying things out.")
    var embedded = false

    func validate() throws {
        guard !(embedded && cloud != nil) else { throw ValidationError("--embedded and --cloud exclude each other.") }
    }

    /// Gives the cloud's configuration to a body; the embedded cloud runs as long as the body does.
    func withConfiguration<Result>(
        _ surroundings: Surroundings,
        _ body: (CloudConfiguration) async throws -> Result
    ) async throws -> Result {
        if embedded {
            return try await withEmbeddedCloud { clouds in try await body(try clouds.cloud(named: "embedded-admin")) }
        }
        return try await body(try surroundings.configuredClouds().chosen(cloud, region: region))
    }
}

extension ConfiguredClouds {
    /// The cloud that is meant by a name, or by none; what is odd about its entry goes to stderr.
    func chosen(_ name: String?, region: String?) throws(ConfigurationError) -> CloudConfiguration {
        let resolved = try resolve(named: name, region: region)
        for diagnostic in resolved.diagnostics where diagnostic.severity >= .warning {
            Console.standardError.write("fits: \(diagnostic)\n")
        }
        return resolved.configuration
    }
}

/// Runs the embedded cloud around a body and reads the clouds.yaml it offers.
func withEmbeddedCloud<Result>(_ body: (ConfiguredClouds) async throws -> Result) async throws -> Result {
    var logger = Logger(label: "embedded-cloud")
    logger.logLevel = .critical
    return try await EmbeddedCloud.withCloud(EmbeddedCloudConfiguration(), logger: logger) { cloud in
        let file = "/clouds.yaml"
        let clouds = try ConfiguredClouds.load(
            environment: ["OS_CLIENT_CONFIG_FILE": file],
            workingDirectory: "/",
            files: ConfigurationFiles(inMemory: [file: cloud.cloudsYAML])
        )
        return try await body(clouds)
    }
}
