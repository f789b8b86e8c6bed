import Synchronization

/// Answers requests from recorded exchanges, without a network.
///
/// Exchanges with the same method and URL are replayed in the order they were recorded, each once.
public final class ReplayingTransport: Transport {
    private struct Key: Hashable {
        let method: HTTPMethod
        let url: String
    }

    private let remaining: Mutex<[Key: [Exchange.Result]]>

    /// Replays these exchanges.
    public init(_ exchanges: some Sequence<Exchange>) {
        var byKey: [Key: [Exchange.Result]] = [:]
        for exchange in exchanges {
            byKey[Key(method: exchange.request.method, url: exchange.request.url), default: []].append(exchange.result)
        }
        remaining = Mutex(byKey)
    }

    /// Answers with the next recorded result for the request's method and URL.
    ///
    /// - Throws: ``TransportError`` with code `notRecorded` when none is left, or the failure that was recorded.
    public func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let key = Key(method: request.method, url: request.url)
        let result = remaining.withLock { remaining -> Exchange.Result? in
            guard var results = remaining[key], !results.isEmpty else { return nil }
            let next = results.removeFirst()
            remaining[key] = results
            return next
        }
        switch result {
        case .response(let response): return response
        case .failure(let error): throw error
        case nil: throw TransportError(.notRecorded, request: request, reason: "no such exchange was recorded")
        }
    }
}
