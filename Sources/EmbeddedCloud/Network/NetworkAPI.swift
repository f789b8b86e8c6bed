import HTTPTypes
import Hummingbird

/// The Networking API v2.0 behind its paths.
struct NetworkAPI: CloudService {
    let prefix = "network"
    private let service: NetworkService
    private let table: RouteTable

    /// The service with what a new cloud has of it.
    init(_ parts: CloudParts) async throws {
        service = try NetworkService(parts)
        var table = RouteTable()
        service.declareNetworks(in: &table)
        service.declareSubnets(in: &table)
        service.declareSubnetPools(in: &table)
        service.declareAddressScopes(in: &table)
        service.declareAddressGroups(in: &table)
        service.declarePorts(in: &table)
        service.declarePortBindings(in: &table)
        service.declareRouters(in: &table)
        service.declareFloatingIPs(in: &table)
        service.declarePortForwardings(in: &table)
        service.declareSecurityGroups(in: &table)
        service.declareDefaultSecurityGroupRules(in: &table)
        service.declareTags(in: &table)
        service.declareQuotas(in: &table)
        service.declareSharings(in: &table)
        service.declareAvailability(in: &table)
        service.declareMetering(in: &table)
        service.declareQuality(in: &table)
        service.declareTrunks(in: &table)
        service.declareFlavors(in: &table)
        service.declareTopologies(in: &table)
        service.declareInformation(in: &table)
        self.table = table
        try await service.seed(parts)
        service.resume()
    }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        var segments = request.segments.filter { !$0.isEmpty }
        guard let version = segments.first else { return service.versions(request) }
        guard version == "v2.0" || version == "healthcheck" else { return Self.page("") }
        if version == "healthcheck" { return .text("OK", type: "text/plain; charset=UTF-8", status: .ok) }
        _ = try service.caller(request)
        if let last = segments.last, last.hasSuffix(".json") { segments[segments.count - 1] = String(last.dropLast(5)) }
        switch table.match(request.method, segments) {
        case .found(let handler, let parameters):
            var request = request
            request.parameters = parameters
            var response = try await handler(request)
            response.headers[.requestID] = request.id
            return response
        case .otherMethods:
            throw NetworkError(
                .methodNotAllowed,
                "HTTPMethodNotAllowed",
                "The server could not comply with the request since it is either malformed or otherwise incorrect."
            )
        case .unknownPath: throw NetworkError.noResource
        }
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        if error is ServiceRequest.BodyTooLarge {
            return NetworkError(.contentTooLarge, "HTTPRequestEntityTooLarge", "Request is too large.")
                .response(for: request)
        }
        return NetworkError(
            .internalServerError,
            "HTTPInternalServerError",
            "Request Failed: internal server error while processing your request."
        ).response(for: request)
    }

    /// What upstream's web framework answers where there is nothing.
    static func page(_ detail: String) -> ServiceResponse {
        .text(
            """
            <html>
             <head>
              <title>404 Not Found</title>
             </head>
             <body>
              <h1>404 Not Found</h1>
              The resource could not be found.<br /><br />
            \(detail)


             </body>
            </html>
            """,
            type: "text/html; charset=UTF-8",
            status: .notFound
        )
    }
}
