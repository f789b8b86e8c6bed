public import OpenStack

/// Keeps weather away from single calls outside of a run, with the same rules.
public struct RetryingTransport: Transport {
    private let sheltered: WeatherTransport

    /// Repeats what is safe to repeat over another transport.
    public init(_ inner: any Transport, policy: WeatherPolicy = WeatherPolicy()) {
        let station = WeatherStation(policy: policy, events: EventLog([]), redactor: Redactor())
        sheltered = WeatherTransport(inner, station: station, doubtsRefusals: false)
    }

    /// Sends the request until there is a response that is no weather, or the policy's budget is spent.
    public func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        try await sheltered.send(request)
    }
}
