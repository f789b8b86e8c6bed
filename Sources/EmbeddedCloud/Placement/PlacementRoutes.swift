import HTTPTypes
import Hummingbird

/// The paths of the placement service, each with what a request must fulfil before it is looked at.
struct PlacementRoutes {
    typealias Handler = @Sendable (PlacementCall) async throws -> ServiceResponse

    let service: PlacementService
    private(set) var table = RouteTable()

    init(service: PlacementService) { self.service = service }

    /// What a path's methods need.
    struct Conditions: Sendable {
        /// The rule of the policy; who it lets in is told by `access`.
        var rule: String
        var access = Access.adminOrService
        /// The first minor version that has it.
        var since = 0
        /// What is answered before that.
        var refusal = HTTPResponse.Status.notFound
        /// Whether it takes a document.
        var takesJSON = false
    }

    enum Access: Sendable { case adminOrService, service, anyone }

    /// Registers a handler.
    mutating func on(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ conditions: Conditions,
        _ handler: @escaping Handler
    ) {
        let service = service
        table.on(method, path) { request in
            let call = try service.call(request)
            if conditions.takesJSON {
                guard request.mediaType == "application/json" else {
                    throw PlacementError.mediaType(request.mediaType ?? "None")
                }
            } else if method == .get, !Self.acceptsJSON(request) {
                throw PlacementError(.notAcceptable, "Only application/json is provided")
            }
            guard call.minor >= conditions.since else {
                if conditions.refusal == .methodNotAllowed {
                    throw PlacementError.otherMethods(method, allowed: [])
                }
                throw PlacementError(conditions.refusal, " ")
            }
            switch conditions.access {
            case .adminOrService: try call.require(conditions.rule, call.caller.isAdmin || call.isService)
            case .service: try call.require(conditions.rule, call.isService)
            case .anyone: break
            }
            return try await handler(call)
        }
    }

    private static func acceptsJSON(_ request: ServiceRequest) -> Bool {
        guard let accept = request.headers[.accept], !accept.isEmpty else { return true }
        return ["application/json", "application/*", "*/*"].contains { accept.lowercased().contains($0) }
    }
}

/// A request to the placement service with what is known of it: who sends it, and in which version.
struct PlacementCall: Sendable {
    let request: ServiceRequest
    let caller: Caller
    let minor: Int

    subscript(name: String) -> String { request[name] }
    var query: Query { request.query }
    var isService: Bool { caller.roles.contains("service") }

    /// Throws 403 unless the policy allows it.
    func require(_ rule: String, _ isAllowed: Bool) throws {
        guard isAllowed else {
            throw PlacementError(.forbidden, "Policy does not allow placement:\(rule) to be performed.")
        }
    }

    /// The request's document, if it is as the schema says.
    func document(_ schema: RequestSchema) async throws -> JSON {
        let bytes = try await request.bytes(upTo: PlacementService.bodyLimit)
        let value: JSON
        do {
            value = try JSON(parsing: bytes)
        } catch {
            throw PlacementError.badRequest("Malformed JSON: \(Self.place(of: error))")
        }
        do {
            try schema.validate(value)
        } catch {
            throw PlacementError.badRequest("JSON does not validate: \(error.message)")
        }
        return value
    }

    private static func place(of error: JSON.ParseError) -> String {
        switch error {
        case .unexpectedEnd: "unexpected end of data"
        case .unexpectedByte(let offset): "Expecting value: line 1 column \(offset + 1) (char \(offset))"
        case .tooDeep: "too many levels"
        }
    }

    /// Throws 400 unless the query's parameters are as the schema says.
    func checkQuery(_ schema: RequestSchema) throws {
        var members = JSON.Object()
        for item in query.items { members[item.name] = .string(item.value) }
        do {
            try schema.validate(.object(members))
        } catch {
            throw PlacementError.badRequest("Invalid query string parameters: \(error.message)")
        }
    }
}
