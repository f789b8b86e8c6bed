import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL

extension CloudAssembly {
    /// One socket: its port, and the service it is for, or nil where the path's first segment says which.
    struct Socket: Sendable {
        var port: Int
        var service: String?
    }

    /// The sockets to listen on.
    var sockets: [Socket] {
        guard let offset = configuration.usualPorts else { return [Socket(port: configuration.port)] }
        return responder.services.compactMap { service in
            Self.usualPorts[service.prefix].map { Socket(port: $0 + offset, service: service.prefix) }
        }
    }

    /// Where the services of a cloud are usually found.
    private static let usualPorts = [
        "identity": 5000, "image": 9292, "compute": 8774, "placement": 8778, "network": 9696, "block-storage": 8776,
        "object-store": 8080, "orchestration": 8004,
    ]

    /// A server; `listening` gets the port once connections are taken.
    func application(
        _ socket: Socket,
        listening: @escaping @Sendable (Int) -> Void
    ) throws -> Application<CloudResponder> {
        var responder = responder
        responder.service = socket.service
        // The framework logs an error for every connection that is open when serving ends, which is no error here; failures to listen are thrown.
        var serverLogger = logger
        serverLogger.logLevel = .critical
        let address = ApplicationConfiguration(
            address: .hostname(configuration.host, port: socket.port),
            serverName: nil,
            backlog: 1024
        )
        let announce: @Sendable (any Channel) async -> Void = { channel in
            listening(channel.localAddress?.port ?? socket.port)
        }
        guard let certificate = try certificate else {
            return Application(
                responder: responder,
                server: .continuing(idleTimeout: .seconds(120)),
                configuration: address,
                onServerRunning: announce,
                logger: serverLogger
            )
        }
        return Application(
            responder: responder,
            server: try .tls(.continuing(idleTimeout: .seconds(120)), tlsConfiguration: certificate),
            configuration: address,
            onServerRunning: announce,
            logger: serverLogger
        )
    }

    private var certificate: TLSConfiguration? {
        get throws {
            guard let tls = configuration.tls else { return nil }
            do {
                return TLSConfiguration.makeServerConfiguration(
                    certificateChain: try NIOSSLCertificate.fromPEMFile(tls.certificate).map { .certificate($0) },
                    privateKey: .privateKey(try NIOSSLPrivateKey(file: tls.key, format: .pem))
                )
            } catch {
                throw EmbeddedCloudError.certificate(tls.certificate, key: tls.key)
            }
        }
    }

    /// From now on links carry the real port, unless the configuration gives the URL.
    func bound(_ socket: Socket, to port: Int) {
        guard configuration.publicURL == nil else { return }
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let url = "\(configuration.tls == nil ? "http" : "https")://\(host):\(port)"
        if let service = socket.service { address.set(url, of: service) } else { address.set(url) }
    }
}
