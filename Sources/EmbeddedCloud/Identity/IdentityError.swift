import HTTPTypes
import Hummingbird

/// An error of the identity service, answered as `{"error": {"code", "message", "title"}}`.
struct IdentityError: AnswerableError {
    var status: HTTPResponse.Status
    var message: String
    /// The member `identity` some authentication errors carry.
    var identity: JSON?
    /// The value of `WWW-Authenticate`, on 401.
    var challenge: String?

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }

    func response(for request: ServiceRequest) -> ServiceResponse { response }

    var response: Response {
        var error: JSON.Object = ["code": .int(status.code)]
        error["identity"] = identity
        error["message"] = .string(message)
        error["title"] = .string(status.reasonPhrase)
        var headers: HTTPFields = [.vary: "X-Auth-Token"]
        headers[.wwwAuthenticate] = challenge
        return .json(["error": .object(error)], status: status, headers: headers)
    }
}

extension IdentityError {
    /// The caller has not shown who it is; what exactly is wrong is never told.
    static var unauthorized: IdentityError {
        IdentityError(.unauthorized, "The request you have made requires authentication.")
    }

    /// The policy rule says no.
    static func forbidden(_ rule: String) -> IdentityError {
        IdentityError(.forbidden, "You are not authorized to perform the requested action: \(rule).")
    }

    /// Not allowed, for a reason that is not told.
    static var forbidden: IdentityError {
        IdentityError(.forbidden, "You are not authorized to perform the requested action.")
    }

    static func notFound(_ kind: String, _ id: String) -> IdentityError {
        IdentityError(.notFound, "Could not find \(kind): \(id).")
    }

    static func conflict(_ type: String, _ details: String) -> IdentityError {
        IdentityError(.conflict, "Conflict occurred attempting to store \(type) - \(details).")
    }

    /// A member that has to be there is not.
    static func missing(_ attribute: String, in target: String) -> IdentityError {
        IdentityError(
            .badRequest,
            "Expecting to find \(attribute) in \(target). The server could not comply with the request since it is "
                + "either malformed or otherwise incorrect. The client is assumed to be in error."
        )
    }

    /// A member's value is not what the resource's schema takes.
    static func invalid(_ attribute: String, _ value: JSON, _ reason: String) -> IdentityError {
        IdentityError(
            .badRequest,
            "Invalid input for field/attribute \(attribute). Value: \(value.pythonText). \(reason)"
        )
    }
}
