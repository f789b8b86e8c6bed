import HTTPTypes
import Hummingbird

/// What is done to requests on purpose before they are answered.
struct Interference: Sendable {
    let latencies: [CloudLatency]
    let faults: [CloudFault]
    let pace: Pace

    /// Waits as long as the request is to take, and says what is to happen to it instead of an answer.
    func strike(_ method: HTTPRequest.Method, _ path: String) async -> CloudFault.Effect? {
        if let latency = latencies.first(where: { $0.requests.matches(method, path) }) {
            try? await Task.sleep(for: latency.duration)
        } else if case .real = pace {
            try? await Task.sleep(for: MeasuredTimes.latency(of: method, path))
        }
        guard let fault = faults.first(where: { $0.requests.matches(method, path) }) else { return nil }
        return fault.share >= 1 || Double.random(in: 0..<1) < fault.share ? fault.effect : nil
    }

    /// The answer of a proxy in front of the service.
    static func answer(_ status: Int, to request: ServiceRequest) -> ServiceResponse {
        .text(
            "<html><body><h1>\(status)</h1>\nThe request was not answered, as the cloud was told to.\n</body></html>\n",
            type: "text/html",
            status: HTTPResponse.Status(code: status),
            headers: status == 503 || status == 429 ? [.retryAfter: "1"] : [:]
        )
    }

    /// A body that breaks off where it begins, which closes the connection.
    static var lostBody: ResponseBody {
        ResponseBody(contentLength: 1 << 20) { _ in throw CancellationError() }
    }
}
