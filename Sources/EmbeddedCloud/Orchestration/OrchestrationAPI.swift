import HTTPTypes
import Hummingbird

/// The Orchestration API v1 behind its paths.
struct OrchestrationAPI: CloudService {
    let prefix = "orchestration"
    private let service: OrchestrationService
    private let table: RouteTable

    init(_ service: OrchestrationService) {
        self.service = service
        var table = RouteTable()
        service.declareStacks(in: &table)
        service.declareStackList(in: &table)
        service.declareStackUpdate(in: &table)
        service.declareStackActions(in: &table)
        service.declareStackContent(in: &table)
        service.declareSnapshots(in: &table)
        service.declareResources(in: &table)
        service.declareEvents(in: &table)
        service.declareTemplates(in: &table)
        service.declareResourceTypes(in: &table)
        service.declareSoftwareConfigs(in: &table)
        service.declareSoftwareDeployments(in: &table)
        service.declareInformation(in: &table)
        self.table = table
    }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        let segments = request.segments.filter { !$0.isEmpty }
        if segments.isEmpty { return versions(.multipleChoices) }
        if segments == ["healthcheck"] { return .text("OK", type: "text/plain; charset=UTF-8", status: .ok) }
        _ = try service.caller(request)
        switch table.match(request.method, segments) {
        case .found(let handler, let parameters):
            var request = request
            request.parameters = parameters
            var response = try await handler(request)
            response.headers[.requestID] = request.id
            return response
        case .otherMethods(let others):
            if request.method == .options {
                return .empty(.noContent, headers: [.allow: others.map(\.rawValue).joined(separator: ",")])
            }
            throw OrchestrationError(
                .methodNotAllowed,
                "HTTPMethodNotAllowed",
                OrchestrationError.explanation(.methodNotAllowed)
            )
        case .unknownPath: return Self.page(.notFound, "The resource could not be found.<br /><br />\n\n\n")
        }
    }

    private func versions(_ status: HTTPResponse.Status) -> ServiceResponse {
        .json(
            [
                "versions": [
                    [
                        "id": "v1.0", "status": "CURRENT",
                        "links": [["rel": "self", "href": .string(service.base + "/v1/")]],
                    ]
                ]
            ],
            status: status
        )
    }

    /// A page as upstream's framework makes it where there is nothing else to answer.
    static func page(
        _ status: HTTPResponse.Status,
        _ content: String,
        headers: HTTPFields = [:]
    ) -> ServiceResponse {
        let title = "\(status.code) \(status.reasonPhrase)"
        return .text(
            "<html>\n <head>\n  <title>\(title)</title>\n </head>\n <body>\n  <h1>\(title)</h1>\n  \(content)\n </body>\n</html>",
            type: "text/html; charset=UTF-8",
            status: status,
            headers: headers
        )
    }

    /// What upstream's framework answers where something was begun.
    static func accepted(_ request: ServiceRequest) -> ServiceResponse {
        let accept = request.headers[.accept] ?? ""
        let text = "The request is accepted for processing.<br /><br />\n\n\n"
        guard accept.contains("application/json"), !accept.contains("html"), !accept.contains("*/*") else {
            return page(.accepted, text)
        }
        return .json(
            ["message": .string(text), "code": "202 Accepted", "title": "Accepted"],
            status: .accepted
        )
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        if error is ServiceRequest.BodyTooLarge {
            return OrchestrationError.limitExceeded(
                "JSON body size exceeds maximum allowed size (\(OrchestrationService.bodyLimit) bytes)."
            ).response(for: request)
        }
        let status = HTTPResponse.Status.internalServerError
        return .json(
            [
                "code": .int(status.code), "title": .string(status.reasonPhrase),
                "explanation": .string(OrchestrationError.explanation(status)),
                "error": ["type": "RemoteError", "traceback": nil],
            ],
            status: status,
            headers: [.requestID: request.id]
        )
    }
}
