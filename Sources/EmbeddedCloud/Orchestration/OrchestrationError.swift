import HTTPTypes
import Hummingbird

/// An error of the orchestration service: the status' usual words, and what exactly is wrong below `error`.
struct OrchestrationError: AnswerableError {
    var status: HTTPResponse.Status
    /// The name upstream's class of the error has; clients look at it.
    var type: String
    var message: String

    init(_ status: HTTPResponse.Status, _ type: String, _ message: String) {
        self.status = status
        self.type = type
        self.message = message
    }

    func response(for request: ServiceRequest) -> ServiceResponse {
        .json(
            [
                "code": .int(status.code), "title": .string(status.reasonPhrase),
                "explanation": .string(Self.explanation(status)),
                "error": ["type": .string(type), "traceback": nil, "message": .string(message)],
            ],
            status: status,
            headers: [.requestID: request.id]
        )
    }

    static func explanation(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 403: "Access was denied to this resource."
        case 404: "The resource could not be found."
        case 409: "There was a conflict when trying to complete your request."
        case 500...: "The server has either erred or is incapable of performing the requested operation."
        default: "The server could not comply with the request since it is either malformed or otherwise incorrect."
        }
    }
}

extension OrchestrationError {
    /// What the API's own layer refuses.
    static func badRequest(_ message: String) -> OrchestrationError {
        OrchestrationError(.badRequest, "HTTPBadRequest", message)
    }

    /// The policy rule says no.
    static func forbidden(_ rule: String) -> OrchestrationError {
        OrchestrationError(.forbidden, "Forbidden", "You are not authorized to use \(rule).")
    }

    /// The path names a project that isn't the caller's.
    static var otherProject: OrchestrationError {
        OrchestrationError(.forbidden, "HTTPForbidden", explanation(.forbidden))
    }

    static func noEntity(_ kind: String, _ name: String) -> OrchestrationError {
        OrchestrationError(.notFound, "EntityNotFound", "The \(kind) (\(name)) could not be found.")
    }

    static func noStack(_ name: String) -> OrchestrationError { noEntity("Stack", name) }

    static func notFound(_ message: String) -> OrchestrationError {
        OrchestrationError(.notFound, "NotFound", message)
    }

    static func noResource(_ name: String, in stack: String) -> OrchestrationError {
        OrchestrationError(
            .notFound,
            "ResourceNotFound",
            "The Resource (\(name)) could not be found in Stack \(stack)."
        )
    }

    static func invalid(_ message: String) -> OrchestrationError {
        OrchestrationError(.badRequest, "StackValidationFailed", message)
    }

    static func invalidValue(_ message: String) -> OrchestrationError {
        OrchestrationError(.badRequest, "ValueError", message)
    }

    static func invalidSchema(_ message: String) -> OrchestrationError {
        OrchestrationError(.badRequest, "InvalidSchemaError", message)
    }

    static func notSupported(_ feature: String) -> OrchestrationError {
        OrchestrationError(.badRequest, "NotSupported", "\(feature) is not supported.")
    }

    static func limitExceeded(_ message: String) -> OrchestrationError {
        OrchestrationError(.badRequest, "RequestLimitExceeded", "Request limit exceeded: \(message)")
    }

    static func inProgress(_ stack: StackRow) -> OrchestrationError {
        OrchestrationError(
            .conflict,
            "ActionInProgress",
            "Stack \(stack.name) already has an action (\(stack.action.rawValue)) in progress."
        )
    }
}
