import HTTPTypes
import Hummingbird

/// An error of the placement service.
struct PlacementError: AnswerableError {
    /// A symbol a program can act on, told since microversion 1.23.
    enum Code: String, Sendable {
        case undefined = "placement.undefined_code"
        case inventoryInUse = "placement.inventory.inuse"
        case concurrentUpdate = "placement.concurrent_update"
        case duplicateName = "placement.duplicate_name"
        case providerInUse = "placement.resource_provider.inuse"
        case cannotDeleteParent = "placement.resource_provider.cannot_delete_parent"
        case providerNotFound = "placement.resource_provider.not_found"
        case duplicateParameter = "placement.query.duplicate_key"
        case badParameter = "placement.query.bad_value"
        case missingParameter = "placement.query.missing_value"
    }

    var status: HTTPResponse.Status
    var detail: String
    var code: Code
    /// The minor version the request asked for; nil where that is what is wrong.
    var minor: Int?
    /// The sentence that the framework puts before the detail, where the status alone does not say it.
    var explanation: String?
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ detail: String, code: Code = .undefined) {
        self.status = status
        self.detail = detail
        self.code = code
    }

    func response(for request: ServiceRequest) -> ServiceResponse {
        var error: JSON.Object = [
            "status": .int(status.code),
            "title": .string(status.code == 413 ? "Content Too Large" : status.reasonPhrase),
            "detail": .string(text),
        ]
        if let minor, minor >= 23 { error["code"] = .string(code.rawValue) }
        error["request_id"] = .string(request.id)
        if status == .notAcceptable, minor == nil {
            error["max_version"] = .string("1.\(PlacementAPI.latestMinor)")
            error["min_version"] = "1.0"
        }
        var headers = headers
        headers[.requestID] = request.id
        if let minor { PlacementAPI.name(minor, in: &headers) }
        return .json(["errors": [.object(error)]], status: status, headers: headers)
    }

    private var text: String {
        if let explanation { return "\(explanation) \n\n \(detail)" }
        let sentence =
            switch status.code {
            case 400:
                "The server could not comply with the request since it is either malformed or otherwise incorrect."
            case 403: "Access was denied to this resource."
            case 404: "The resource could not be found."
            case 406:
                "The resource could not be generated that was acceptable to your browser (content of type "
                    + "application/json."
            case 409: "There was a conflict when trying to complete your request."
            case 413: "The request body is too large for this server."
            default: "The server has either erred or is incapable of performing the requested operation."
            }
        return status == .notAcceptable ? "\(sentence) \n\n \(detail)" : "\(sentence)\n\n \(detail)  "
    }
}

extension PlacementError {
    static func badRequest(_ detail: String, code: Code = .undefined) -> PlacementError {
        PlacementError(.badRequest, detail, code: code)
    }

    static func notFound(_ detail: String) -> PlacementError { PlacementError(.notFound, detail) }

    static func conflict(_ detail: String, code: Code = .undefined) -> PlacementError {
        PlacementError(.conflict, detail, code: code)
    }

    static func noProvider(_ id: String) -> PlacementError { .notFound("No resource provider with uuid \(id) found") }

    /// The generation a client gave is not the one the provider has.
    static var generationChanged: PlacementError {
        .conflict(
            "Resource provider's generation already changed. Please update the generation and try again.",
            code: .concurrentUpdate
        )
    }

    static func mediaType(_ given: String) -> PlacementError {
        var error = PlacementError(
            .unsupportedMediaType,
            "The media type \(given) is not supported, use application/json"
        )
        error.explanation = "The request media type \(given) is not supported by this server."
        return error
    }

    static func otherMethods(_ given: HTTPRequest.Method, allowed: [HTTPRequest.Method]) -> PlacementError {
        var error = PlacementError(.methodNotAllowed, "The method specified is not allowed for this resource.")
        error.explanation = "The method \(given.rawValue) is not allowed for this resource."
        if !allowed.isEmpty { error.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ") }
        return error
    }
}
