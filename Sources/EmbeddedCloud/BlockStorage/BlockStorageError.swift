import HTTPTypes
import Hummingbird

/// An error of the block storage service: a status, and one sentence in an object named for the kind of error.
struct BlockStorageError: AnswerableError {
    var status: HTTPResponse.Status
    var message: String
    var headers: HTTPFields = [:]
    /// Whether it is rendered as a page, as the errors of upstream's router are.
    var isPage = false

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }

    func response(for request: ServiceRequest) -> ServiceResponse {
        var headers = headers
        headers[.requestID] = request.id
        guard !isPage else {
            return .text(page, type: "text/html; charset=UTF-8", status: status, headers: headers)
        }
        var fault: JSON.Object = ["code": .int(status.code), "message": .string(message)]
        if let after = headers[.retryAfter] { fault["retryAfter"] = .string(after) }
        headers[.volumeRequestID] = request.id
        return .json([kind: .object(fault)], status: status, headers: headers)
    }

    private var kind: String {
        switch status.code {
        case 400: "badRequest"
        case 401: "unauthorized"
        case 403: "forbidden"
        case 404: "itemNotFound"
        case 405: "badMethod"
        case 409: "conflictingRequest"
        case 413: "overLimit"
        case 415: "badMediaType"
        case 501: "notImplemented"
        case 503: "serviceUnavailable"
        default: "computeFault"
        }
    }

    private var page: String {
        let title = "\(status.code) \(status.reasonPhrase)"
        return "<html>\n <head>\n  <title>\(title)</title>\n </head>\n <body>\n  <h1>\(title)</h1>\n  \(message)"
            + "<br /><br />\n\n\n\n </body>\n</html>"
    }
}

// MARK: - Statuses with a sentence of the caller's

extension BlockStorageError {
    static func badRequest(_ message: String) -> BlockStorageError { BlockStorageError(.badRequest, message) }

    static func notFound(_ message: String) -> BlockStorageError { BlockStorageError(.notFound, message) }

    static func conflict(_ message: String) -> BlockStorageError { BlockStorageError(.conflict, message) }

    /// More than a quota allows.
    static func overLimit(_ message: String) -> BlockStorageError {
        var error = BlockStorageError(.contentTooLarge, message)
        error.headers[.retryAfter] = "0"
        return error
    }

    /// The policy rule says no.
    static func forbidden(_ rule: String) -> BlockStorageError {
        BlockStorageError(.forbidden, "Policy doesn't allow \(rule) to be performed.")
    }

    /// What upstream says where it cannot say more.
    static var malformed: BlockStorageError {
        badRequest("The server could not comply with the request since it is either malformed or otherwise incorrect.")
    }

    static var noResource: BlockStorageError { notFound("The resource could not be found.") }

    /// There is no such path, which the router says in a page of its own.
    static var noPath: BlockStorageError {
        var error = noResource
        error.isPage = true
        return error
    }
}

// MARK: - Kinds upstream has a name for

extension BlockStorageError {
    static func missing(_ what: String, _ id: String) -> BlockStorageError {
        notFound("\(what) \(id) could not be found.")
    }

    static func invalidInput(_ reason: String) -> BlockStorageError { badRequest("Invalid input received: " + reason) }

    static func invalidVolume(_ reason: String) -> BlockStorageError { badRequest("Invalid volume: " + reason) }

    static func invalidSnapshot(_ reason: String) -> BlockStorageError { badRequest("Invalid snapshot: " + reason) }

    static func invalidBackup(_ reason: String) -> BlockStorageError { badRequest("Invalid backup: " + reason) }

    static func invalidGroup(_ reason: String) -> BlockStorageError { badRequest("Invalid Group: " + reason) }

    static func noTypeNamed(_ name: String) -> BlockStorageError {
        notFound("Volume type with name \(name) could not be found.")
    }
}
