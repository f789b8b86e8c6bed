import HTTPTypes
import Hummingbird

/// An error of the compute service, answered as one JSON object named for its kind.
struct ComputeError: AnswerableError {
    var status: HTTPResponse.Status
    var message: String
    var headers: HTTPFields = [:]
    private var form = Form.fault

    /// Who of upstream's layers answers.
    private enum Form { case fault, page, tokenCheck }

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }

    /// A body that isn't as its schema says.
    init(_ problem: RequestSchema.Problem) {
        let place = problem.path.last.map {
            "Invalid input for field/attribute \($0). Value: \(problem.value.pythonText). "
        }
        self.init(.badRequest, (place ?? "") + problem.message)
    }

    private var name: String {
        switch status.code {
        case 400: "badRequest"
        case 401: "unauthorized"
        case 403: "forbidden"
        case 404: "itemNotFound"
        case 405: "badMethod"
        case 409: "conflictingRequest"
        case 413, 429: "overLimit"
        case 415: "badMediaType"
        case 501: "notImplemented"
        case 503: "serviceUnavailable"
        default: "computeFault"
        }
    }

    func response(for request: ServiceRequest) -> ServiceResponse {
        switch form {
        case .fault:
            let body: JSON = [
                "\(name)": ["code": .int(status.code), "message": .string(message)]
            ]
            return .text(body.text, type: "application/json; charset=UTF-8", status: status, headers: headers)
        case .page:
            let text =
                "<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  <h1>404 Not Found</h1>\n"
                + "  \(message)<br /><br />\n\n\n\n </body>\n</html>"
            return .text(text, type: "text/html; charset=UTF-8", status: status, headers: headers)
        case .tokenCheck:
            let body: JSON = [
                "error": [
                    "code": .int(status.code), "title": .string(status.reasonPhrase), "message": .string(message),
                ]
            ]
            return .json(body, status: status, headers: headers)
        }
    }
}

extension ComputeError {
    /// A path or method that no microversion has.
    static func noPage(_ request: ServiceRequest) -> ComputeError {
        var error = noResource
        error.form = .page
        return error
    }

    static var noResource: ComputeError { ComputeError(.notFound, "The resource could not be found.") }

    static var tooLarge: ComputeError { ComputeError(.contentTooLarge, "Request is too large.") }

    static func unauthorized(at address: PublicAddress) -> ComputeError {
        var error = ComputeError(.unauthorized, "The request you have made requires authentication.")
        error.form = .tokenCheck
        error.headers[.wwwAuthenticate] = "Keystone uri=\"\(address.base(of: "identity"))\""
        return error
    }

    static func notFound(_ message: String) -> ComputeError { ComputeError(.notFound, message) }
    static func badRequest(_ message: String) -> ComputeError { ComputeError(.badRequest, message) }
    static func conflict(_ message: String) -> ComputeError { ComputeError(.conflict, message) }
    static func forbidden(_ message: String) -> ComputeError { ComputeError(.forbidden, message) }

    static func noServer(_ id: String) -> ComputeError {
        ComputeError(.notFound, "Instance \(id) could not be found.")
    }
}
