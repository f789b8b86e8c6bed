import Hummingbird
public import Logging
import NIOCore

/// A small OpenStack in this process.
///
/// It behaves as the upstream services with their default policies do, and knows nothing of what any test asks.
public struct EmbeddedCloud: Sendable {
    /// The Identity endpoint, such as `http://127.0.0.1:40123/identity/v3`; what clients call `auth_url`.
    public var identityURL: String
    /// A clouds.yaml with the entries `embedded-admin`, `embedded-demo`, `embedded-alt` and `embedded-reader`; holds their password.
    public var cloudsYAML: String

    private let counters: RequestStatistics

    /// What was served since the start.
    public struct Statistics: Sendable, Hashable {
        /// Requests answered.
        public var requests: Int
        /// Seconds during which at least one request was being answered; the sending of long bodies isn't counted.
        public var busySeconds: Double
        /// Answers with a status of 500 and above.
        public var serverErrors: Int
    }

    /// What was served until now.
    public func statistics() async -> Statistics { counters.snapshot }

    /// Serves until the body returns or the task is cancelled; the socket is closed on return.
    ///
    /// - Parameters:
    ///   - configuration: what to serve, and where.
    ///   - logger: gets a line per unexpected failure, never a secret.
    ///   - body: runs once requests are answered.
    /// - Returns: what the body returns.
    /// - Throws: ``EmbeddedCloudError`` if it can't start, and whatever the body throws.
    public static func withCloud<Result>(
        _ configuration: EmbeddedCloudConfiguration,
        logger: Logger,
        body: (EmbeddedCloud) async throws -> Result
    ) async throws -> Result {
        let assembly = try await CloudAssembly(configuration, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask(name: "embedded cloud's own work") { await assembly.work() }
            for socket in assembly.sockets {
                let (ports, announced) = AsyncThrowingStream<Int, any Error>.makeStream()
                let application = try assembly.application(socket) { port in announced.yield(port) }
                group.addTask(name: "embedded cloud") {
                    do {
                        try await application.runService(gracefulShutdownSignals: [])
                        announced.finish()
                    } catch {
                        announced.finish(throwing: error)
                    }
                }
                guard let port = try await ports.first(where: { _ in true }) else {
                    try Task.checkCancellation()
                    throw EmbeddedCloudError.notListening(host: configuration.host, port: socket.port)
                }
                assembly.bound(socket, to: port)
            }
            return try await body(EmbeddedCloud(assembly))
        }
    }

    private init(_ assembly: CloudAssembly) {
        identityURL = assembly.address.base(of: "identity") + "/v3"
        cloudsYAML = assembly.cloudsYAML
        counters = assembly.statistics
    }
}
