import Synchronization

/// The URL clients reach the cloud at; known once the socket is bound.
final class PublicAddress: Sendable {
    private let url: Mutex<String>

    /// Where it will be if nothing better gets known.
    init(_ url: String) { self.url = Mutex(url) }

    /// Without a slash at the end.
    var base: String { url.withLock { $0 } }

    func set(_ base: String) { url.withLock { $0 = base } }
}
