/// Calls one service of a cloud: builds URLs, adds token and microversion, checks the status.
public struct ServiceClient: Sendable {
    /// Whose calls these are.
    public let session: CloudSession
    /// The service.
    public let type: ServiceType
    /// The microversion sent with every call; `nil` sends none, which means the service's lowest.
    public var microversion: Microversion?
    private let version: String?
    private let endpointOverride: String?

    init(session: CloudSession, type: ServiceType, version: String?, settings: ServiceSettings? = nil) {
        self.session = session
        self.type = type
        self.version = version
        let settings = settings ?? session.configuration.services[type.settingsKey]
        endpointOverride = settings?.endpointOverride
        microversion = settings?.defaultMicroversion.flatMap(Microversion.init)
    }

    /// The URL that every path is appended to.
    public func baseURL() async throws(CloudError) -> String {
        let endpoint = if let endpointOverride { endpointOverride } else { try await session.endpoint(of: type) }
        return version.map { EndpointURL.versioned(endpoint, $0) } ?? endpoint
    }

    /// Sends one request and checks its status.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - path: segments below the base URL; each is percent-encoded, so an id can hold any character.
    ///   - query: names and values, percent-encoded here.
    ///   - headers: fields that replace those set here.
    ///   - json: body, sent as `application/json` unless `headers` say otherwise.
    ///   - body: body that is not JSON; `headers` must say what it is.
    ///   - expected: the statuses that fulfil the API's promise.
    /// - Returns: the response, with one of the statuses expected.
    /// - Throws: ``CloudError``; `unexpectedStatus` for every other status.
    public func call(
        _ method: HTTPMethod,
        _ path: String...,
        query: [(String, String)] = [],
        headers: Headers = Headers(),
        json: JSON? = nil,
        body: [UInt8] = [],
        expecting expected: Int...
    ) async throws(CloudError) -> Answer {
        try await call(
            method,
            path: path,
            query: query,
            headers: headers,
            json: json,
            body: body,
            expecting: expected
        )
    }

    /// Sends one request to a path of any number of segments and checks its status.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - path: segments below the base URL; each is percent-encoded.
    ///   - query: names and values, percent-encoded here.
    ///   - headers: fields that replace those set here.
    ///   - json: body, sent as `application/json` unless `headers` say otherwise.
    ///   - body: body that is not JSON; `headers` must say what it is.
    ///   - expected: the statuses that fulfil the API's promise.
    /// - Returns: the response, with one of the statuses expected.
    /// - Throws: ``CloudError``; `unexpectedStatus` for every other status.
    public func call(
        _ method: HTTPMethod,
        path: [String],
        query: [(String, String)] = [],
        headers: Headers = Headers(),
        json: JSON? = nil,
        body: [UInt8] = [],
        expecting expected: [Int]
    ) async throws(CloudError) -> Answer {
        let url = EndpointURL.joining(try await baseURL(), path, query: query)
        return try await send(
            method,
            url: url,
            path: path,
            headers: headers,
            json: json,
            body: body,
            expecting: expected
        )
    }

    /// Sends one request to a whole URL, such as the next page's, and checks its status.
    public func call(_ method: HTTPMethod, url: String, expecting expected: Int...) async throws(CloudError) -> Answer {
        try await send(method, url: url, path: nil, headers: Headers(), json: nil, body: [], expecting: expected)
    }

    private func send(
        _ method: HTTPMethod,
        url: String,
        path: [String]?,
        headers: Headers,
        json: JSON?,
        body: [UInt8],
        expecting expected: [Int]
    ) async throws(CloudError) -> Answer {
        var request = APIRequest(method, url, body: json?.serialized() ?? body)
        request.headers["Accept"] = "application/json"
        if json != nil { request.headers["Content-Type"] = "application/json" }
        if let microversion { request.headers.set(microversion.headers(for: type)) }
        request.headers.set(headers)
        let response = try await session.send(request)
        guard expected.contains(response.status) else {
            throw CloudError(unexpected: response, to: request, expected: expected)
        }
        let answer = Answer(request: request, response: response)
        let problem = session.responseCheck?.problem(in: answer, from: type, path: path, microversion: microversion)
        if let problem { throw CloudError(malformed: response, to: request, problem: problem) }
        return answer
    }
}

/// A response with the status that was expected, and the request it answers.
public struct Answer: Sendable {
    /// What was asked, without the token.
    public let request: APIRequest
    /// What was answered.
    public let response: APIResponse

    /// The status.
    public var status: Int { response.status }
    /// The header fields.
    public var headers: Headers { response.headers }
    /// The body.
    public var body: [UInt8] { response.body }

    /// The body as JSON.
    ///
    /// - Throws: ``CloudError`` with code `malformedBody`.
    public func json() throws(CloudError) -> JSON {
        do throws(JSONError) {
            return try JSON(parsing: response.body)
        } catch {
            throw CloudError(malformed: response, to: request, problem: error.description)
        }
    }

    /// A member of the JSON object in the body that must be there: the envelope most services put around a resource.
    ///
    /// - Throws: ``CloudError`` with code `malformedBody`.
    public func member(_ key: String) throws(CloudError) -> JSON {
        let json = try json()
        guard json.has(key) else {
            throw CloudError(malformed: response, to: request, problem: "the body has no member '\(key)'")
        }
        return json[key]
    }

    /// The resource in the body, or in the member of it that is its envelope.
    ///
    /// - Throws: ``CloudError`` with code `malformedBody`, when there is no resource with an id.
    public func resource<Resource: CloudResource>(
        _ key: String? = nil,
        as type: Resource.Type = Resource.self
    ) throws(CloudError) -> Resource {
        let attributes = if let key { try member(key) } else { try json() }
        guard let resource = Resource(attributes: attributes) else {
            throw CloudError(malformed: response, to: request, problem: "no \(Resource.self) with an id in the body")
        }
        return resource
    }

    /// The resources in the array that a member of the body holds.
    ///
    /// - Throws: ``CloudError`` with code `malformedBody`, when it is no array or an element has no id.
    public func resources<Resource: CloudResource>(
        _ key: String,
        as type: Resource.Type = Resource.self
    ) throws(CloudError) -> [Resource] {
        guard let elements = try member(key).array else {
            throw CloudError(malformed: response, to: request, problem: "'\(key)' is no array")
        }
        var resources: [Resource] = []
        for element in elements {
            guard let resource = Resource(attributes: element) else {
                throw CloudError(malformed: response, to: request, problem: "an element of '\(key)' has no id")
            }
            resources.append(resource)
        }
        return resources
    }
}
