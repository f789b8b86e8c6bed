/// Why a call to a cloud did not give what it promised.
///
/// The description is one sentence for the user: method, URL, status, the service's own message and request id.
public struct CloudError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        enum Storage: String {
            case unexpectedStatus, malformedBody, transport, authenticationFailed, serviceNotInCatalog
            case endpointNotInCatalog, unsupportedMicroversion, identityNotFound, timedOut
        }
        let storage: Storage

        /// The kind's name.
        public var description: String { storage.rawValue }

        /// A response with a status the call does not expect.
        public static let unexpectedStatus = Code(storage: .unexpectedStatus)
        /// A response whose body is not what the API promises.
        public static let malformedBody = Code(storage: .malformedBody)
        /// No response; see ``CloudError/transportError``.
        public static let transport = Code(storage: .transport)
        /// The identity service refused the credentials.
        public static let authenticationFailed = Code(storage: .authenticationFailed)
        /// The catalog has no such service.
        public static let serviceNotInCatalog = Code(storage: .serviceNotInCatalog)
        /// The catalog has the service, but not in the region and interface asked for.
        public static let endpointNotInCatalog = Code(storage: .endpointNotInCatalog)
        /// Client and service have no microversion in common.
        public static let unsupportedMicroversion = Code(storage: .unsupportedMicroversion)
        /// Something did not become so in time.
        public static let timedOut = Code(storage: .timedOut)
        /// There is no identity service at the URL.
        public static let identityNotFound = Code(storage: .identityNotFound)
    }

    /// The kind of failure.
    public let code: Code
    /// Method of the request; `nil` when none was sent.
    public let method: HTTPMethod?
    /// URL of the request; `nil` when none was sent.
    public let url: String?
    /// Status of the response; `nil` when there is none.
    public let status: Int?
    /// Statuses the call expects.
    public let expected: [Int]
    /// The service's id of the request.
    public let requestID: String?
    /// Media type of the response's body; `nil` when the response does not say.
    public let contentType: String?
    /// What the service said of the failure, or what is wrong.
    public let message: String?
    /// What the service calls the failure, such as `IpAddressInUse`; `nil` where it has no names for them.
    public let faultName: String?
    /// The transport's error when there was no response.
    public let transportError: TransportError?

    init(
        _ code: Code,
        method: HTTPMethod? = nil,
        url: String? = nil,
        response: APIResponse? = nil,
        expected: [Int] = [],
        message: String?,
        transportError: TransportError? = nil
    ) {
        self.code = code
        self.method = method
        self.url = url.map(EndpointURL.shown)
        self.status = response?.status
        self.expected = expected
        self.requestID = response?.requestID
        self.contentType = response?.headers["Content-Type"]
        self.message = message
        self.faultName = response.flatMap(ServiceMessage.faultName)
        self.transportError = transportError
    }

    /// One sentence: the request, what came, what was expected, and what the service said.
    public var description: String {
        if let transportError { return transportError.description }
        var text = [method?.name, url].compactMap(\.self).joined(separator: " ")
        if let status {
            text += " answered \(status)"
            if !expected.isEmpty {
                text += ", expected \(expected.map(String.init).joined(separator: " or "))"
            }
        }
        if let message, !message.isEmpty { text += (text.isEmpty ? "" : ": ") + message }
        if let requestID { text += " (\(requestID))" }
        return text
    }
}

extension CloudError {
    /// Whether the response is in a form that every client can show: JSON, plain text or HTML, or does not say.
    public var hasReadableContentType: Bool {
        guard let contentType else { return true }
        let mediaType = contentType.split(separator: ";").first.map(String.init)?.lowercased() ?? ""
        return ["application/json", "text/plain", "text/html"].contains(mediaType)
    }

    /// Something that was waited for in vain.
    public static func timedOut(_ message: String) -> CloudError { CloudError(.timedOut, message: message) }

    /// A transport's failure as a cloud error.
    init(_ error: TransportError, method: HTTPMethod, url: String) {
        self.init(.transport, method: method, url: url, message: nil, transportError: error)
    }

    /// A response whose status is none of those expected.
    init(unexpected response: APIResponse, to request: APIRequest, expected: [Int]) {
        self.init(
            .unexpectedStatus,
            method: request.method,
            url: request.url,
            response: response,
            expected: expected,
            message: ServiceMessage.text(of: response)
        )
    }

    /// A response whose body is not what the API promises.
    init(malformed response: APIResponse, to request: APIRequest, problem: String) {
        self.init(
            .malformedBody,
            method: request.method,
            url: request.url,
            response: response,
            message: problem
        )
    }
}
