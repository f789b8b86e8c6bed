import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends requests over the network with AsyncHTTPClient.
///
/// Connections are kept alive and shared by all requests to a host.
public struct LiveTransport: Transport {
    /// Limits that protect the client from the server.
    public struct Limits: Sendable {
        /// Longest time to make a connection, TLS included.
        public var connectTimeout: Duration = .seconds(10)
        /// Longest time for a whole response.
        public var responseTimeout: Duration = .seconds(60)
        /// Largest body that is read.
        public var maximumBodySize: Int = 256 * 1024 * 1024
        /// Connections kept to one host.
        public var connectionsPerHost: Int = 64

        /// The usual limits.
        public init() {}
    }

    private let verifying: Clients
    /// For requests that do not want the server's certificate checked.
    private let trusting: Clients
    private let proxies: ProxySettings
    private let limits: Limits

    /// Clients that share their settings, one for each way to a server.
    private struct Clients {
        let direct: HTTPClient
        let proxied: [ProxySettings.Server: HTTPClient]

        init(_ configuration: HTTPClient.Configuration, proxies: ProxySettings) {
            direct = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
            proxied = Dictionary(
                uniqueKeysWithValues: proxies.servers.map { server in
                    var configuration = configuration
                    configuration.proxy = server.clientProxy
                    return (
                        server,
                        HTTPClient(
                            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
                            configuration: configuration
                        )
                    )
                }
            )
        }

        var all: [HTTPClient] { [direct] + Array(proxied.values) }
    }

    /// Runs a body with a transport and closes its connections afterwards, whatever happens.
    ///
    /// - Throws: ``TLSSettingsError`` when a certificate or key file cannot be used; what the body throws.
    public static func withTransport<Result>(
        tls: TLSSettings = TLSSettings(),
        proxies: ProxySettings = .none,
        limits: Limits = Limits(),
        _ body: (LiveTransport) async throws -> Result
    ) async throws -> Result {
        var trusting = tls
        trusting.verifiesServer = false
        let transport = LiveTransport(
            verifying: Clients(try clientConfiguration(tls: tls, limits: limits), proxies: proxies),
            trusting: Clients(try clientConfiguration(tls: trusting, limits: limits), proxies: proxies),
            proxies: proxies,
            limits: limits
        )
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(transport))
        } catch {
            result = .failure(error)
        }
        await transport.close()
        return try result.get()
    }

    private func close() async {
        // `shutdown` ends early when its task is cancelled, and connections must be closed also then: so a task
        // of its own, awaited at once.
        await Task { [verifying, trusting] in
            for client in verifying.all + trusting.all { try? await client.shutdown() }
        }.value
    }

    /// Sends one request over the network.
    public func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        guard let url = URL(string: request.url), url.scheme == "http" || url.scheme == "https", url.host() != nil
        else { throw TransportError(.invalidURL, request: request, reason: "not an http or https URL") }
        let clients = request.verifiesServer ? verifying : trusting
        let client = proxies.server(for: request.url).flatMap { clients.proxied[$0] } ?? clients.direct
        do {
            var outgoing = HTTPClientRequest(url: request.url)
            outgoing.method = NIOHTTP1.HTTPMethod(rawValue: request.method.name)
            outgoing.headers = HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
            if !request.body.isEmpty {
                outgoing.body = .bytes(ByteBuffer(bytes: request.body))
            } else if request.method == .post || request.method == .put || request.method == .patch {
                // An explicit zero length: some servers answer 411 to a body they cannot tell the length of.
                outgoing.body = .bytes(ByteBuffer())
            }
            let timeout = request.timeout ?? limits.responseTimeout
            let deadline = ContinuousClock.now + timeout
            let response = try await client.execute(outgoing, timeout: TimeAmount(timeout))
            let body = try await Self.collect(response.body, upTo: limits.maximumBodySize, until: deadline)
            return APIResponse(
                status: Int(response.status.code),
                headers: Headers(response.headers.map { (name: $0.name, value: $0.value) }),
                body: Array(body.readableBytesView)
            )
        } catch {
            throw TransportError(error, request: request)
        }
    }

    /// Reads a body to its end, which must come in time: the HTTP client's own time-out ends with the response's head.
    private static func collect(
        _ body: HTTPClientResponse.Body,
        upTo maximumSize: Int,
        until deadline: ContinuousClock.Instant
    ) async throws -> ByteBuffer {
        try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask { try await body.collect(upTo: maximumSize) }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let whole = try await group.next() else { throw CancellationError() }
            return whole
        }
    }
}

