import NIOCore

/// Bounds what waits in the system to be sent on a connection.
///
/// The system would take some megabytes of answers for each client, so that one which asks and does not read would be
/// served far ahead of what it reads, at the cost of others.
final class SendBufferLimit: ChannelInboundHandler, RemovableChannelHandler {
    /// It looks at nothing that comes.
    typealias InboundIn = Never

    /// In bytes.
    private static let limit = 256 << 10

    func handlerAdded(context: ChannelHandlerContext) {
        // Where the system does not want to know of it, its own bound is what there is.
        context.channel.setOption(.socketOption(.so_sndbuf), value: Self.limit).whenComplete { _ in }
    }
}
