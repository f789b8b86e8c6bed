/// Something that carries a request to a cloud and its response back.
///
/// Transports compose: a recording one wraps a live one, a fault-injecting one wraps either.
public protocol Transport: Sendable {
    /// Sends one request once and reads the response to its end.
    ///
    /// Every status is a response, also 4xx and 5xx; redirects are not followed.
    ///
    /// - Throws: ``TransportError`` when there is no response. On cancellation its code is `cancelled`.
    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse
}

/// Why a request got no response.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case nameNotResolved
        case connectionRefused
        case connectTimedOut
        case connectionReset
        case responseTimedOut
        case tls
        case invalidURL
        case responseTooLarge
        case notRecorded
        /// Given up after repetitions, or not tried because the service is known to be unreachable.
        case unavailable
        case cancelled
        case other
    }

    /// The kind of failure.
    public let code: Code
    /// Method and URL of the request.
    public let request: String
    /// What the layer below said, as a phrase.
    public let reason: String
    /// Whether the server may have acted on the request although no response came.
    public let mayHaveBeenProcessed: Bool

    /// Describes a failure of one request.
    ///
    /// Whether the server may have acted follows from the code, unless the caller knows better.
    public init(_ code: Code, request: APIRequest, reason: String, mayHaveBeenProcessed: Bool? = nil) {
        self.code = code
        self.request = "\(request.method) \(EndpointURL.shown(request.url))"
        self.reason = reason
        self.mayHaveBeenProcessed = mayHaveBeenProcessed ?? code.leavesOutcomeUnknown
    }

    /// One sentence: the request, and why it got no response.
    public var description: String {
        switch code {
        case .cancelled: "\(request): cancelled"
        case .other, .tls, .invalidURL, .responseTooLarge, .notRecorded, .unavailable: "\(request): \(reason)"
        case .nameNotResolved: "\(request): the host name cannot be resolved"
        case .connectionRefused: "\(request): connection refused"
        case .connectTimedOut: "\(request): no connection in time"
        case .connectionReset: "\(request): the connection was closed before the response was complete"
        case .responseTimedOut: "\(request): no complete response in time"
        }
    }
}

extension TransportError.Code {
    fileprivate var leavesOutcomeUnknown: Bool {
        switch self {
        case .nameNotResolved, .connectionRefused, .connectTimedOut, .tls, .invalidURL, .notRecorded: false
        case .connectionReset, .responseTimedOut, .responseTooLarge, .unavailable, .cancelled, .other: true
        }
    }
}

extension TransportError.Code: CustomStringConvertible {
    /// The kind of failure as a phrase for people; the raw value is for programs.
    public var description: String {
        switch self {
        case .nameNotResolved: "host name not resolved"
        case .connectionRefused: "connection refused"
        case .connectTimedOut: "no connection in time"
        case .connectionReset: "connection reset"
        case .responseTimedOut: "no response in time"
        case .tls: "TLS failed"
        case .invalidURL: "invalid URL"
        case .responseTooLarge: "response too large"
        case .notRecorded: "not recorded"
        case .unavailable: "unavailable"
        case .cancelled: "cancelled"
        case .other: "no response"
        }
    }
}
