import HTTPTypes
import Hummingbird

/// The Placement API behind its paths.
struct PlacementAPI: CloudService {
    let prefix = "placement"
    private let service: PlacementService
    private let table: RouteTable

    /// The newest microversion is 1 and this.
    static let latestMinor = 39

    init(_ service: PlacementService) {
        self.service = service
        var routes = PlacementRoutes(service: service)
        service.declareProviders(in: &routes)
        service.declareInventories(in: &routes)
        service.declareUsages(in: &routes)
        service.declareAggregates(in: &routes)
        service.declareAllocations(in: &routes)
        service.declareCandidates(in: &routes)
        service.declareClasses(in: &routes)
        service.declareTraits(in: &routes)
        service.declareReshaper(in: &routes)
        table = routes.table
    }

    func respond(to request: ServiceRequest) async throws -> ServiceResponse {
        let isRoot = request.path.isEmpty || request.path == "/"
        if !isRoot, service.parts.tokens.caller(of: request, service: "placement") == nil {
            return unauthorized(request)
        }
        let minor = try Self.minor(of: request)
        do {
            var response = try await dispatch(request, isRoot: isRoot, minor)
            response.headers[.requestID] = request.id
            Self.name(minor, in: &response.headers)
            return response
        } catch var error as PlacementError {
            error.minor = minor
            throw error
        }
    }

    private func dispatch(_ request: ServiceRequest, isRoot: Bool, _ minor: Int) async throws -> ServiceResponse {
        if let length = request.headers[.contentLength], !isRoot {
            guard let count = Int(length) else {
                throw PlacementError.badRequest("content-length header must be an integer")
            }
            if count > 0, request.headers[.contentType] == nil {
                throw PlacementError.badRequest("content-type header required when content-length > 0")
            }
        }
        if isRoot {
            guard request.method == .get else {
                throw PlacementError.otherMethods(request.method, allowed: [.get])
            }
            return root(minor)
        }
        switch table.match(request.method, request.segments) {
        case .found(let handler, let parameters):
            var request = request
            request.parameters = parameters
            return try await handler(request)
        case .otherMethods(let others): throw PlacementError.otherMethods(request.method, allowed: others)
        case .unknownPath: throw PlacementError.notFound(" ")
        }
    }

    private func root(_ minor: Int) -> ServiceResponse {
        var response = ServiceResponse.json([
            "versions": [
                [
                    "id": "v1.0", "max_version": "1.\(Self.latestMinor)", "min_version": "1.0", "status": "CURRENT",
                    "links": [["rel": "self", "href": ""]],
                ]
            ]
        ])
        if minor >= 15 { service.date(service.parts.clock.now, in: &response.headers) }
        return response
    }

    private func unauthorized(_ request: ServiceRequest) -> ServiceResponse {
        .json(
            [
                "error": [
                    "code": 401, "title": "Unauthorized",
                    "message": "The request you have made requires authentication.",
                ]
            ],
            status: .unauthorized,
            headers: [
                .wwwAuthenticate: "Keystone uri=\"\(service.parts.address.base(of: "identity"))\"",
                .requestID: request.id,
            ]
        )
    }

    func failure(_ error: any Error, for request: ServiceRequest) -> ServiceResponse {
        var answer = PlacementError(.internalServerError, "")
        if error is ServiceRequest.BodyTooLarge { answer = PlacementError(.contentTooLarge, "") }
        answer.minor = (try? Self.minor(of: request)) ?? 0
        return answer.response(for: request)
    }

    // MARK: - Microversions

    /// Tells the client which microversion the answer is of.
    static func name(_ minor: Int, in headers: inout HTTPFields) {
        headers[.microversion] = "placement 1.\(minor)"
        headers[.vary] = "openstack-api-version"
    }

    /// The minor version that is asked for; 0 if none is.
    static func minor(of request: ServiceRequest) throws -> Int {
        guard let text = wantedVersion(request.headers) else { return 0 }
        if text == "latest" { return latestMinor }
        guard let version = Microversion(text) else {
            throw PlacementError(
                .badRequest,
                "Invalid microversion: invalid version string: \(text); invalid literal for int() with base 10: '\(text)'"
            )
        }
        guard version.major == 1, version.minor <= latestMinor else {
            throw PlacementError(.notAcceptable, "Invalid microversion: Unacceptable version header: \(text)")
        }
        return version.minor
    }

    /// A header may name the versions of several services; the last for this one counts.
    private static func wantedVersion(_ headers: HTTPFields) -> String? {
        var wanted: String?
        for field in headers[values: .microversion] {
            for part in field.split(separator: ",") {
                let words = part.split(separator: " ")
                if words.count == 2, words[0].lowercased() == "placement" { wanted = String(words[1]) }
            }
        }
        return wanted
    }
}

extension HTTPField.Name {
    fileprivate static let microversion = HTTPField.Name("OpenStack-API-Version") ?? .userAgent
}
