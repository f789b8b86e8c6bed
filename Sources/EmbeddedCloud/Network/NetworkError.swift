import HTTPTypes
import Hummingbird

/// An error of the network service, answered as `{"NeutronError": {"type", "message", "detail"}}`.
struct NetworkError: AnswerableError {
    var status: HTTPResponse.Status
    /// The name upstream's exception has.
    var type: String
    var message: String
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ type: String, _ message: String) {
        self.status = status
        self.type = type
        self.message = message
    }

    func response(for request: ServiceRequest) -> ServiceResponse {
        var headers = headers
        headers[.requestID] = request.id
        let members: JSON = ["type": .string(type), "message": .string(message), "detail": ""]
        return .json(["NeutronError": members], status: status, headers: headers)
    }
}

extension NetworkError {
    static func malformed(_ message: String) -> NetworkError { NetworkError(.badRequest, "HTTPBadRequest", message) }

    static func invalidInput(_ reason: String) -> NetworkError {
        NetworkError(.badRequest, "InvalidInput", "Invalid input for operation: \(reason).")
    }

    static func bad(_ resource: String, _ reason: String) -> NetworkError {
        NetworkError(.badRequest, "BadRequest", "Bad \(resource) request: \(reason).")
    }

    static func bad(_ type: String, saying message: String) -> NetworkError {
        NetworkError(.badRequest, type, message)
    }

    static func conflict(_ type: String, _ message: String) -> NetworkError { NetworkError(.conflict, type, message) }

    static func missing(_ type: String, _ message: String) -> NetworkError { NetworkError(.notFound, type, message) }

    static var noResource: NetworkError { missing("HTTPNotFound", "The resource could not be found.") }

    /// The policy's rules, joined as upstream joins them, say no.
    static func disallowed(_ rules: String) -> NetworkError {
        NetworkError(.forbidden, "PolicyNotAuthorized", "\(rules) is disallowed by policy")
    }

    static func noNetwork(_ id: String) -> NetworkError {
        missing("NetworkNotFound", "Network \(id) could not be found.")
    }

    static func noSubnet(_ id: String) -> NetworkError { missing("SubnetNotFound", "Subnet \(id) could not be found.") }

    static func noPort(_ id: String) -> NetworkError { missing("PortNotFound", "Port \(id) could not be found.") }

    static func noRouter(_ id: String) -> NetworkError { missing("RouterNotFound", "Router \(id) could not be found") }

    static func noSecurityGroup(_ id: String) -> NetworkError {
        missing("SecurityGroupNotFound", "Security group \(id) does not exist")
    }
}
