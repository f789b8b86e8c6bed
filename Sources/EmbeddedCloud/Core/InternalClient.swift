import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// How services of the cloud call each other: through the same API that clients use, without the network between.
///
/// A service never reaches into another's state, as upstream's don't: compute asks the network service for ports, block
/// storage asks the image service for images.
final class InternalClient: Sendable {
    /// Answered once all services are put together.
    private let services = Mutex<[String: any CloudService]>([:])

    /// What a service answered.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        /// Null where the body is no JSON.
        let body: JSON
        /// The body as it came.
        var bytes = ByteBuffer()

        var isSuccess: Bool { (200..<300).contains(status) }
    }

    func connect(_ services: [any CloudService]) {
        self.services.withLock { $0 = Dictionary(services.map { ($0.prefix, $0) }, uniquingKeysWith: { $1 }) }
    }

    /// Calls a service.
    ///
    /// - Parameters:
    ///   - service: its prefix, such as `networking`.
    ///   - method: the method.
    ///   - path: below the prefix, with the version, and the query if there is one: `/v2.0/ports?device_id=1`.
    ///   - body: the document; none for nil.
    ///   - headers: further header fields, such as a microversion.
    ///   - caller: in whose name.
    /// - Returns: the answer, whatever its status; 503 where there is no such service.
    func call(
        _ service: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        headers: HTTPFields = [:],
        as caller: Caller
    ) async -> Answer {
        var headers = headers
        var content = ByteBuffer()
        if let body {
            content.writeString(body.text)
            headers[.contentType] = "application/json"
            headers[.contentLength] = String(content.readableBytes)
        }
        headers[.accept] = "application/json"
        return await send(service, method, path, content, headers: headers, as: caller)
    }

    /// Calls a service with a body that is no JSON.
    func send(
        _ service: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ content: ByteBuffer,
        headers: HTTPFields = [:],
        as caller: Caller
    ) async -> Answer {
        guard let service = services.withLock({ $0[service] }) else {
            return Answer(status: 503, headers: [:], body: .null)
        }
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var request = ServiceRequest(
            method: method,
            path: PercentCoding.decode(String(parts[0])),
            query: Query(parts.count > 1 ? String(parts[1]) : ""),
            headers: headers,
            body: RequestBody(buffer: content),
            id: Identifier.request()
        )
        request.internalCaller = caller
        let response: Response
        do {
            response = try await service.respond(to: request)
        } catch let error as any AnswerableError {
            response = error.response(for: request)
        } catch {
            response = service.failure(error, for: request)
        }
        let content = BodyCollector()
        try? await response.body.write(content)
        let bytes = Array(content.bytes.readableBytesView)
        return Answer(
            status: response.status.code,
            headers: response.headers,
            body: (try? JSON(parsing: bytes)) ?? .null,
            bytes: content.bytes
        )
    }
}

/// Takes in the body of an answer.
private final class BodyCollector: ResponseBodyWriter {
    private let collected = Mutex(ByteBuffer())

    var bytes: ByteBuffer { collected.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        _ = collected.withLock { $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
