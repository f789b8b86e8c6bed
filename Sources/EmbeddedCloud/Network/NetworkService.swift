import HTTPTypes
import Hummingbird

/// The logic of the Networking API v2.0; ``NetworkAPI`` puts it behind paths.
struct NetworkService: Sendable {
    let store: StateStore<NetworkState>
    let tokens: any TokenReader
    let address: PublicAddress
    let clock: CloudClock
    let transitions: Transitions
    let others: InternalClient

    /// The longest body, in bytes.
    static let bodyLimit = 1 << 20
    /// What names of ports end in.
    static let dnsDomain = "lab.example."

    init(_ parts: CloudParts) throws {
        store = try StateStore(file: parts.file)
        tokens = parts.tokens
        address = parts.address
        clock = parts.clock
        transitions = parts.transitions
        others = parts.others
    }

    /// Without a slash at the end.
    var base: String { address.base(of: "network") }

    // MARK: - Requests

    /// Who sends the request; 401 without a valid token.
    func caller(_ request: ServiceRequest) throws -> Caller {
        guard let caller = tokens.caller(of: request, service: "network") else {
            throw NetworkUnauthorized(challenge: "Keystone uri=\"\(address.base(of: "identity"))\"")
        }
        return caller
    }

    func context(_ caller: Caller) -> ChangeContext { ChangeContext(caller: caller, now: clock.now) }

    /// The request's document; an empty object where there is no body.
    func document(_ request: ServiceRequest) async throws -> JSON {
        let bytes = try await request.bytes(upTo: Self.bodyLimit)
        if bytes.isEmpty { return [:] }
        guard let value = try? JSON(parsing: bytes), value.object != nil else {
            throw NetworkError.malformed("Body contains invalid data")
        }
        return value
    }

    /// Throws 412 unless the row has the revision that `If-Match` names.
    func requireRevision(_ request: ServiceRequest, _ standard: StandardAttributes) throws {
        guard let text = request.headers[.ifMatch] else { return }
        let tags = text.split(separator: ",").map { $0.filter { $0 != "\"" && $0 != " " } }
        let wanted = tags.filter { $0.hasPrefix("revision_number=") }
        guard let first = wanted.first else { return }
        guard wanted.count == 1 else {
            throw NetworkError.bad("if-match", "Multiple revision_number etags are not supported")
        }
        guard let revision = Int(first.dropFirst("revision_number=".count)) else {
            throw NetworkError.bad("if-match", "Revision number etag must be in the format of revision_number=<int>")
        }
        guard revision == standard.revision else {
            throw NetworkError(
                .preconditionFailed,
                "RevisionNumberConstraintFailed",
                "Constrained to \(revision), but current revision is \(standard.revision)"
            )
        }
    }
}

/// Nobody, or nobody known, sends a request.
struct NetworkUnauthorized: AnswerableError {
    var challenge: String

    func response(for request: ServiceRequest) -> ServiceResponse {
        .json(
            [
                "error": [
                    "code": 401, "title": "Unauthorized",
                    "message": "The request you have made requires authentication.",
                ]
            ],
            status: .unauthorized,
            headers: [.wwwAuthenticate: challenge, .requestID: request.id]
        )
    }
}
