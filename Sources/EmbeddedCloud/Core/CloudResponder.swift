import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// The responder of a port: finds the service by the path's first segment, unless the port is one service's, and counts.
struct CloudResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let services: [any CloudService]
    /// The prefix of the service whose port it is.
    var service: String?
    let interference: Interference
    let transitions: Transitions
    let statistics: RequestStatistics
    let logger: Logger

    func respond(to request: Request, context: Context) async throws -> Response {
        statistics.began()
        let response = await answer(to: request, context: context)
        statistics.ended(status: response.status.code)
        return response
    }

    /// The longest path with its query, in bytes; servers in front of upstream's services take no more either.
    private static let targetLimit = 32_768

    private func answer(to request: Request, context: Context) async -> Response {
        guard request.uri.string.utf8.count <= Self.targetLimit else { return .empty(.uriTooLong) }
        let whole = PercentCoding.decode(request.uri.path)
        let (prefix, path) = service.map { ($0, whole) } ?? Self.split(whole)
        guard let service = services.first(where: { $0.prefix == prefix }) else {
            return unknown(prefix: prefix, method: request.method)
        }
        let serviceRequest = ServiceRequest(
            method: request.method,
            path: path,
            query: Query(request.uri.query ?? ""),
            headers: request.headers,
            body: request.body,
            id: Identifier.request()
        )
        let fault = await interference.strike(request.method, "/" + prefix + path)
        if case .status(let status) = fault { return Interference.answer(status, to: serviceRequest) }
        await transitions.settle()
        var response = await answer(serviceRequest, of: service)
        if fault == .lostAnswer { response.body = Interference.lostBody }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ serviceRequest: ServiceRequest,
        of service: any CloudService
    ) async -> Response {
        do {
            return try await service.respond(to: serviceRequest)
        } catch let error as any AnswerableError {
            return error.response(for: serviceRequest)
        } catch is HTTPParserError {
            // The body is not what its headers say; where it ends, and the next request begins, nobody knows.
            return .empty(.badRequest, headers: [.connection: "close"])
        } catch {
            // Only the kind of error is logged: its text could quote the request.
            if !(error is CancellationError), !(error is ServiceRequest.BodyTooLarge) {
                logger.error(
                    "request failed",
                    metadata: [
                        "service": "\(service.prefix)", "request-id": "\(serviceRequest.id)",
                        "error": "\(type(of: error))",
                    ]
                )
            }
            return service.failure(error, for: serviceRequest)
        }
    }

    private static func split(_ path: String) -> (prefix: String, rest: String) {
        let inner = path.drop { $0 == "/" }
        let prefix = inner.prefix { $0 != "/" }
        return (String(prefix), String(inner.dropFirst(prefix.count)))
    }

    /// The root names what is served; anything else is not there.
    private func unknown(prefix: String, method: HTTPRequest.Method) -> Response {
        guard prefix.isEmpty, method == .get || method == .head else {
            return .json(["error": ["code": 404, "title": "Not Found"]], status: .notFound)
        }
        return .json(["services": JSON(services.map { "/" + $0.prefix })])
    }
}
