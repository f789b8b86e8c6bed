import OpenStack

/// Keeps weather away from tests: repeats requests that the path to the cloud swallowed, where that is safe.
///
/// A request that is not repeatable is sent again only if the service cannot have acted on it; otherwise the caller
/// learns that the outcome is unknown, and the test starts again from the beginning.
struct WeatherTransport: Transport {
    private let inner: any Transport
    private let station: WeatherStation
    private let doubtsRefusals: Bool
    private let awaitedStatuses: Set<Int>

    /// Shelters what goes through another transport.
    ///
    /// When the response to a `DELETE` or `PUT` was lost, its repetition may be refused just because the first one was
    /// carried out. Someone who tests the service has to doubt such a refusal; someone who only wants a resource to be
    /// gone is content with it. A status that is waited for is no weather.
    init(
        _ inner: any Transport,
        station: WeatherStation,
        doubtsRefusals: Bool,
        awaitedStatuses: Set<Int> = []
    ) {
        self.inner = inner
        self.station = station
        self.doubtsRefusals = doubtsRefusals
        self.awaitedStatuses = awaitedStatuses
    }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let origin = request.origin
        let deadline = ContinuousClock.now + station.requestBudget
        var attempt = 0
        var mayHaveBeenProcessed = false
        while true {
            guard station.permits(origin) else {
                throw TransportError(
                    .unavailable,
                    request: request,
                    reason: "\(origin) is unreachable (\(station.trouble(origin)))",
                    mayHaveBeenProcessed: mayHaveBeenProcessed
                )
            }
            attempt += 1
            let squall: Squall
            do throws(TransportError) {
                let response = try await inner.send(request)
                guard !awaitedStatuses.contains(response.status), let seen = Squall(response) else {
                    station.succeeded(origin)
                    if mayHaveBeenProcessed, isDoubtful(response, to: request) {
                        throw TransportError(
                            .unavailable,
                            request: request,
                            reason: "a response was lost, then \(response.status), outcome unknown"
                        )
                    }
                    return response
                }
                squall = seen
            } catch {
                guard let seen = Squall(error) else { throw error }
                squall = seen
            }
            mayHaveBeenProcessed = mayHaveBeenProcessed || squall.mayHaveBeenProcessed
            let wait = min(squall.retryAfter ?? Self.pause(after: attempt), station.policy.longestWait)
            let isSafe = request.isRepeatable || !squall.mayHaveBeenProcessed
            let isRetried = isSafe && ContinuousClock.now + wait < deadline
            await station.failed(
                origin,
                kind: squall.kind,
                phrase: squall.phrase,
                request: request,
                isRetried: isRetried
            )
            guard isRetried else {
                throw TransportError(
                    .unavailable,
                    request: request,
                    reason: squall.phrase + (isSafe ? (attempt > 1 ? ", \(attempt) times" : "") : ", outcome unknown"),
                    mayHaveBeenProcessed: mayHaveBeenProcessed
                )
            }
            do {
                try await Task.sleep(for: wait)
            } catch {
                throw TransportError(.cancelled, request: request, reason: "cancelled")
            }
        }
    }

    private func isDoubtful(_ response: APIResponse, to request: APIRequest) -> Bool {
        // 401 says nothing of the resource: the token has ended, and the session sends the request once more.
        doubtsRefusals && !awaitedStatuses.contains(response.status)
            && (request.method == .put || request.method == .delete)
            && (400..<500).contains(response.status) && response.status != 401
    }

    /// Doubling from a tenth of a second, with up to half of it at random so that waiting tests do not return
    /// together.
    private static func pause(after attempt: Int) -> Duration {
        let milliseconds = 100.0 * Double(1 << min(attempt - 1, 6))
        return .milliseconds(milliseconds * Double.random(in: 1...1.5))
    }
}

/// One failure that is the path's, not the service's.
private struct Squall {
    /// For programs: `connectionReset`, `503`.
    let kind: String
    /// For people: “connection reset”, “503”.
    let phrase: String
    let retryAfter: Duration?
    let mayHaveBeenProcessed: Bool

    init?(_ response: APIResponse) {
        switch response.status {
        // The server refused before doing anything.
        case 429, 503: mayHaveBeenProcessed = false
        // A proxy gave up; what is behind it may have acted.
        case 502, 504: mayHaveBeenProcessed = true
        default: return nil
        }
        kind = String(response.status)
        phrase = kind
        retryAfter = response.headers["Retry-After"].flatMap(Int.init).map { .seconds(max(0, $0)) }
    }

    init?(_ error: TransportError) {
        switch error.code {
        case .connectionRefused, .connectTimedOut, .connectionReset, .responseTimedOut, .nameNotResolved: break
        default: return nil
        }
        kind = error.code.rawValue
        phrase = error.code.description
        retryAfter = nil
        mayHaveBeenProcessed = error.mayHaveBeenProcessed
    }
}
