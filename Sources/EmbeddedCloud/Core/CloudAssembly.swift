import Crypto
import Foundation
import Hummingbird
import Logging
import NIOCore

/// The services of one cloud and what they share, put together but not yet listening.
struct CloudAssembly: Sendable {
    let configuration: EmbeddedCloudConfiguration
    let address: PublicAddress
    let statistics = RequestStatistics()
    let responder: CloudResponder
    let password: String
    private let logger: Logger

    init(_ configuration: EmbeddedCloudConfiguration, logger: Logger) async throws {
        self.configuration = configuration
        self.logger = logger
        let file = try configuration.stateFile.map { try StateFile(path: $0) }
        address = PublicAddress(configuration.publicURL ?? "http://\(configuration.host):\(configuration.port)")
        password = try Self.password(configuration, file)
        let now = configuration.now
        let clock = CloudClock { Timestamp(microseconds: Int64(now().timeIntervalSince1970 * 1e6)) }

        let key = try file?.setting("token-key") { Identifier.secret(bytes: 32) } ?? Identifier.secret(bytes: 32)
        let identity = try IdentityService(
            store: StateStore(file: file),
            settings: .init(
                tokenLifetime: configuration.tokenLifetime,
                passwordHistory: configuration.passwordHistory,
                tokenKey: Identifier.data(base64URL: key) ?? Data()
            ),
            address: address,
            clock: clock
        )
        let accounts = try identity.seed(password: password, replacing: configuration.password != nil)
        let blobs: any BlobStore = if let file { SQLiteBlobStore(file: file) } else { MemoryBlobStore() }
        let image = try ImageService(
            store: StateStore(file: file),
            blobs: blobs,
            tokens: identity,
            address: address,
            clock: clock,
            sizeLimit: configuration.maximumImageSize
        )
        try await image.seed(prefix: configuration.name, owner: accounts.adminProject)
        responder = CloudResponder(
            services: [IdentityAPI(identity), ImageAPI(image)],
            statistics: statistics,
            logger: logger
        )
    }

    private static func password(_ configuration: EmbeddedCloudConfiguration, _ file: StateFile?) throws -> String {
        if let given = configuration.password {
            try file?.set("password", to: given)
            return given
        }
        return try file?.setting("password") { Identifier.secret(bytes: 18) } ?? Identifier.secret(bytes: 18)
    }

    /// The server; `listening` gets the port once connections are taken.
    func application(listening: @escaping @Sendable (Int) -> Void) -> some ApplicationProtocol {
        // The framework logs an error for every connection that is open when serving ends, which is no error here; failures to listen are thrown.
        var serverLogger = logger
        serverLogger.logLevel = .critical
        return Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: .seconds(120))),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil,
                backlog: 1024
            ),
            onServerRunning: { channel in listening(channel.localAddress?.port ?? configuration.port) },
            logger: serverLogger
        )
    }

    /// From now on links carry the real port, unless the configuration gives the URL.
    func bound(to port: Int) {
        guard configuration.publicURL == nil else { return }
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        address.set("http://\(host):\(port)")
    }

    var cloudsYAML: String {
        let accounts = [("admin", "admin"), ("demo", "demo"), ("alt", "alt"), ("reader", "demo")]
        return "clouds:\n"
            + accounts.map { user, project in
                """
                  \(configuration.name)-\(user):
                    auth:
                      auth_url: \(address.base)/identity/v3
                      username: \(user)
                      password: \(JSON.string(password).text)
                      project_name: \(project)
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    interface: public
                    identity_api_version: 3

                """
            }.joined()
    }
}
