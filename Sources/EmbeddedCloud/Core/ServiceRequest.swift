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

    /// Thrown where a body is longer than the service takes.
    struct BodyTooLarge: Error {}

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

    /// The whole body, up to the limit in bytes.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        if let announced = headers[.contentLength].flatMap(Int.init), announced > limit { throw BodyTooLarge() }
        do {
            return try await Array(body.collect(upTo: limit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw BodyTooLarge()
        }
    }
}

/// What a handler answers.
typealias ServiceResponse = Response
