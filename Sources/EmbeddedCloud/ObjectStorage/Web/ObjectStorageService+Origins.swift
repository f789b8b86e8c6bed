import HTTPTypes
import Hummingbird

// Cross-origin requests (Fetch standard): a container says which origins' pages may read answers about it.
extension ObjectStorageService {
    private static let requestMethod = "Access-Control-Request-Method"
    private static let requestHeaders = "Access-Control-Request-Headers"

    /// Answers `OPTIONS`: which methods there are, and to a browser whether its page may use them.
    func options(_ call: ObjectCall) -> Response {
        let methods = Self.methods(call.path)
        let allowed = methods.joined(separator: ", ")
        var headers: HTTPFields = [.contentType: "text/html; charset=UTF-8", .allow: allowed]
        guard let origin = call.headers[.origin], call.path.container != nil else {
            return Response(status: .ok, headers: headers)
        }
        let container = container(call.path)
        guard isAllowed(origin, container), methods.contains(call.headers[text: Self.requestMethod] ?? "") else {
            headers[.allow] = methods.filter { $0 != "COPY" }.joined(separator: ", ")
            headers.add("WWW-Authenticate", "Keystone uri=\"\(address.base(of: "identity"))\"")
            return .storage(.unauthorized, headers: headers)
        }
        headers[.contentType] = nil
        var vary: [String] = []
        if Self.origins(container).contains("*") {
            headers[.accessControlAllowOrigin] = "*"
        } else {
            headers[.accessControlAllowOrigin] = origin
            vary.append("Origin")
        }
        headers[text: "Access-Control-Max-Age"] = container?.headers["X-Container-Meta-Access-Control-Max-Age"]
        headers[.accessControlAllowMethods] = allowed
        if let wanted = call.headers[text: Self.requestHeaders], !wanted.isEmpty {
            headers[.accessControlAllowHeaders] = wanted
            vary.append(Self.requestHeaders)
        }
        headers[.vary] = vary.isEmpty ? nil : vary.joined(separator: ", ")
        return Response(status: .ok, headers: headers)
    }

    private static func origins(_ container: ObjectContainerRow?) -> [String] {
        (container?.headers["X-Container-Meta-Access-Control-Allow-Origin"] ?? "").split(separator: " ").map(
            String.init
        )
    }

    private func isAllowed(_ origin: String, _ container: ObjectContainerRow?) -> Bool {
        let origins = Self.origins(container)
        return origins.contains("*") || origins.contains(origin)
    }

    /// Adds what lets a page of an allowed origin read the answer.
    func addOrigin(to response: inout Response, _ call: ObjectCall) {
        guard let origin = call.headers[.origin], call.path.container != nil, call.method != .options else { return }
        let container = container(call.path)
        guard isAllowed(origin, container) else { return }
        var exposed = [
            "cache-control", "content-language", "content-type", "expires", "last-modified", "pragma", "etag",
            "x-timestamp", "x-trans-id", "x-openstack-request-id",
        ]
        for field in response.headers {
            let name = field.name.canonicalName
            if name.hasPrefix("x-container-meta") || name.hasPrefix("x-object-meta") { exposed.append(name) }
        }
        let more = container?.headers["X-Container-Meta-Access-Control-Expose-Headers"] ?? ""
        exposed += more.split(separator: " ").map { $0.lowercased() }
        response.headers[text: "Access-Control-Expose-Headers"] = exposed.joined(separator: ", ")
        if Self.origins(container).contains("*") {
            response.headers[.accessControlAllowOrigin] = "*"
        } else {
            response.headers[.accessControlAllowOrigin] = origin
            response.headers[.vary] = [response.headers[.vary], "Origin"].compactMap { $0 }.joined(separator: ", ")
        }
    }
}
