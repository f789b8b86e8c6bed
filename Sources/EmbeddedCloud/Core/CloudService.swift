import Hummingbird

/// An error that knows how its service answers it.
protocol AnswerableError: Error {
    func response(for request: ServiceRequest) -> ServiceResponse
}

/// One OpenStack service behind its path prefix.
protocol CloudService: Sendable {
    /// The first segment of its paths, such as `identity`.
    var prefix: String { get }

    /// Answers a request; what it throws is turned into a response by ``failure(_:for:)`` unless it is one itself.
    func respond(to request: ServiceRequest) async throws -> ServiceResponse

    /// The answer, in the service's own form, to an error that is no response itself.
    ///
    /// Nothing of the error may appear in it.
    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse
}
