import EmbeddedCloud
import Foundation
import HeatTemplates
import Logging
import OpenStack
import ReferenceArchitectures
import Testing

/// An embedded cloud, as a client sees it.
struct TestCloud {
    let session: CloudSession

    static func with<Result>(
        faults: [CloudFault] = [],
        _ body: (TestCloud) async throws -> Result
    ) async throws -> Result {
        var configuration = EmbeddedCloudConfiguration()
        configuration.faults = faults
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try await EmbeddedCloud.withCloud(configuration, logger: logger) { cloud in
            let clouds = try ConfiguredClouds.load(
                environment: ["OS_CLIENT_CONFIG_FILE": "/clouds.yaml"],
                workingDirectory: "/",
                files: ConfigurationFiles(inMemory: ["/clouds.yaml": cloud.cloudsYAML])
            )
            return try await LiveTransport.withTransport { network in
                let configuration = try clouds.cloud(named: "embedded-admin")
                return try await body(
                    TestCloud(session: CloudSession(configuration: configuration, transport: network))
                )
            }
        }
    }

    func engine(
        _ journal: DeploymentJournal,
        rollsBack: Bool = false
    ) -> DirectEngine {
        var options = DirectEngine.Options()
        options.rollsBack = rollsBack
        return DirectEngine(session, journal: journal, options: options)
    }

    static let description = DeploymentDescription(name: "test", cloud: "embedded", source: "test", engine: "direct")

    /// How many things there are of some kinds that templates of these tests make.
    func inventory() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        counts["networks"] = try await session.network.networks().count
        counts["subnets"] = try await session.network.subnets().count
        counts["routers"] = try await session.network.routers().count
        counts["ports"] = try await session.network.ports().count
        counts["floating IPs"] = try await session.network.floatingIPs().count
        counts["security groups"] = try await session.network.securityGroups().count
        counts["servers"] = try await session.compute.serversPage().count
        counts["volumes"] = try await session.blockStorage.volumes([]).all().count
        return counts
    }
}

/// The stack of a template that nothing is wrong with.
func stack(
    _ text: String,
    parameters: [String: String] = [:],
    files: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Stack {
    let lint = TemplateLint(
        text,
        file: "main.yaml",
        parameters: parameters,
        files: TemplateFiles(files),
        identity: Stack.Identity(name: "test", id: "", projectID: "")
    )
    #expect(lint.diagnostics.filter(\.isError) == [], sourceLocation: sourceLocation)
    return try #require(lint.stack, sourceLocation: sourceLocation)
}
