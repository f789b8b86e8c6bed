import NIOCore
import NIOHTTP1
import NIOSSL

/// Opens the tunnels that clients ask a proxy for on the way to services with TLS, and ends them here: what comes behind
/// it are the requests in the tunnel, with whole URLs, as a proxy gets them on the way to services without TLS.
///
/// A tunnel to somewhere that cannot be a server is passed on as the request it is.
final class ProxyTunnel: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private enum State {
        /// Requests have whole URLs.
        case outside
        /// The client has asked for a tunnel, and its request has not ended.
        case asked(base: String, NIOSSLContext)
        /// Requests have paths.
        case inside(base: String)
    }

    private let authority: ProxyAuthority
    private var state = State.outside
    private var codec: [any RemovableChannelHandler] = []

    init(_ authority: ProxyAuthority) { self.authority = authority }

    /// Lets a channel speak HTTP, in tunnels and outside of them.
    static func add(to channel: any Channel, authority: ProxyAuthority) throws {
        let tunnel = ProxyTunnel(authority)
        let (encoder, decoder) = (HTTPResponseEncoder(), ByteToMessageHandler(HTTPRequestDecoder()))
        tunnel.codec = [encoder, decoder]
        try channel.pipeline.syncOperations.addHandlers([encoder, decoder, tunnel])
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        switch (state, part) {
        case (.outside, .head(let head)) where head.method == .CONNECT:
            if let place = Place(head.uri), let tls = try? authority.context(for: place.host) {
                state = .asked(base: place.url, tls)
                return
            }
        case (.asked(let base, let tls), .end):
            state = .inside(base: base)
            open(context, tls)
            return
        case (.asked, _): return
        case (.inside(let base), .head(var head)) where head.uri.hasPrefix("/"):
            head.uri = base + head.uri
            part = .head(head)
        default: break
        }
        context.fireChannelRead(wrapInboundOut(part))
    }

    /// Says that the tunnel is there, and begins anew within it.
    private func open(_ context: ChannelHandlerContext, _ tls: NIOSSLContext) {
        let pipeline = context.pipeline.syncOperations
        let removals = codec.map { pipeline.removeHandler($0) }
        codec = []
        EventLoopFuture.andAllSucceed(removals, on: context.eventLoop).assumeIsolated().whenComplete { _ in
            let answer = ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n")
            context.writeAndFlush(NIOAny(answer), promise: nil)
            do {
                try pipeline.addHandlers(
                    [
                        NIOSSLServerHandler(context: tls), HTTPResponseEncoder(),
                        ByteToMessageHandler(HTTPRequestDecoder()),
                    ],
                    position: .first
                )
            } catch {
                context.close(promise: nil)
            }
        }
    }
}

extension ProxyTunnel {
    /// Where a tunnel leads to: `host:port`.
    private struct Place {
        let host: String
        /// What the paths of requests in the tunnel come behind.
        let url: String

        init?(_ authority: String) {
            guard let colon = authority.lastIndex(of: ":"),
                let port = UInt16(authority[authority.index(after: colon)...])
            else { return nil }
            let name = authority[..<colon]
            let isAddress = name.hasPrefix("[") && name.hasSuffix("]")
            host = String(isAddress ? name.dropFirst().dropLast() : name)
            guard !host.isEmpty, isAddress || !host.contains(":") else { return nil }
            url = "https://" + (port == 443 ? String(name) : authority)
        }
    }
}
