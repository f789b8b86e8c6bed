import HTTPTypes
import Hummingbird

/// An error of the image service, answered as text, HTML or JSON by what the client accepts.
struct ImageError: AnswerableError {
    var status: HTTPResponse.Status
    /// The sentence every error has.
    var explanation: String
    /// A second sentence, after the status' usual one.
    var detail: String = ""
    var headers: HTTPFields = [:]
    /// Whether it is rendered without the place for details, as the errors of upstream's dispatcher are.
    var isShort = false

    init(_ status: HTTPResponse.Status, _ explanation: String) {
        self.status = status
        self.explanation = explanation
    }

    /// With the status' usual sentence first.
    init(_ status: HTTPResponse.Status, detail: String) {
        self.status = status
        explanation =
            switch status.code {
            case 403: "Access was denied to this resource."
            case 409: "There was a conflict when trying to complete your request."
            case 416: "The Range requested is not available."
            default: "The server could not comply with the request since it is either malformed or otherwise incorrect."
            }
        self.detail = detail
    }

    func response(for request: ServiceRequest) -> ServiceResponse {
        response(accepting: request.headers[.accept] ?? "")
    }

    func response(accepting accept: String) -> Response {
        // The older name of the status is what upstream's framework writes.
        let reason = status.code == 416 ? "Request Range Not Satisfiable" : status.reasonPhrase
        let title = "\(status.code) \(reason)"
        if accept.contains("html") || accept.contains("*/*") {
            let head = "<html>\n <head>\n  <title>\(title)</title>\n </head>\n <body>\n  <h1>\(title)</h1>\n  "
            return .text(
                head + marked(escaping: true) + "\n </body>\n</html>",
                type: "text/html; charset=UTF-8",
                status: status,
                headers: headers
            )
        }
        if accept.contains("application/json") {
            let body: JSON = [
                "message": .string(marked(escaping: false)), "code": .string(title),
                "title": .string(reason),
            ]
            return .json(body, status: status, headers: headers)
        }
        let flat = explanation.replacing("\n", with: " ")
        let rest = isShort ? " \n\n " : "\n\n \(detail)  "
        return .text(
            "\(title)\n\n\(flat)\(rest)",
            type: "text/plain; charset=UTF-8",
            status: status,
            headers: headers
        )
    }

    /// The sentences with the line breaks HTML and JSON both get.
    private func marked(escaping: Bool) -> String {
        func text(_ text: String) -> String { escaping ? Self.escaped(text) : text }
        return text(explanation) + "<br /><br />\n" + (isShort ? "" : text(detail) + "\n\n")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#x27;")
    }
}

extension ImageError {
    /// The policy rule says no.
    static func forbidden(_ rule: String) -> ImageError {
        ImageError(.forbidden, "You are not authorized to complete \(rule) action.")
    }

    static func noImage(_ id: String) -> ImageError { ImageError(.notFound, "No image found with ID \(id)") }

    static var noResource: ImageError { ImageError(.notFound, "The resource could not be found.") }

    static func mediaType(_ given: String?) -> ImageError {
        // Upstream leaves its placeholder in the text where there is no type.
        var error = ImageError(
            .unsupportedMediaType,
            "The request media type \(given ?? "${CONTENT_TYPE}") is not supported by this server."
        )
        error.isShort = true
        return error
    }

    /// A member's value is not what the schema takes.
    static func schema(_ reason: String, of name: String = "image") -> ImageError {
        ImageError(.badRequest, "Provided object does not match schema '\(name)': \(reason)")
    }
}
