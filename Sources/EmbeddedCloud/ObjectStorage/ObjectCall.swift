import HTTPTypes
import Hummingbird
import NIOCore

/// What a request to the object store is about: an account, a container or an object.
struct ObjectPath: Sendable {
    var account: String
    var container: String?
    var object: String?

    /// Reads `/v1/account/container/object`; what follows the container is the object's name, slashes and all.
    init(_ path: String) throws {
        guard !path.utf8.contains(0), !path.unicodeScalars.contains("\u{FFFD}") else {
            throw ObjectStorageError(.preconditionFailed, "Invalid UTF8 or contains NULL")
        }
        let parts = path.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts[0].isEmpty, !parts[1].isEmpty else { throw ObjectStorageError.notFound }
        guard parts.count > 2, !parts[2].isEmpty else {
            throw ["v1", "v1.0"].contains(parts[1])
                ? ObjectStorageError(.preconditionFailed, "Bad URL") : ObjectStorageError.notFound
        }
        guard ["v1", "v1.0"].contains(parts[1]) else { throw ObjectStorageError(.badRequest) }
        account = parts[2]
        if parts.count > 3, !parts[3].isEmpty { container = parts[3] }
        if parts.count > 4, !parts[4].isEmpty {
            guard container != nil else { throw ObjectStorageError.notFound }
            object = parts[4]
        }
    }

    init(account: String, container: String? = nil, object: String? = nil) {
        self.account = account
        self.container = container
        self.object = object
    }

    /// `/v1/account/container/object`, not escaped.
    var text: String {
        var text = "/v1/" + account
        if let container { text += "/" + container }
        if let object { text += "/" + object }
        return text
    }

    /// Reads the `container/object` of a header field, which may be escaped and begin with a slash.
    static func containerAndObject(_ value: String) -> (container: String, object: String)? {
        let decoded = PercentCoding.decode(value)
        let parts = (decoded.hasPrefix("/") ? String(decoded.dropFirst()) : decoded)
            .split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !decoded.utf8.contains(0) else { return nil }
        return (parts[0], parts[1])
    }
}

/// In whose name a request is made, and what that allows.
enum ObjectAccess: Sendable {
    case user(Caller)
    case anonymous
    /// A signature of the account's or the container's key.
    case signed(SignedScope)
    /// The service itself.
    case service

    enum SignedScope: Sendable {
        case account(String)
        case container(account: String, container: String)
    }

    var caller: Caller? {
        guard case .user(let caller) = self else { return nil }
        return caller
    }
}

/// A request as the object store works on it; services inside the service make their own.
struct ObjectCall: Sendable {
    var method: HTTPRequest.Method
    var path: ObjectPath
    var query: Query
    var headers: HTTPFields
    var body: ObjectBody
    var access: ObjectAccess
    /// Set where the path of the request ended with a slash.
    var endsWithSlash = false

    subscript(parameter name: String) -> String? { query[name] }

    var account: String { path.account }
    var container: String { path.container ?? "" }
    var object: String { path.object ?? "" }

    var isRead: Bool { method == .get || method == .head }

    /// The same caller asking for something else, without query and body.
    func asking(_ method: HTTPRequest.Method, _ path: ObjectPath, headers: HTTPFields = [:]) -> ObjectCall {
        ObjectCall(
            method: method,
            path: path,
            query: Query(""),
            headers: headers,
            body: .none,
            access: access
        )
    }

    /// What the client says the body's length is; nil if it doesn't.
    var contentLength: Int? {
        if isChunked { return nil }
        return headers[.contentLength].flatMap { $0.isDecimal ? Int($0) : nil }
    }

    var isChunked: Bool {
        guard let coding = headers[.transferEncoding]?.lowercased().split(separator: ",").last else { return false }
        return coding.trimmingPrefix(" ") == "chunked"
    }
}

/// Where the bytes of a request come from.
enum ObjectBody: Sendable {
    case none
    case stream(RequestBody)
    case bytes(ByteBuffer)
    /// A part of what is stored already.
    case content(any ObjectContent, Range<Int>)
    /// Bytes that were taken in before it was known where they go.
    case stored(StoredBlob)

    /// All of it, up to the limit.
    func collected(upTo limit: Int) async throws -> ByteBuffer {
        switch self {
        case .none, .stored: return ByteBuffer()
        case .bytes(let buffer): return buffer
        case .content(let content, let range):
            guard range.count <= limit else { throw ServiceRequest.BodyTooLarge() }
            return try await content.all(range)
        case .stream(let body):
            var all = ByteBuffer()
            for try await part in body {
                guard all.readableBytes + part.readableBytes <= limit else { throw ServiceRequest.BodyTooLarge() }
                all.writeImmutableBuffer(part)
            }
            return all
        }
    }
}
