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
        do throws(TransportError) {
            let response = try await inner.send(request)
            await recorder.record(
                Exchange(
                    request: request,
                    result: .response(response),
                    startedAt: startedAt,
                    duration: ContinuousClock.now - start
                )
            )
            return response
        } catch {
            await recorder.record(
                Exchange(
                    request: request,
                    result: .failure(error),
                    startedAt: startedAt,
                    duration: ContinuousClock.now - start
                )
            )
            throw error
        }
    }
}
