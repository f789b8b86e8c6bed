import AsyncHTTPClient
import NIOCore

/// The images that are to be downloaded, a few at a time, while requests are answered.
final class ImageDownloads: Sendable {
    /// An image to download.
    struct Order: Sendable {
        var imageID: String
        var taskID: String
        var url: String
    }

    private let orders: AsyncStream<Order>
    private let queue: AsyncStream<Order>.Continuation
    private static let width = 4

    init() { (orders, queue) = AsyncStream.makeStream() }

    func add(_ order: Order) { queue.yield(order) }

    /// Carries orders out until it is cancelled, which ends downloads under way, too; to be called once.
    func run(_ carryOut: @escaping @Sendable (Order, HTTPClient) async -> Void) async {
        var waiting = orders.makeAsyncIterator()
        // Most clouds never download anything, and need no client.
        guard let first = await waiting.next() else { return }
        var configuration = HTTPClient.Configuration()
        // Where a redirection leads is looked at like the address itself.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(60))
        // Its shutdown fails only when it has been shut down.
        try? await HTTPClient.withHTTPClient(configuration: configuration) { client in
            await withTaskGroup(of: Void.self) { group in
                var next: Order? = first
                var running = 0
                while let order = next {
                    if running == Self.width {
                        await group.next()
                        running -= 1
                    }
                    group.addTask(name: "image download") { await carryOut(order, client) }
                    running += 1
                    next = await waiting.next()
                }
            }
        }
    }
}
