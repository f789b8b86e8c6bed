import HTTPTypes
import Hummingbird
import NIOCore

/// A request as a service sees it: the path below the service's prefix, decoded and split, and the body still unread.
struct ServiceRequest: Sendable {
    let method: HTTPRequest.Method
    /// Decoded, begins with a slash, without the service's prefix.
    let path: String
    let query: Query
    let headers: HTTPFields
    let body: RequestBody
    /// Goes into `x-openstack-request-id`.
    let id: String
    /// Set where another service of the cloud calls, in somebody's name: no token is needed then.
    var internalCaller: Caller?
    /// What the placeholders of the route stand for.
    var parameters: [String: String] = [:]
    /// How long the body of a document may take from its first part on; uploads may take any time.
    var timeForDocuments: Duration = .seconds(60)

    /// Thrown where a body is longer than the service takes.
    struct BodyTooLarge: Error {}

    /// Thrown where a client sends so slowly that it only holds the connection (RFC 9110, section 15.5.9).
    struct BodyTooSlow: AnswerableError {
        /// The connection ends with the answer: what is left of the body would keep it.
        func response(for request: ServiceRequest) -> ServiceResponse {
            ServiceResponse(
                status: .requestTimeout,
                headers: [.connection: "close"],
                body: ResponseBody(contentLength: 0) { writer in
                    try await writer.finish(nil)
                    throw self
                }
            )
        }
    }

    /// The value of a placeholder; empty if the route has none of that name.
    subscript(name: String) -> String { parameters[name] ?? "" }

    /// The segments of the path; a slash at the end makes a last, empty one.
    var segments: [String] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }

    /// The media type without its parameters, in lower case.
    var mediaType: String? {
        headers[.contentType].map { value in
            String(value.prefix { $0 != ";" }).lowercased().trimmingPrefix(" ").description
                .replacing(" ", with: "")
        }
    }

    /// The whole body, up to the limit in bytes; it has to be there within the time that documents have.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        if let announced = headers[.contentLength].flatMap(Int.init), announced > limit { throw BodyTooLarge() }
        var bytes: [UInt8] = []
        // Most bodies are one part, which costs no look at the clock.
        var end: ContinuousClock.Instant?
        for try await part in body {
            guard bytes.count + part.readableBytes <= limit else { throw BodyTooLarge() }
            bytes.append(contentsOf: part.readableBytesView)
            let latest = end ?? .now + timeForDocuments
            guard end == nil || .now < latest else { throw BodyTooSlow() }
            end = latest
        }
        return bytes
    }
}

/// What a handler answers.
typealias ServiceResponse = Response
