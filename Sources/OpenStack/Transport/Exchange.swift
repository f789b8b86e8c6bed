public import Foundation

/// One request and what came of it: the evidence of a test.
public struct Exchange: Sendable, Hashable {
    /// What was sent.
    public var request: APIRequest
    /// What came back.
    public var result: Result
    /// When the request was sent.
    public var startedAt: Date
    /// From sending the request to the last byte of the response.
    public var duration: Duration

    /// A response, or why there is none.
    public enum Result: Sendable, Hashable {
        case response(APIResponse)
        case failure(TransportError)
    }

    /// Describes an exchange.
    public init(request: APIRequest, result: Result, startedAt: Date, duration: Duration) {
        self.request = request
        self.result = result
        self.startedAt = startedAt
        self.duration = duration
    }

    /// The response, if there is one.
    public var response: APIResponse? {
        guard case .response(let response) = result else { return nil }
        return response
    }
}

/// Something that keeps exchanges.
public protocol ExchangeRecorder: Sendable {
    /// Keeps one exchange; called in the order in which exchanges end.
    func record(_ exchange: Exchange) async
}
