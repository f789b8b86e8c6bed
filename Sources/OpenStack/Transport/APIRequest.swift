/// One HTTP request to a cloud, complete: what a transport sends is what stands here.
public struct APIRequest: Sendable, Hashable {
    /// The method.
    public var method: HTTPMethod
    /// The absolute URL, path and query already percent-encoded.
    public var url: String
    /// The header fields besides those every HTTP client adds (`Host`, `Content-Length`).
    public var headers: Headers
    /// The body; empty when there is none.
    public var body: [UInt8]
    /// Longest time to wait for the whole response; `nil` for the transport's default.
    public var timeout: Duration?
    /// Whether sending the request twice does no more than sending it once.
    ///
    /// So it is for the methods RFC 9110 calls idempotent, and for others where the caller says so: a log-in.
    public var isRepeatable: Bool
    /// Whether the server's certificate is checked, where the transport's settings check it.
    public var verifiesServer: Bool = true

    /// Describes a request; `isRepeatable` follows from the method unless given.
    public init(
        _ method: HTTPMethod,
        _ url: String,
        headers: Headers = Headers(),
        body: [UInt8] = [],
        timeout: Duration? = nil,
        isRepeatable: Bool? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.isRepeatable = isRepeatable ?? method.isIdempotent
    }
}

/// One HTTP response, read to its end.
public struct APIResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// Every header field, as sent.
    public var headers: Headers
    /// The whole body.
    public var body: [UInt8]

    /// Describes a response.
    public init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The id the service gave the request, for looking it up in the service's log.
    public var requestID: String? {
        headers["x-openstack-request-id"] ?? headers["x-compute-request-id"] ?? headers["x-trans-id"]
    }
}
