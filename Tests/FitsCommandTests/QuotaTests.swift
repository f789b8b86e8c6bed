import EmbeddedCloud
import Foundation
import Logging
import OpenStack
import Testing

/// Runs in projects with little room.
@Suite struct QuotaTests {
    @Test("where quotas leave little, fewer tests run at the same time instead of failing")
    func littleRoom() async throws {
        var logger = Logger(label: "embedded-cloud")
        logger.logLevel = .critical
        try await EmbeddedCloud.withCloud(EmbeddedCloudConfiguration(), logger: logger) { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let clouds = try ConfiguredClouds.load(
                    environment: [:],
                    workingDirectory: "/cloud",
                    files: ConfigurationFiles(inMemory: ["/cloud/clouds.yaml": cloud.cloudsYAML])
                )
                try await LiveTransport.withTransport { network in
                    func session(_ name: String) throws -> CloudSession {
                        CloudSession(configuration: try clouds.cloud(named: name), transport: network)
                    }
                    let project = try #require(try await session("embedded-demo").token().projectID)
                    let administrator = try session("embedded-admin")
                    try await Self.set(["volumes": 8, "snapshots": 5], .blockStorage, project, administrator)
                    try await Self.set(["instances": 9], .compute, project, administrator)
                }
                let tests = ["volume.test_volumes", "compute.servers"]
                let run = try await command.run(["run", "--cloud", "embedded-demo", "--concurrency", "16"] + tests)
                #expect(run.status == 0, "\(run.errors)")
                #expect(run.errors.contains("passed"))
            }
        }
    }

    private static func set(
        _ quotas: [String: Int],
        _ service: ServiceType,
        _ project: String,
        _ session: CloudSession
    ) async throws {
        let version = service == .compute ? "v2.1" : nil
        let base = try await session.service(service, version: version).baseURL()
        var request = APIRequest(.put, EndpointURL.joining(base, ["os-quota-sets", project]))
        request.body = Array(try JSONEncoder().encode(["quota_set": quotas]))
        request.headers["Content-Type"] = "application/json"
        let response = try await session.send(request)
        try #require(response.status == 200, "\(response.status)")
    }
}
