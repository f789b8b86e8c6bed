import ArgumentParser
import EmbeddedCloud
import Foundation
import Logging

/// The subcommand `cloud`.
struct CloudCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cloud",
        abstract: "The embedded cloud: an OpenStack in one process, for trying things out.",
        subcommands: [ServeCommand.self]
    )
}

/// The subcommand `cloud serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the embedded cloud until interrupted; prints a clouds.yaml for it.",
        discussion: """
            fits cloud serve --clouds-file clouds.yaml &
            OS_CLIENT_CONFIG_FILE=clouds.yaml openstack --os-cloud embedded-demo image list
            """
    )

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on; 0 takes a free one.")
    var port = 0

    @Option(help: "SQLite file that keeps the cloud's state; without one it is forgotten at the end.")
    var state: String?

    @Option(help: "Write clouds.yaml to this file, readable by you alone, instead of printing it.")
    var cloudsFile: String?

    func run() async throws {
        var configuration = EmbeddedCloudConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.stateFile = state
        var logger = Logger(label: "embedded-cloud")
        logger.logLevel = .warning
        do {
            try await EmbeddedCloud.withCloud(configuration, logger: logger) { cloud in
                try announce(cloud)
                // Ends by being cancelled, which is how serving is meant to end.
                try? await cancellingOnSignal(notice: "stopping the embedded cloud") {
                    try await Task.sleep(for: .seconds(60 * 60 * 24 * 365))
                }
                let statistics = await cloud.statistics()
                Console.standardError.write(
                    "fits: \(statistics.requests) requests, busy \(statistics.busySeconds) s, "
                        + "\(statistics.serverErrors) server errors\n"
                )
            }
        } catch let error as EmbeddedCloudError {
            throw CommandFailure(.cannotStart, "\(error)")
        }
    }

    private func announce(_ cloud: EmbeddedCloud) throws {
        Console.standardError.write("fits: the embedded cloud serves at \(cloud.identityURL); interrupt to stop\n")
        guard let cloudsFile else {
            Console.standardOutput.write(cloud.cloudsYAML)
            return
        }
        guard
            FileManager.default.createFile(
                atPath: cloudsFile,
                contents: Data(cloud.cloudsYAML.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw CommandFailure(.usage, "\(cloudsFile) cannot be written") }
        Console.standardError.write("fits: OS_CLIENT_CONFIG_FILE=\(cloudsFile) OS_CLOUD=embedded-demo\n")
    }
}
