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
    let logger: Logger
    private let image: ImageService

    init(_ configuration: EmbeddedCloudConfiguration, logger: Logger) async throws {
        self.configuration = configuration
        self.logger = logger
        let file = try configuration.stateFile.map { try StateFile(path: $0) }
        let scheme = configuration.tls == nil ? "http" : "https"
        address = PublicAddress(configuration.publicURL ?? "\(scheme)://\(configuration.host):\(configuration.port)")
        password = try Self.password(configuration, file)
        let now = configuration.now
        let clock = CloudClock { Timestamp(microseconds: Int64(now().timeIntervalSince1970 * 1e6)) }
        let transitions = Transitions(clock: clock, pace: configuration.pace.value)

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
        let accounts = try identity.seed(
            password: password,
            replacing: configuration.password != nil,
            catalog: Self.catalog
        )
        let blobs: any BlobStore = if let file { SQLiteBlobStore(file: file) } else { MemoryBlobStore() }
        image = try ImageService(
            store: StateStore(file: file),
            blobs: blobs,
            tokens: identity,
            address: address,
            clock: clock,
            sizeLimit: configuration.maximumImageSize,
            filter: configuration.importFilter
        )
        try image.recover()
        try await image.seed(prefix: configuration.name, owner: accounts.adminProject)
        let parts = CloudParts(
            configuration: configuration,
            file: file,
            blobs: blobs,
            tokens: identity,
            address: address,
            clock: clock,
            transitions: transitions,
            others: InternalClient()
        )
        let services: [any CloudService] =
            try await [IdentityAPI(identity), ImageAPI(image)] + Self.services(of: parts)
        parts.others.connect(services)
        responder = CloudResponder(
            services: services,
            interference: Interference(
                latencies: configuration.latencies,
                faults: configuration.faults,
                pace: configuration.pace.value
            ),
            transitions: transitions,
            statistics: statistics,
            logger: logger
        )
    }

    /// Downloads images, which takes its own time whatever requests come, until it is cancelled.
    func work() async { await image.runDownloads() }

    private static func password(_ configuration: EmbeddedCloudConfiguration, _ file: StateFile?) throws -> String {
        if let given = configuration.password {
            try file?.set("password", to: given)
            return given
        }
        return try file?.setting("password") { Identifier.secret(bytes: 18) } ?? Identifier.secret(bytes: 18)
    }

    var cloudsYAML: String {
        let accounts = [("admin", "admin"), ("demo", "demo"), ("alt", "alt"), ("reader", "demo")]
        let authority = configuration.tls?.authority.map { "    cacert: \(JSON.string($0).text)\n" } ?? ""
        return "clouds:\n"
            + accounts.map { user, project in
                """
                  \(configuration.name)-\(user):
                    auth:
                      auth_url: \(address.base(of: "identity"))/v3
                      username: \(user)
                      password: \(JSON.string(password).text)
                      project_name: \(project)
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    interface: public
                    identity_api_version: 3

                """ + authority
            }.joined()
    }
}
