import Conformance

extension StoredExchange {
    /// What came back in words: `404 Not Found`, or why nothing did.
    var statusText: String {
        guard let status else { return "no response: \(error ?? "the reason is not known")" }
        return statusPhrase.isEmpty ? "\(status)" : "\(status) \(statusPhrase)"
    }

    /// The status' reason phrase; empty when there is none.
    var statusPhrase: String { status.flatMap { Self.phrases[$0] } ?? "" }

    /// The exchange on one line: `GET http://… → 200 OK, 23 ms`.
    var line: String { "\(method) \(url) → \(statusText), \(Wording.duration(seconds))" }

    /// Reason phrases of the statuses that OpenStack's services send (IANA's registry).
    private static let phrases: [Int: String] = [
        200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
        206: "Partial Content", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
        304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
        401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
        408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed",
        413: "Content Too Large", 415: "Unsupported Media Type", 416: "Range Not Satisfiable",
        422: "Unprocessable Content", 423: "Locked", 429: "Too Many Requests", 500: "Internal Server Error",
        501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
        507: "Insufficient Storage",
    ]
}
