import ArgumentParser
import Foundation
import OpenStack
import Upgrades

/// The subcommand `upgrade probe`.
struct UpgradeProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Measure the availability of services and resources while an upgrade goes on.",
        discussion: """
            Every service is asked once a second as its users ask it, with a token; where an upgrade is prepared, its \
            resources too, of the object all bytes. An outage lasts from the first request that fails to the first \
            answer after it. It takes the same memory however long it runs, and ends after --duration or by Ctrl-C.

            The exit code tells nothing of outages: 0 when it measured, 3 when nobody could log in at its beginning.
            """
    )

    @OptionGroup var target: UpgradeTarget

    @Option(help: ArgumentHelp("How long to measure (default: until Ctrl-C or SIGTERM).", valueName: "seconds"))
    var duration: Double?

    @Option(help: ArgumentHelp("From one request to the next, of each thing asked for.", valueName: "seconds"))
    var interval = 1.0

    @Option(help: ArgumentHelp("How long an answer may take.", valueName: "seconds"))
    var timeout = 10.0

    @Option(help: "File to write as JSON.")
    var json: String?

    @OptionGroup var appearance: AppearanceOptions

    func validate() throws {
        guard duration.map({ $0 > 0 }) ?? true else { throw ValidationError("--duration must be more than 0.") }
        guard interval >= 0.05 else { throw ValidationError("--interval must be at least 0.05.") }
        guard timeout > 0 else { throw ValidationError("--timeout must be more than 0.") }
    }

    func run() async throws {
        SingleThread.takeOver()
        let surroundings = Surroundings.process
        let configured = try surroundings.configuredClouds().cloud(named: target.cloud, region: target.region)
        let state = try target.begun(surroundings)?.folder.state()
        var configuration = configured
        configuration.requestTimeout = .seconds(timeout)
        var limits = LiveTransport.Limits()
        limits.connectTimeout = .seconds(timeout)
        let measured = try await LiveTransport.withTransport(
            tls: configuration.tls,
            proxies: surroundings.proxies,
            limits: limits
        ) { network in
            // Nothing is repeated here: every failure is what is measured.
            let session = CloudSession(configuration: configuration, transport: network)
            var points = try await ProbePoint.services(of: session)
            if let state { points += ProbePoint.resources(of: state, session) }
            let view = ProbeView(
                points,
                console: .standardError,
                isLive: appearance.usesColour(.standardError, surroundings)
            )
            let probe = AvailabilityProbe(points, every: .seconds(interval))
            return try await measure(probe, view)
        }
        if let json { try OutputFile(path: json).write(measured.json.serialized(pretty: true)) }
        Console.standardOutput.write(ProbeView.text(measured))
    }

    /// Measures until the time is over or a signal comes; both are a regular end.
    private func measure(_ probe: AvailabilityProbe, _ view: ProbeView) async throws -> ProbeReport {
        let length = duration.map { Duration.seconds($0) }
        let report = try await cancellingOnSignal(notice: "stopping") {
            await probe.run(for: length) { index, availability, change in view.take(index, availability, change) }
        }
        view.finish()
        return report
    }
}
