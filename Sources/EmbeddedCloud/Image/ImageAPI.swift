import HTTPTypes
import Hummingbird

/// The Image API v2 behind its paths.
struct ImageAPI: CloudService {
    let prefix = "image"
    private let service: ImageService
    private let table: RouteTable

    init(_ service: ImageService) {
        self.service = service
        var table = RouteTable()
        service.declareImages(in: &table)
        service.declareImageList(in: &table)
        service.declareImageUpdate(in: &table)
        service.declareImageData(in: &table)
        service.declareImageTags(in: &table)
        service.declareImageMembers(in: &table)
        service.declareImageActions(in: &table)
        service.declareImageImport(in: &table)
        service.declareImageTasks(in: &table)
        service.declareImageInformation(in: &table)
        service.declareNamespaces(in: &table)
        service.declareNamespaceObjects(in: &table)
        service.declareNamespaceProperties(in: &table)
        service.declareNamespaceTags(in: &table)
        service.declareResourceTypes(in: &table)
        self.table = table
    }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        var segments = request.segments
        let isFolder = segments.last == ""
        segments.removeAll { $0.isEmpty }
        switch segments.first {
        case "versions" where segments.count == 1: return service.versions(.ok)
        case "healthcheck": return .text("OK", type: "text/plain; charset=UTF-8", status: .ok)
        case let version? where Self.isServed(version): segments[0] = "v2"
        default: return service.versions(.multipleChoices)
        }
        if isFolder { segments.append("") }
        _ = try service.caller(request)
        do {
            var response = try await dispatch(request, segments)
            response.headers[.requestID] = request.id
            if [.noContent, .accepted].contains(response.status) {
                response.headers[.contentType] = "text/html; charset=UTF-8"
            }
            return response
        } catch var error as ImageError {
            error.headers[.requestID] = request.id
            throw error
        }
    }

    private func dispatch(_ request: ServiceRequest, _ segments: [String]) async throws -> ServiceResponse {
        switch table.match(request.method, segments) {
        case .found(let handler, let parameters):
            var request = request
            request.parameters = parameters
            return try await handler(request)
        case .otherMethods(let others):
            var error = ImageError(
                .methodNotAllowed,
                "The method \(request.method.rawValue) is not allowed for this resource."
            )
            error.explanation += " "
            error.isShort = true
            error.headers[.allow] = others.map(\.rawValue).joined(separator: ", ")
            throw error
        case .unknownPath: throw ImageError.noResource
        }
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        var answer = ImageError(
            .internalServerError,
            "The server has either erred or is incapable of performing the requested operation."
        )
        if error is ServiceRequest.BodyTooLarge {
            answer = ImageError(.contentTooLarge, "Denying attempt to upload image larger than the limit.")
        }
        answer.headers[.requestID] = request.id
        return answer.response(accepting: request.headers[.accept] ?? "")
    }

    private static func isServed(_ version: String) -> Bool {
        if version == "v2" { return true }
        guard version.hasPrefix("v2."), let minor = Int(version.dropFirst(3)) else { return false }
        return (0...ImageService.minorVersion).contains(minor)
    }
}
