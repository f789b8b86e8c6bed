import HTTPTypes
import Hummingbird

/// The Block Storage API v3 behind its paths.
struct BlockStorageAPI: CloudService {
    let prefix = "block-storage"
    private let service: BlockStorageService
    private let table: RouteTable

    init(_ service: BlockStorageService) {
        self.service = service
        var table = RouteTable()
        service.declareVolumes(in: &table)
        service.declareVolumeMetadata(in: &table)
        service.declareVolumeActions(in: &table)
        service.declareSnapshots(in: &table)
        service.declareSnapshotMetadata(in: &table)
        service.declareAttachments(in: &table)
        service.declareTypes(in: &table)
        service.declareTypeSpecs(in: &table)
        service.declareDefaultTypes(in: &table)
        service.declareQoS(in: &table)
        service.declareBackups(in: &table)
        service.declareTransfers(in: &table)
        service.declareGroupTypes(in: &table)
        service.declareGroups(in: &table)
        service.declareGroupSnapshots(in: &table)
        service.declareConsistencyGroups(in: &table)
        service.declareQuotas(in: &table)
        service.declareMessages(in: &table)
        service.declareServices(in: &table)
        service.declarePools(in: &table)
        service.declareManageables(in: &table)
        service.declareInformation(in: &table)
        self.table = table
    }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        var segments = request.segments
        switch segments.first {
        case nil, "": return identified(service.versions(.multipleChoices), request)
        case "healthcheck": return .text("OK", type: "text/plain; charset=UTF-8", status: .ok)
        case "v3" where segments.count == 1:
            return .empty(.found, headers: [.location: service.base + "/v3/", .requestID: request.id])
        case "v3": segments.removeFirst()
        default: throw BlockStorageError.noPath
        }
        guard let caller = service.parts.tokens.caller(of: request, service: "block-storage") else {
            throw Unauthorized(authority: service.parts.address.base(of: "identity"))
        }
        if segments == [""] { return identified(service.versions(.ok), request) }
        return try await dispatch(request, segments, caller)
    }

    private func dispatch(
        _ request: ServiceRequest,
        _ segments: [String],
        _ caller: Caller
    ) async throws -> ServiceResponse {
        var rest = segments[...]
        var project: String?
        // Upstream takes a first segment of hexadecimal digits and dashes for a project.
        if let first = rest.first, !first.isEmpty, first.utf8.allSatisfy(Self.isProjectByte) {
            project = first
            rest.removeFirst()
        }
        guard case .found(let handler, let parameters) = table.match(request.method, Array(rest)) else {
            throw BlockStorageError.noPath
        }
        var version: Microversion?
        do {
            let asked = try RequestedVersion.read(request.headers)
            version = asked
            try RequestedVersion.check(asked)
            if let project, project != caller.projectID { throw BlockStorageError.badRequest("Malformed request url") }
            var request = request
            request.parameters = parameters
            return identified(try await handler(request), request, asked)
        } catch var error as BlockStorageError {
            if let version {
                error.headers[.volumeVersion] = "volume \(version)"
                error.headers[.vary] = HTTPField.Name.volumeVersion.rawName
            }
            throw error
        }
    }

    private static func isProjectByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private func identified(
        _ response: ServiceResponse,
        _ request: ServiceRequest,
        _ version: Microversion = RequestedVersion.least
    ) -> ServiceResponse {
        var response = response
        response.headers[.requestID] = request.id
        response.headers[.volumeRequestID] = request.id
        response.headers[.volumeVersion] = "volume \(version)"
        response.headers[.vary] = HTTPField.Name.volumeVersion.rawName
        return response
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        if error is ServiceRequest.BodyTooLarge {
            return BlockStorageError(.contentTooLarge, "Request is too large.").response(for: request)
        }
        return BlockStorageError(
            .internalServerError,
            "The server has either erred or is incapable of performing the requested operation."
        ).response(for: request)
    }
}

/// No valid token, answered by the filter in front of the service.
private struct Unauthorized: AnswerableError {
    var authority: String

    func response(for request: ServiceRequest) -> ServiceResponse {
        .json(
            [
                "error": [
                    "code": 401, "title": "Unauthorized",
                    "message": "The request you have made requires authentication.",
                ]
            ],
            status: .unauthorized,
            headers: [.wwwAuthenticate: "Keystone uri=\"\(authority)\"", .requestID: request.id]
        )
    }
}