extension TLSSettings {
    fileprivate func clientConfiguration() throws(TLSSettingsError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if !verifiesServer { configuration.certificateVerification = .none }
        if let authorityFile {
            try Self.read(authorityFile, as: "certificate authority") {
                _ = try NIOSSLCertificate.fromPEMFile($0)
            }
            configuration.trustRoots = .file(authorityFile)
        }
        if let certificateFile {
            try Self.read(certificateFile, as: "client certificate") { path in
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) }
            }
            try Self.read(keyFile ?? certificateFile, as: "client key") { path in
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: path, format: .pem))
            }
        }
        return configuration
    }

    private static func read(
        _ path: String,
        as purpose: String,
        _ load: (String) throws -> Void
    ) throws(TLSSettingsError) {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw TLSSettingsError(file: path, purpose: purpose, problem: "cannot be read")
        }
        do {
            try load(path)
        } catch {
            throw TLSSettingsError(file: path, purpose: purpose, problem: "is not in PEM format")
        }
    }
}

/// A certificate or key file that cannot be used.
public struct TLSSettingsError: Error, Sendable, CustomStringConvertible {
    /// The file's path.
    public let file: String
    /// What the file is for.
    public let purpose: String
    /// What is wrong with it.
    public let problem: String

    /// One sentence: which file, and what is wrong.
    public var description: String { "the \(purpose) \(file) \(problem)" }
}

extension LiveTransport {
    private static func clientConfiguration(
        tls: TLSSettings,
        limits: Limits
    ) throws -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try tls.clientConfiguration(),
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connectTimeout), read: TimeAmount(limits.responseTimeout)),
            decompression: .disabled
        )
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connectionsPerHost
        // A refused connection is weather of its own; retrying it is the caller's decision, not the pool's.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}

extension ProxySettings.Server {
    fileprivate var clientProxy: HTTPClient.Configuration.Proxy {
        guard let credentials else { return .server(host: host, port: port) }
        return .server(
            host: host,
            port: port,
            authorization: .basic(username: credentials.username, password: credentials.password.revealed)
        )
    }
}

// MARK: - Errors of the layers below

extension TransportError {
    fileprivate init(_ error: any Error, request: APIRequest) {
        let code: Code
        switch error {
        case is CancellationError: code = .cancelled
        case let error as HTTPClientError: code = Self.code(of: error)
        case is NIOTooManyBytesError: code = .responseTooLarge
        case let error as NIOConnectionError:
            code = error.connectionErrors.isEmpty ? .nameNotResolved : Self.code(of: error)
        case let error as IOError: code = Self.code(errno: error.errnoCode)
        case is ChannelError, HTTPParserError.invalidEOFState: code = .connectionReset
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: code = .tls
        default: code = .other
        }
        let reason = code == .tls ? "TLS failed: \(Self.tlsReason(error))" : "\(error)"
        self.init(code, request: request, reason: code == .responseTooLarge ? "the response is too large" : reason)
    }

    private static func code(of error: HTTPClientError) -> Code {
        switch error {
        case .cancelled: .cancelled
        case .connectTimeout: .connectTimedOut
        case .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout: .responseTimedOut
        case .remoteConnectionClosed: .connectionReset
        case .tlsHandshakeTimeout: .tls
        case .invalidURL, .emptyHost, .emptyScheme: .invalidURL
        default: .other
        }
    }

    private static func code(of error: NIOConnectionError) -> Code {
        for failure in error.connectionErrors {
            switch failure.error {
            case let failure as IOError: return code(errno: failure.errnoCode)
            case is ChannelError: return .connectTimedOut
            default: continue
            }
        }
        return .other
    }

    private static func code(errno code: CInt) -> Code {
        switch code {
        case ECONNREFUSED: .connectionRefused
        case ECONNRESET, EPIPE: .connectionReset
        case ETIMEDOUT, EHOSTUNREACH, ENETUNREACH: .connectTimedOut
        default: .other
        }
    }

    private static func tlsReason(_ error: any Error) -> String {
        let text = "\(error)"
        for (mark, reason) in [
            (
                "CERTIFICATE_VERIFY_FAILED",
                "the server's certificate is not valid (expired, or of an unknown authority)"
            ),
            ("tlsHandshakeTimeout", "no handshake in time; perhaps the server does not speak TLS on this port"),
            ("WRONG_VERSION_NUMBER", "the server does not speak TLS on this port"),
            ("failedToValidateHostname", "the server's certificate is not for this host"),
            ("CERTIFICATE_REQUIRED", "the server wants a client certificate"),
        ] where text.contains(mark) {
            return reason
        }
        return text
    }
}

extension TimeAmount {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
