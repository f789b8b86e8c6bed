import Foundation

/// Passes requests on and shows every exchange to a recorder, failed ones too.
public struct RecordingTransport: Transport {
    private let inner: any Transport
    private let recorder: any ExchangeRecorder

    /// Records what goes through another transport.
    public init(_ inner: any Transport, recorder: any ExchangeRecorder) {
        self.inner = inner
        self.recorder = recorder
    }

    /// Sends the request by the inner transport; returns after the exchange is recorded.
    public func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let startedAt = Date()
        let start = ContinuousClock.now
        func record(_ result: Exchange.Result) async {
            let duration = ContinuousClock.now - start
            await recorder.record(
                Exchange(request: request, result: result, startedAt: startedAt, duration: duration)
            )
        }
        do throws(TransportError) {
            let response = try await inner.send(request)
            await record(.response(response))
            return response
        } catch {
            await record(.failure(error))
            throw error
        }
    }
}
