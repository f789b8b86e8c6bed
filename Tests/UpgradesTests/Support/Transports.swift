import Foundation
import OpenStack
import Synchronization

/// A way to a cloud in whose catalog some services are missing.
struct WithoutServices: Transport {
    private let inner: any Transport
    private let names: Set<String>

    init(_ inner: any Transport, _ services: Set<ServiceType>) {
        self.inner = inner
        names = Set(services.flatMap(\.names))
    }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        var response = try await inner.send(request)
        guard request.method == .post, request.url.hasSuffix("/auth/tokens"),
            case .object(var body)? = try? JSON(parsing: response.body), case .object(var token)? = body["token"]
        else { return response }
        token["catalog"] = .array(
            (token["catalog"]?.array ?? []).filter { !names.contains($0["type"].string ?? "") }
        )
        body["token"] = .object(token)
        response.body = JSON.object(body).serialized()
        return response
    }
}

/// A way to a cloud that ends for good after some requests that make something: as if the process had been killed.
final class EndingTransport: Transport {
    private let inner: any Transport
    private let left: Mutex<Int>
    /// Whether the last request reaches the cloud, and only its answer is lost.
    private let losesAnswer: Bool

    init(_ inner: any Transport, after count: Int, losesAnswer: Bool) {
        self.inner = inner
        left = Mutex(count)
        self.losesAnswer = losesAnswer
    }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let isMaking = request.method == .post || request.method == .put
        let rest = left.withLock { left in
            if isMaking { left -= 1 }
            return left
        }
        if rest == 0, isMaking, losesAnswer { _ = try await inner.send(request) }
        guard rest > 0 else { throw TransportError(.connectionReset, request: request, reason: "ended") }
        return try await inner.send(request)
    }
}
