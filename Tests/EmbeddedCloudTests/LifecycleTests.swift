import AsyncHTTPClient
import Foundation
import HTTPTypes
import Logging
import NIOCore
import Testing

@testable import EmbeddedCloud

@Suite struct LifecycleTests {
    @Test func `A cloud serves while the body runs, and no longer`() async throws {
        let logger = Logger(label: "test")
        var configuration = EmbeddedCloudConfiguration()
        try await EmbeddedCloud.withCloud(configuration, logger: logger) { cloud in
            let url = try #require(URL(string: cloud.identityURL))
            configuration.port = try #require(url.port)
            #expect(cloud.cloudsYAML.contains("embedded-reader:"))
            let reply = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: cloud.identityURL),
                timeout: .seconds(10)
            )
            let body = String(buffer: try await reply.body.collect(upTo: 10_000))
            #expect(body.contains(cloud.identityURL))
            #expect(await cloud.statistics().requests == 1)
        }
        // The port is free again.
        let port = configuration.port
        try await EmbeddedCloud.withCloud(configuration, logger: logger) { cloud in
            #expect(URL(string: cloud.identityURL)?.port == port)
        }
    }

    @Test func `State survives a restart`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "embedded-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "cloud.sqlite").path
        let kept = Kept()
        try await TestCloud.run {
            $0.stateFile = file
        } _: { cloud in
            let demo = try await cloud.login("demo", "demo")
            let made = try await cloud.send(
                .post,
                "/image/v2/images",
                ["name": "kept", "disk_format": "raw", "container_format": "bare"],
                token: demo
            )
            let path = "/image/v2/images/\(made.json["id"]?.string ?? "")"
            let put = try await cloud.send(
                .put,
                path + "/file",
                text: "bytes",
                token: demo,
                headers: [.contentType: "application/octet-stream"]
            )
            #expect(put.status == 204)
            await kept.keep(path, demo)
        }
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
        try await TestCloud.run {
            $0.stateFile = file
            $0.password = nil
        } _: { cloud in
            let (path, old) = await kept.values
            #expect(try await cloud.send(.get, path + "/file", token: old).text == "bytes")
            let demo = try await cloud.login("demo", "demo")
            #expect(try await cloud.send(.delete, path, token: demo).status == 204)
        }
    }

    @Test func `A file that is none of ours is refused`() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "embedded-\(UUID().uuidString)").path
        try Data("this is no database, it is a text that is long enough".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var configuration = EmbeddedCloudConfiguration()
        configuration.stateFile = path
        let used = configuration
        await #expect(throws: EmbeddedCloudError.self) {
            try await EmbeddedCloud.withCloud(used, logger: Logger(label: "test")) { _ in }
        }
    }

    @Test func `No description holds the password`() {
        var configuration = EmbeddedCloudConfiguration()
        configuration.password = "secret"
        #expect(!"\(configuration)".contains("secret"))
    }

    private actor Kept {
        private(set) var values = ("", "")
        func keep(_ path: String, _ token: String) { values = (path, token) }
    }
}
