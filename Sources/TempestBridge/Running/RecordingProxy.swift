import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import OpenStack

/// An HTTP proxy that passes requests on over a transport, which records them.
///
/// Made for clients on the same machine that trust its authority: on the way to services with TLS they ask for a tunnel,
/// and what is in it is seen only because it ends here.
enum RecordingProxy {
    /// Runs a proxy around a body, which gets its URL.
    static func with<Result: Sendable>(
        forwardingOver transport: any Transport,
        authority: ProxyAuthority,
        _ body: (_ url: String) async throws -> Result
    ) async throws -> Result {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 128)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try ProxyTunnel.add(to: channel, authority: authority)
                    return try NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>(
                        wrappingChannelSynchronously: channel
                    )
                }
            }
        let port = server.channel.localAddress?.port ?? 0
        // Whoever is told to stop still tidies up, and sends requests for it: so a task that the body's cancellation does
        // not reach.
        let accepting = Task(name: "proxy") { await accept(server, transport) }
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body("http://127.0.0.1:\(port)"))
        } catch {
            result = .failure(error)
        }
        accepting.cancel()
        await accepting.value
        return try result.get()
    }

    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    private static func accept(_ server: NIOAsyncChannel<Connection, Never>, _ transport: any Transport) async {
        // A client that goes away, or the end of the proxy, is no error.
        try? await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask(name: "proxied connection") { try? await serve(connection, transport) }
                }
            }
        }
    }

    private static func serve(_ connection: Connection, _ transport: any Transport) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body: [UInt8] = []
            for try await part in inbound {
                switch part {
                case .head(let received):
                    head = received
                    body = []
                    if received.headers["Expect"].contains(where: { $0.lowercased() == "100-continue" }) {
                        try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
                    }
                case .body(let bytes): body += bytes.readableBytesView
                case .end:
                    guard let request = head else { continue }
                    try await answer(request, body, over: transport, to: outbound)
                    guard request.isKeepAlive else { return }
                }
            }
        }
    }

    private static func answer(
        _ head: HTTPRequestHead,
        _ body: [UInt8],
        over transport: any Transport,
        to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) async throws {
        let response: APIResponse
        let isPassedOn = ["http://", "https://"].contains { head.uri.lowercased().hasPrefix($0) }
        if !isPassedOn {
            response = message(501, "This proxy passes on requests to http:// and https:// URLs and no others.")
        } else {
            let request = APIRequest(
                .init(head.method.rawValue),
                head.uri,
                headers: forwarded(head.headers),
                body: body,
                // Tempest has time-outs of its own.
                timeout: .seconds(600)
            )
            do throws(TransportError) {
                response = try await transport.send(request)
            } catch {
                response = message(502, error.description)
            }
        }
        let hasBody = head.method != .HEAD && response.status != 204 && response.status != 304
        var fields = HTTPHeaders(
            response.headers.fields.filter { !hopByHop.contains($0.name.lowercased()) }.map { ($0.name, $0.value) }
        )
        if hasBody {
            fields.replaceOrAdd(name: "Content-Length", value: "\(response.body.count)")
        } else if head.method == .HEAD, !fields.contains(name: "Content-Length") {
            // Else the response would announce pieces that never come.
            fields.add(name: "Content-Length", value: "0")
        }
        let status = HTTPResponseStatus(statusCode: response.status)
        let responseHead = HTTPResponseHead(version: .http1_1, status: status, headers: fields)
        try await outbound.write(.head(responseHead))
        if hasBody, !response.body.isEmpty {
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: response.body))))
        }
        try await outbound.write(.end(nil))
    }

    private static func message(_ status: Int, _ text: String) -> APIResponse {
        APIResponse(
            status: status,
            headers: ["Content-Type": "text/plain; charset=utf-8"],
            body: Array((text + "\n").utf8)
        )
    }

    private static func forwarded(_ fields: HTTPHeaders) -> Headers {
        Headers(
            fields.filter { !hopByHop.contains($0.name.lowercased()) && !ownFields.contains($0.name.lowercased()) }
                .map { (name: $0.name, value: $0.value) }
        )
    }

    /// Fields of one connection, not of the message (RFC 9110, 7.6.1).
    private static let hopByHop: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer", "transfer-encoding",
        "upgrade",
    ]

    /// Fields that the client which passes a request on writes itself.
    private static let ownFields: Set<String> = ["host", "content-length", "expect"]
}
