import HTTPTypes
import Hummingbird

/// The Object Storage API v1 behind its paths.
struct ObjectStorageAPI: CloudService {
    let prefix = ObjectStorageService.prefix
    private let service: ObjectStorageService

    init(_ service: ObjectStorageService) { self.service = service }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        var response: Response
        if let information = service.information(request) {
            response = information
        } else {
            do {
                let call = try call(request)
                do {
                    response = try await service.answer(call)
                } catch let error as ObjectStorageError {
                    response = error.response
                }
                service.addOrigin(to: &response, call)
            } catch let error as ObjectStorageError {
                response = error.response
            }
        }
        addTransaction(to: &response, request)
        return response
    }

    private func call(_ request: ServiceRequest) throws -> ObjectCall {
        let path = try ObjectPath(request.path)
        var caller = service.tokens.caller(of: request, service: "object-store")
        if caller == nil, request.headers[.authToken] == nil, let token = request.headers[.storageToken] {
            caller = service.tokens.caller(
                token: token,
                service: "object-store",
                method: request.method,
                path: request.path
            )
        }
        return ObjectCall(
            method: request.method,
            path: path,
            query: request.query,
            headers: request.headers,
            body: .stream(request.body),
            access: caller.map(ObjectAccess.user) ?? .anonymous,
            endsWithSlash: request.path.hasSuffix("/")
        )
    }

    /// The transaction's name: unpredictable, then the time, then what the client adds.
    private func addTransaction(to response: inout Response, _ request: ServiceRequest) {
        let seconds = String(service.clock.now.startedSeconds, radix: 16)
        var id = "tx" + Identifier.hex().prefix(21) + "-"
        id += String(repeating: "0", count: max(0, 10 - seconds.utf8.count)) + seconds
        if let extra = request.headers[.transactionExtra], !extra.isEmpty {
            id += "-" + PercentCoding.encodePath(String(extra.prefix(32)))
        }
        response.headers[.transactionID] = id
        response.headers[.storageRequestID] = id
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        var response =
            error is ServiceRequest.BodyTooLarge
            ? Response.storage(.contentTooLarge) : Response.storage(.internalServerError)
        addTransaction(to: &response, request)
        return response
    }
}
