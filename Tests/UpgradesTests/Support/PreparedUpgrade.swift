import EmbeddedCloud
import Foundation
import Logging
import OpenStack
import Testing
import Upgrades

/// An upgrade of an embedded cloud: a folder of its own, and a user of the cloud without any special right.
struct PreparedUpgrade {
    let session: CloudSession
    let folder: UpgradeFolder
    let settings: UpgradeSettings
    /// The folder that the upgrade's is in.
    let directory: URL

    /// Gives a body an embedded cloud with nothing prepared yet.
    static func with<Result>(
        services: Set<ServiceType> = [],
        _ body: (PreparedUpgrade) async throws -> Result
    ) async throws -> Result {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var configuration = EmbeddedCloudConfiguration()
        configuration.pace = .even(milliseconds: 1)
        return try await EmbeddedCloud.withCloud(configuration, logger: logger) { cloud in
            let clouds = try ConfiguredClouds.load(
                environment: ["OS_CLIENT_CONFIG_FILE": "/clouds.yaml"],
                workingDirectory: "/",
                files: ConfigurationFiles(inMemory: ["/clouds.yaml": cloud.cloudsYAML])
            )
            return try await LiveTransport.withTransport { network in
                let configuration = try clouds.cloud(named: "embedded-demo")
                let transport: any Transport = services.isEmpty ? network : WithoutServices(network, services)
                return try await with(CloudSession(configuration: configuration, transport: transport), body)
            }
        }
    }

    private static func with<Result>(
        _ session: CloudSession,
        _ body: (PreparedUpgrade) async throws -> Result
    ) async throws -> Result {
        let directory = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let folder = try UpgradeStore(directory: directory).folder("test")
        let settings = UpgradeSettings(name: "test", cloud: "embedded-demo", region: nil, guidelines: [])
        try folder.keep(settings)
        return try await body(
            PreparedUpgrade(session: session, folder: folder, settings: settings, directory: directory)
        )
    }

    // MARK: - Steps

    /// Makes the set and records it, over another way to the cloud if one is given.
    @discardableResult
    func prepare(over transport: (any Transport)? = nil) async throws -> RecordedState {
        let session = transport.map { self.session.over($0) } ?? session
        let state = try await Preparation(session, journal: UpgradeJournal(folder), settings: settings).run()
        try folder.keep(state)
        return state
    }

    /// Compares and uses what is there, as another process would.
    func verify() async throws -> VerificationReport {
        let state = try #require(try folder.state())
        let verification = UpgradeVerification(
            session,
            journal: try UpgradeJournal(folder),
            settings: settings,
            state: state
        )
        return try await verification.report()
    }

    /// Removes everything, as another process would.
    func destroy() async throws -> [UpgradeRemoval.Report] {
        await UpgradeRemoval(session, journal: try UpgradeJournal(folder)).run()
    }

    // MARK: - What there is

    /// How many things the project has, by their kinds.
    func inventory() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        counts["networks"] = try await session.network.networks().count
        counts["subnets"] = try await session.network.subnets().count
        counts["routers"] = try await session.network.routers().count
        counts["ports"] = try await session.network.ports().count
        counts["floating IPs"] = try await session.network.floatingIPs().count
        counts["security groups"] = try await session.network.securityGroups().count
        counts["servers"] = try await session.compute.serversPage().count
        counts["key pairs"] = try await session.compute.keyPairs().count
        counts["volumes"] = try await session.blockStorage.volumes([]).all().count
        counts["snapshots"] = try await session.blockStorage.snapshots([]).all().count
        counts["images"] = try await session.image.images([]).all().count
        counts["containers"] = try await session.objectStorage.containers().lines.count
        counts["stacks"] = try await session.service(.orchestration).call(.get, "stacks", expecting: 200)
            .member("stacks").array?.count
        let user = try await session.token().userID ?? ""
        counts["credentials"] = try await session.identity.applicationCredentials(ofUser: user).count
        return counts
    }

    /// All bytes of all files of the upgrade.
    func everythingWritten() throws -> String {
        let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
        var text = ""
        while let file = files?.nextObject() as? URL {
            if let data = FileManager.default.contents(atPath: file.path) {
                text += String(decoding: data, as: UTF8.self)
            }
        }
        return text
    }
}
