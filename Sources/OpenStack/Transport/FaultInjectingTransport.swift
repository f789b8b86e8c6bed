import Synchronization

/// Makes bad weather between client and cloud, on purpose and reproducibly.
///
/// Used to prove that weather never becomes a test's outcome. The n-th request of a run meets the same fate whenever
/// the seed is the same.
public final class FaultInjectingTransport: Transport {
    /// What can happen to a request.
    public enum Fault: Sendable, Hashable {
        /// The connection is reset before the request reaches the cloud.
        case resetBeforeRequest
        /// The cloud acts on the request; its response is lost.
        case resetAfterRequest
        /// A response that the cloud never gave, with `Retry-After` in whole seconds if there is one.
        case status(Int, retryAfter: Int?)
        /// No connection at all.
        case refused
    }

    /// A fault, how often it strikes, and where.
    public struct Rule: Sendable, Hashable {
        /// What happens.
        public let fault: Fault
        /// Share of the requests it happens to, 0 to 1.
        public let probability: Double
        /// Only requests whose URL contains this text; `nil` for all.
        public let urlContains: String?

        /// Describes a rule.
        public init(_ fault: Fault, probability: Double, urlContains: String? = nil) {
            self.fault = fault
            self.probability = probability
            self.urlContains = urlContains
        }
    }

    private let inner: any Transport
    private let rules: [Rule]
    private let generator: Mutex<SplitMix64>

    /// Injects faults into what goes through another transport; the first rule that strikes wins.
    public init(_ inner: any Transport, rules: [Rule], seed: UInt64) {
        self.inner = inner
        self.rules = rules
        generator = Mutex(SplitMix64(state: seed))
    }

    /// Sends the request, unless a fault strikes first.
    public func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        switch fate(of: request) {
        case nil:
            return try await inner.send(request)
        case .resetBeforeRequest:
            throw TransportError(.connectionReset, request: request, reason: "injected")
        case .resetAfterRequest:
            _ = try await inner.send(request)
            throw TransportError(.connectionReset, request: request, reason: "injected")
        case .refused:
            throw TransportError(.connectionRefused, request: request, reason: "injected")
        case .status(let status, let retryAfter):
            var headers: Headers = ["Content-Type": "text/plain"]
            headers["Retry-After"] = retryAfter.map(String.init)
            return APIResponse(status: status, headers: headers, body: Array("injected fault".utf8))
        }
    }

    private func fate(of request: APIRequest) -> Fault? {
        for rule in rules {
            if let part = rule.urlContains, !request.url.contains(part) { continue }
            let draw = generator.withLock { Double.random(in: 0..<1, using: &$0) }
            if draw < rule.probability { return rule.fault }
        }
        return nil
    }
}

/// A small generator with a seed: the same seed gives the same faults.
///
/// Steele, Lea, Flood: “Fast splittable pseudorandom number generators”, 2014.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
