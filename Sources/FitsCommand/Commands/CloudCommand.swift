import ArgumentParser
import EmbeddedCloud
import Foundation
import Logging
import Reports

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

    @Flag(help: "Give every service a port of its own: the usual one (identity 5000, compute 8774 …) plus --port.")
    var usualPorts = false

    @Option(help: ArgumentHelp("Serve https with this certificate, a PEM file; needs --tls-key.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's private key, a PEM file.", valueName: "file"))
    var tlsKey: String?

    @Option(help: "SQLite file that keeps the cloud's state; without one it is forgotten at the end.")
    var state: String?

    @Option(help: "Write clouds.yaml to this file, readable by you alone, instead of printing it.")
    var cloudsFile: String?

    @Flag(help: "Let stacks be abandoned and adopted, which a cloud has to be configured for.")
    var allowAbandonAndAdopt = false

    @Option(
        help: ArgumentHelp(
            "How long transitions take, such as a server becoming active: 5ms, or `real` for the times measured on a cloud of upstream's services, of every request too.",
            valueName: "time"
        )
    )
    var pace = CloudPace.even(milliseconds: 5)

    @Option(
        help: ArgumentHelp(
            "Let requests take longer: 20ms, or `POST /compute/*=200ms` for some. May be repeated; the first that fits counts.",
            valueName: "rule"
        )
    )
    var latency: [CloudLatency] = []

    @Option(
        help: ArgumentHelp(
            "Do not answer requests as usual: `GET /image/*=503`, `*=500@10%` for every tenth, `POST /compute/v2.1/servers=lost` to carry them out without an answer. May be repeated.",
            valueName: "rule"
        )
    )
    var fault: [CloudFault] = []

    func run() async throws {
        var configuration = EmbeddedCloudConfiguration()
        configuration.host = host
        configuration.port = port
        if usualPorts { configuration.usualPorts = port }
        switch (tlsCertificate, tlsKey) {
        case (let certificate?, let key?):
            configuration.tls = CloudCertificate(certificate: certificate, key: key)
        case (nil, nil): break
        default: throw CommandFailure(.usage, "--tls-certificate and --tls-key go together")
        }
        configuration.stateFile = state
        configuration.allowsAbandonAndAdopt = allowAbandonAndAdopt
        configuration.pace = pace
        configuration.latencies = latency
        configuration.faults = fault
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
                    "fits: \(Wording.count(statistics.requests, "request")), "
                        + "busy for \(Wording.duration(statistics.busySeconds)), "
                        + "\(Wording.count(statistics.serverErrors, "server error"))\n"
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
