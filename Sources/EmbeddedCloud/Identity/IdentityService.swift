import Foundation
import HTTPTypes
import Hummingbird

/// The logic of the Identity API v3; ``IdentityAPI`` puts it behind paths.
struct IdentityService: Sendable {
    struct Settings: Sendable {
        /// Seconds.
        var tokenLifetime: Int
        var passwordHistory: Int
        var tokenKey: Data
    }

    let store: StateStore<IdentityState>
    let settings: Settings
    let address: PublicAddress
    let clock: CloudClock
    let sealer: TokenSealer

    init(store: StateStore<IdentityState>, settings: Settings, address: PublicAddress, clock: CloudClock) {
        self.store = store
        self.settings = settings
        self.address = address
        self.clock = clock
        sealer = TokenSealer(key: settings.tokenKey)
    }

    /// Without a slash at the end and without the version.
    var base: String { address.base(of: "identity") }

    /// The longest body, in bytes: upstream's `[oslo_middleware] max_request_body_size`.
    static let bodyLimit = 114_688
}

// MARK: - Requests

extension IdentityService {
    /// The request's document.
    func document(_ request: ServiceRequest) async throws -> JSON {
        let bytes = try await request.bytes(upTo: Self.bodyLimit)
        guard !bytes.isEmpty else { return [:] }
        if let type = request.mediaType, type != "application/json" {
            throw IdentityError.missing("application/json", in: "Content-Type header")
        }
        guard let value = try? JSON(parsing: bytes), value.object != nil else {
            throw IdentityError.missing("valid JSON", in: "request body")
        }
        return value
    }

    /// The members of the one resource in the request's document.
    func attributes(_ request: ServiceRequest, _ name: String) async throws -> Attributes {
        try Attributes(await document(request), name)
    }

    /// Throws 403 unless the policy allows it.
    func require(_ rule: String, _ allowed: Bool) throws {
        guard allowed else { throw IdentityError.forbidden("identity:" + rule) }
    }
}

// MARK: - Answers

extension IdentityService {
    /// A resource with its link.
    func linked(_ resource: JSON.Object, _ collection: String) -> JSON.Object {
        var resource = resource
        resource["links"] = ["self": .string("\(base)/v3/\(collection)/\(resource["id"]?.string ?? "")")]
        return resource
    }

    func one(
        _ name: String,
        _ resource: JSON.Object,
        _ collection: String,
        status: HTTPResponse.Status = .ok
    ) -> ServiceResponse {
        .json(.object([name: .object(linked(resource, collection))]), status: status)
    }

    func selfLink(_ request: ServiceRequest) -> String {
        base + request.path + (request.query.raw.isEmpty ? "" : "?" + request.query.raw)
    }

    /// A list, filtered by the attributes it may be filtered by, and cut to `limit` after `marker`.
    ///
    /// A filter is `name=value`, or `name__contains=` and its like; what is no known attribute is ignored.
    func list(
        _ request: ServiceRequest,
        _ key: String,
        _ resources: [JSON.Object],
        filters: [String] = [],
        linkedAs collection: String? = nil
    ) -> ServiceResponse {
        var rest = resources.filter { ListFilter.accepts($0, request.query, filters) }
        if let marker = request.query["marker"], let index = rest.firstIndex(where: { $0["id"]?.string == marker }) {
            rest.removeFirst(index + 1)
        }
        var next: JSON = .null
        var isTruncated = false
        if let limit = request.query["limit"].flatMap(Int.init), limit > 0, rest.count > limit {
            rest.removeLast(rest.count - limit)
            isTruncated = true
            let kept = request.query.raw.split(separator: "&").filter { !$0.hasPrefix("marker=") }
            let marker = "marker=" + (rest.last?["id"]?.string ?? "")
            next = .string(base + request.path + "?" + (kept.map(String.init) + [marker]).joined(separator: "&"))
        }
        let items = rest.map { item in JSON.object(collection.map { linked(item, $0) } ?? item) }
        var answer: JSON.Object = [
            key: .array(items),
            "links": ["next": next, "self": .string(selfLink(request)), "previous": nil],
        ]
        if isTruncated { answer["truncated"] = true }
        return .json(.object(answer))
    }
}
