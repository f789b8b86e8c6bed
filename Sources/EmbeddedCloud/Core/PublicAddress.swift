import Synchronization

/// The URLs clients reach the cloud's services at; known once the sockets are bound.
final class PublicAddress: Sendable {
    private struct State {
        var base: String
        /// Services with a port of their own, by prefix.
        var own: [String: String] = [:]
    }

    private let state: Mutex<State>

    /// Where it will be if nothing better gets known.
    init(_ url: String) { state = Mutex(State(base: url)) }

    /// A service's URL, without a slash at the end: below the cloud's one address, or at a port of its own.
    func base(of service: String) -> String {
        state.withLock { $0.own[service] ?? $0.base + "/" + service }
    }

    func set(_ base: String) { state.withLock { $0.base = base } }

    func set(_ base: String, of service: String) { state.withLock { $0.own[service] = base } }

    /// A URL with this cloud's own in place of a mark and the service's prefix behind it.
    func resolve(_ url: String, mark: String) -> String {
        guard url.hasPrefix(mark + "/") else { return url }
        let path = url.dropFirst(mark.count + 1)
        let service = path.prefix { $0 != "/" }
        return base(of: String(service)) + path.dropFirst(service.count)
    }
}
