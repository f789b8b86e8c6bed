import HTTPTypes
import Hummingbird
import NIOCore

/// An error of the object store: its usual sentence as HTML, or a text of its own.
struct ObjectStorageError: AnswerableError {
    var status: HTTPResponse.Status
    /// The body; nil for the status' usual one.
    var text: String?
    /// Whether the text is plain; older parts of the service call it HTML.
    var isPlain = false
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ text: String? = nil, plain isPlain: Bool = false) {
        self.status = status
        self.text = text
        self.isPlain = isPlain
    }

    static let unauthorized = ObjectStorageError(.unauthorized)
    static let forbidden = ObjectStorageError(.forbidden)
    static let notFound = ObjectStorageError(.notFound)

    /// Its status as a line: `404 Not Found`.
    var statusLine: String { StatusText.line(status) }

    func response(for request: ServiceRequest) -> ServiceResponse { response }

    var response: Response {
        var headers = headers
        if headers[.contentType] == nil {
            headers[.contentType] = text != nil && isPlain ? "text/plain" : "text/html; charset=UTF-8"
        }
        let body = text ?? StatusText.page(status)
        return Response(
            status: StatusText.spelled(status),
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: body))
        )
    }
}

/// The words of statuses, as the object store writes them.
enum StatusText {
    private static let reasons: [Int: (String, String)] = [
        200: ("OK", ""), 201: ("Created", ""), 202: ("Accepted", "The request is accepted for processing."),
        204: ("No Content", ""), 206: ("Partial Content", ""),
        301: ("Moved Permanently", "The resource has moved permanently."),
        303: ("See Other", "The response to the request can be found under a different URI."),
        307: ("Temporary Redirect", "The resource has moved temporarily."),
        400: (
            "Bad Request",
            "The server could not comply with the request since it is either malformed or otherwise incorrect."
        ),
        401: (
            "Unauthorized", "This server could not verify that you are authorized to access the document you requested."
        ),
        403: ("Forbidden", "Access was denied to this resource."),
        404: ("Not Found", "The resource could not be found."),
        405: ("Method Not Allowed", "The method is not allowed for this resource."),
        406: ("Not Acceptable", "The resource is not available in a format acceptable to your browser."),
        409: ("Conflict", "There was a conflict when trying to complete your request."),
        410: ("Gone", "This resource is no longer available."),
        411: ("Length Required", "Content-Length header required."),
        412: ("Precondition Failed", "A precondition for this request was not met."),
        413: ("Request Entity Too Large", "The body of your request was too large for this server."),
        416: ("Requested Range Not Satisfiable", "The Range requested is not available."),
        422: ("Unprocessable Entity", "Unable to process the contained instructions"),
        499: ("Client Disconnect", "The client was disconnected during request."),
        500: ("Internal Error", "The server has either erred or is incapable of performing the requested operation."),
        501: ("Not Implemented", "The requested method is not implemented by this server."),
        502: ("Bad Gateway", "Bad gateway."),
        503: ("Service Unavailable", "The server is currently unavailable. Please try again at a later time."),
    ]

    static func spelled(_ status: HTTPResponse.Status) -> HTTPResponse.Status {
        HTTPResponse.Status(code: status.code, reasonPhrase: reasons[status.code]?.0 ?? status.reasonPhrase)
    }

    static func line(_ status: HTTPResponse.Status) -> String { "\(status.code) \(spelled(status).reasonPhrase)" }

    /// The status' name and its sentence, a line each.
    static func words(_ status: HTTPResponse.Status) -> String {
        reasons[status.code].map { $0.0 + "\n" + $0.1 } ?? status.reasonPhrase
    }

    /// The body of an answer that says nothing more; empty for most good news.
    static func page(_ status: HTTPResponse.Status) -> String {
        guard let (title, text) = reasons[status.code], !text.isEmpty else { return "" }
        return "<html><h1>\(title)</h1><p>\(text)</p></html>"
    }
}

extension Response {
    /// An answer whose body is the status' usual one.
    static func storage(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> Response {
        var error = ObjectStorageError(status)
        error.headers = headers
        return error.response
    }
}
