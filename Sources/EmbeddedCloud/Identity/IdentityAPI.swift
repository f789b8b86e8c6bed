import HTTPTypes
import Hummingbird

/// The Identity API v3 behind its paths.
struct IdentityAPI: CloudService {
    let prefix = "identity"
    private let service: IdentityService
    private let table: RouteTable

    init(_ service: IdentityService) {
        self.service = service
        var table = RouteTable()
        service.declareVersions(in: &table)
        service.declareTokens(in: &table)
        service.declareDomains(in: &table)
        service.declareProjects(in: &table)
        service.declareProjectTags(in: &table)
        service.declareUsers(in: &table)
        service.declareGroups(in: &table)
        service.declareRoles(in: &table)
        service.declareImpliedRoles(in: &table)
        service.declareGrants(in: &table)
        service.declareRoleAssignments(in: &table)
        service.declareServices(in: &table)
        service.declareEndpoints(in: &table)
        service.declareRegions(in: &table)
        service.declareCredentials(in: &table)
        service.declareApplicationCredentials(in: &table)
        service.declareLimits(in: &table)
        service.declareDomainConfiguration(in: &table)
        service.declarePolicies(in: &table)
        service.declareEndpointPolicies(in: &table)
        service.declareEndpointGroups(in: &table)
        service.declareProjectEndpoints(in: &table)
        service.declareEC2Credentials(in: &table)
        service.declareConsumers(in: &table)
        service.declareTrusts(in: &table)
        self.table = table
    }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        var response = try await answer(to: request)
        response.headers[.requestID] = request.id
        return response
    }

    private func answer(to request: ServiceRequest) async throws -> ServiceResponse {
        guard !request.path.contains("//") else { return merged(request) }
        var segments = request.segments
        if segments.last == "" { segments.removeLast() }
        var method = request.method
        if method == .head, case .otherMethods = table.match(.head, segments) { method = .get }
        switch table.match(method, segments) {
        case .found(let handler, let parameters):
            var request = request
            request.parameters = parameters
            do {
                var response = try await handler(request)
                response.headers[.vary] = "X-Auth-Token"
                return response
            } catch var error as IdentityError {
                if error.status == .unauthorized { error.challenge = "Keystone uri=\"\(service.base)/v3\"" }
                return error.response
            }
        case .otherMethods(let others): return otherMethod(request, others, isRoot: segments.count < 2)
        case .unknownPath: return Self.page(.notFound, Self.notFoundText)
        }
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        var answer = IdentityError(
            .internalServerError,
            "An unexpected error prevented the server from fulfilling your request."
        )
        if error is ServiceRequest.BodyTooLarge { answer = IdentityError(.contentTooLarge, "Request is too large.") }
        var response = answer.response
        response.headers[.requestID] = request.id
        return response
    }

    // MARK: - What upstream's web framework answers by itself

    private static let notFoundText =
        "The requested URL was not found on the server. If you entered the URL manually please check your spelling "
        + "and try again."

    private static func page(
        _ status: HTTPResponse.Status,
        _ text: String,
        headers: HTTPFields = [:]
    ) -> ServiceResponse {
        var headers = headers
        headers[.vary] = "X-Auth-Token"
        let title = "\(status.code) \(status.reasonPhrase)"
        return .text(
            "<!doctype html>\n<html lang=en>\n<title>\(title)</title>\n<h1>\(status.reasonPhrase)</h1>\n<p>\(text)</p>\n",
            type: "text/html; charset=utf-8",
            status: status,
            headers: headers
        )
    }

    private func otherMethod(
        _ request: ServiceRequest,
        _ others: [HTTPRequest.Method],
        isRoot: Bool
    ) -> ServiceResponse {
        var names = Set(others.map(\.rawValue))
        names.insert("OPTIONS")
        if names.contains("GET") { names.insert("HEAD") }
        let headers: HTTPFields = [.allow: names.sorted().joined(separator: ", "), .vary: "X-Auth-Token"]
        if request.method == .options {
            return .text("", type: "text/html; charset=utf-8", status: .ok, headers: headers)
        }
        let text = "The method is not allowed for the requested URL."
        if isRoot { return Self.page(.methodNotAllowed, text, headers: headers) }
        return .json(["message": .string(text)], status: .methodNotAllowed, headers: headers)
    }

    /// Slashes in a row are made one, by a redirection.
    private func merged(_ request: ServiceRequest) -> ServiceResponse {
        let path = "/" + request.path.split(separator: "/").joined(separator: "/")
        let query = request.query.raw.isEmpty ? "" : "?" + request.query.raw
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && ![0x22, 0x3C, 0x3E].contains($0) }) else {
            return Self.page(.notFound, Self.notFoundText)
        }
        return Self.page(
            .permanentRedirect,
            "You should be redirected automatically to the target URL.",
            headers: [.location: service.base + path + query]
        )
    }
}
