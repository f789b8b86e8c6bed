import HTTPTypes
import Hummingbird

/// The Compute API v2.1, and v2 that stands for it without microversions, behind their paths.
struct ComputeAPI: CloudService {
    let prefix = "compute"
    private let service: ComputeService
    private let table: ComputeRouteTable

    init(_ service: ComputeService) {
        self.service = service
        var table = ComputeRouteTable()
        service.declareServers(in: &table)
        service.declareFurther(in: &table)
        self.table = table
    }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        var segments = request.segments
        let version = segments.first ?? ""
        if let answer = service.versions(request) { return answer }
        guard version == "v2.1" || version == "v2" else { throw ComputeError.noPage(request) }
        segments.removeFirst()
        var project: String?
        if let first = segments.first, segments.count > 1, Self.isProject(first) {
            project = first
            segments.removeFirst()
        }
        var marks = HTTPFields()
        do {
            let isLegacy = version == "v2"
            guard let caller = service.parts.tokens.caller(of: request, service: "compute") else {
                throw ComputeError.unauthorized(at: service.parts.address)
            }
            guard let match = table.match(request.method, segments) else { throw ComputeError.noPage(request) }
            let minor = isLegacy ? 0 : try ComputeVersion.minor(asked: request.headers, marks: &marks)
            var asked = ComputeRequest(http: request, caller: caller, minor: minor, parameters: match.parameters)
            asked.names(project: project, base: service.base)
            try await asked.readDocument()
            let handler = try match.handler(for: asked)
            if let project, project != caller.projectID {
                throw ComputeError(
                    .badRequest,
                    "Malformed request URL: URL's project_id '\(project)' doesn't match Context's project_id "
                        + "'\(caller.projectID ?? "None")'"
                )
            }
            return marked(try await handler(asked), marks, request)
        } catch let error as any AnswerableError {
            return marked(error.response(for: request), marks, request)
        } catch let problem as RequestSchema.Problem {
            return marked(ComputeError(problem).response(for: request), marks, request)
        } catch is ServiceRequest.BodyTooLarge {
            return marked(ComputeError.tooLarge.response(for: request), marks, request)
        }
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        let error = ComputeError(
            .internalServerError,
            "The server has either erred or is incapable of performing the requested operation."
        )
        return marked(error.response(for: request), [:], request)
    }

    /// With the headers every answer has.
    private func marked(
        _ response: ServiceResponse,
        _ marks: HTTPFields,
        _ request: ServiceRequest
    ) -> ServiceResponse {
        var response = response
        response.headers.append(contentsOf: marks)
        response.headers[.requestID] = request.id
        response.headers[.computeRequestID] = request.id
        return response
    }

    /// Whether a segment of the path may be a project's id: then it stands for nothing else.
    private static func isProject(_ segment: String) -> Bool {
        !segment.isEmpty
            && segment.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
                    || $0 == UInt8(ascii: "-")
            }
    }
}
