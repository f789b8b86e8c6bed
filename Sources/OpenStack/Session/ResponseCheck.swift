/// Looks at every response with an expected status before the caller gets it.
///
/// A client that only wants to work needs none. Someone who tests a service checks here that a response has the shape
/// that the API promises, whatever the caller then reads of it.
public protocol ResponseCheck: Sendable {
    /// Says what is wrong with a response; `nil` when nothing is.
    ///
    /// - Parameters:
    ///   - answer: the response and its request.
    ///   - service: the service that answered.
    ///   - path: the segments below the service's base URL, or `nil` for a call to a whole URL.
    ///   - microversion: the microversion that was asked for.
    /// - Returns: one sentence, or `nil`.
    func problem(
        in answer: Answer,
        from service: ServiceType,
        path: [String]?,
        microversion: Microversion?
    ) -> String?
}
