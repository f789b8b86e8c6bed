import ArgumentParser
import Conformance
import Foundation
import InteropTests
import OpenStack

/// The subcommand `inspect`.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a cloud is: services, versions, limits, and which tests could run.",
        discussion: "Only reads; nothing in the cloud is changed."
    )

    @OptionGroup var target: CloudTarget

    @Option(name: .customLong("feature"), help: "A property no API tells, by Tempest's name of the option; repeatable.")
    var features: [String] = []

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() async throws {
        let surroundings = Surroundings.process
        try await target.withConfiguration(surroundings) { configuration in
            let inspection = try await LiveTransport.withTransport(
                tls: configuration.tls,
                proxies: surroundings.proxies
            ) { network in
                try await CloudInspection(
                    CloudSession(configuration: configuration, transport: RetryingTransport(network))
                )
            }
            let view = InspectionView(
                inspection: inspection,
                configuration: configuration,
                obstacles: Self.obstacles(inspection, configuration, features: Set(features))
            )
            Console.standardOutput.write(format == .text ? view.text : view.json)
        }
    }

    /// Why tests cannot run, each reason with the number of tests; the key `nil` counts those that can.
    private static func obstacles(
        _ inspection: CloudInspection,
        _ configuration: CloudConfiguration,
        features: Set<String>
    ) -> [String?: Int] {
        var credentials: Set<CredentialKind> = []
        if case .password = configuration.authentication { credentials.insert(.password) }
        if inspection.token.roles.contains(where: { $0.lowercased() == "admin" }) {
            credentials.formUnion(CredentialKind.allCases)
        }
        let facts = CloudFacts(catalog: inspection.token.catalog, credentials: credentials, features: features)
        return Dictionary(grouping: InteropTests.suite.tests, by: facts.obstacle).mapValues(\.count)
    }
}
