import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on a port of its own that does what a test tells it.
final class LiveServer: Sendable {
    /// What to do with a connection once the request is complete.
    enum Behaviour: Sendable {
        /// Writes these bytes, and leaves the connection open or closes it.
        case write(String, thenClose: Bool)
        /// Writes a text, and then a chunk every few milliseconds, without end.
        case drip(String)
        /// Resets the connection after some bytes.
        case reset(after: String)
        /// Answers whatever comes, be it a request or not, and closes the connection.
        case greet(String)
        /// Says nothing.
        case hang
    }

    /// What came, line by line of each request's head.
    var heads: [String] { received.withLock { $0 } }
    let port: Int

    private let channel: any Channel
    private let received: Received

    /// Runs a body beside a server, which ends with it.
    static func run<Result>(
        tls: NIOSSLContext? = nil,
        _ behaviour: Behaviour,
        _ body: (LiveServer) async throws -> Result
    ) async throws -> Result {
        let received = Received()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Handler(behaviour, received))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = LiveServer(channel: channel, port: channel.localAddress?.port ?? 0, received: received)
        do {
            let result = try await body(server)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// A port that nobody listens at.
    static func unusedPort() async throws -> Int { try await run(.hang) { $0.port } }

    private init(channel: any Channel, port: Int, received: Received) {
        self.channel = channel
        self.port = port
        self.received = received
    }

    private final class Received: Sendable {
        private let heads = Mutex<[String]>([])
        func withLock<Result>(_ body: (inout [String]) -> Result) -> Result { heads.withLock { body(&$0) } }
    }

    /// Reads up to the end of a request's head, which is all these tests send.
    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let behaviour: Behaviour
        private let received: Received
        private var head = ""

        init(_ behaviour: Behaviour, _ received: Received) {
            self.behaviour = behaviour
            self.received = received
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if case .greet(let text) = behaviour {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                return context.close(promise: nil)
            }
            head += String(buffer: unwrapInboundIn(data))
            guard head.contains("\r\n\r\n") else { return }
            received.withLock { $0.append(head) }
            head = ""
            switch behaviour {
            case .write(let text, let thenClose):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                if thenClose { context.close(promise: nil) }
            case .drip(let text):
                let pause = TimeAmount.milliseconds(5)
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                let channel = context.channel
                context.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { task in
                    guard channel.isActive else { return task.cancel() }
                    channel.writeAndFlush(ByteBuffer(string: "1\r\nx\r\n"), promise: nil)
                }
            case .reset(let text):
                // With a linger time of zero, closing resets.
                let channel = context.channel
                _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in channel.close(promise: nil) }
            case .hang, .greet:
                break
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
