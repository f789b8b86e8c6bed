import Foundation
import HTTPTypes
import Hummingbird

/// The logic of the Orchestration API v1; ``OrchestrationAPI`` puts it behind paths.
struct OrchestrationService: Sendable {
    let parts: CloudParts
    let store: StateStore<OrchestrationState>
    let types: ResourceTypes
    let turns = StackTurns()

    /// The longest body, in bytes.
    static let bodyLimit = 1 << 20
    /// The most resources a stack may have.
    static let resourceLimit = 1000
    /// How deep stacks may be nested.
    static let depthLimit = 5

    /// Reads the state, and goes on with what was under way when it was written.
    init(_ parts: CloudParts) throws {
        self.parts = parts
        store = try StateStore(file: parts.file)
        types = ResourceTypes.all
        try store.write { $0.index() }
        let unfinished = store.read { state in
            state.stacks.values.filter { stack in
                stack.isInProgress
                    || state.resources(of: stack.id).contains { $0.status == .inProgress }
            }
        }
        for stack in unfinished { schedule(stack.id, traversal: stack.traversal) }
    }

    /// Without a slash at the end.
    var base: String { parts.address.base(of: "orchestration") }

    /// When the step being done was due; nil outside of steps.
    @TaskLocal static var stepTime: Timestamp?

    /// The present; within a step the time it was due at, however late somebody looks.
    var now: Timestamp { Self.stepTime ?? parts.clock.now }

    // MARK: - Requests

    /// Who sends the request; 401 without a valid token.
    func caller(_ request: ServiceRequest) throws -> Caller {
        guard let caller = parts.tokens.caller(of: request, service: "orchestration") else {
            throw Unauthorized(identity: parts.address.base(of: "identity"))
        }
        return caller
    }

    /// The answer of the filter before the service to a request without a valid token.
    private struct Unauthorized: AnswerableError {
        var identity: String

        func response(for request: ServiceRequest) -> ServiceResponse {
            .json(
                [
                    "error": [
                        "code": 401, "title": "Unauthorized",
                        "message": "The request you have made requires authentication.",
                    ]
                ],
                status: .unauthorized,
                headers: [.wwwAuthenticate: "Keystone uri=\"\(identity)\""]
            )
        }
    }

    /// What a role lets a caller do.
    enum Right: Sendable { case reader, member, admin, readerOrStackUser, none }

    /// The caller, if it may do what the rule is about in the project of the path.
    func authorize(_ request: ServiceRequest, _ rule: String, _ right: Right) throws -> Caller {
        var caller = try caller(request)
        if caller.isAdmin, caller.projectID != nil {
            // An admin's requests are its own project's whatever the path says, as links lead to the projects of others.
        } else if caller.projectID != request["tenant"] {
            throw OrchestrationError.otherProject
        }
        let isStackUser = caller.roles.contains(StackAccounts.role)
        let isAllowed =
            switch right {
            case .reader: caller.isReader
            case .member: caller.isMember
            case .admin: caller.isAdmin
            case .readerOrStackUser: caller.isReader || isStackUser
            case .none: false
            }
        guard isAllowed, caller.projectID != nil else { throw OrchestrationError.forbidden(rule) }
        if request["tenant"].isEmpty { caller.projectID = caller.projectID ?? "" }
        return caller
    }

    /// The request's document, which has to be an object; an empty one where there is no body, or null.
    func document(_ request: ServiceRequest) async throws -> JSON.Object {
        let bytes = try await request.bytes(upTo: Self.bodyLimit)
        if bytes.isEmpty { return [:] }
        guard let value = try? JSON(parsing: bytes) else {
            throw OrchestrationError.badRequest("The body is no valid JSON document.")
        }
        if value.isNull { return [:] }
        guard let object = value.object else {
            throw OrchestrationError.badRequest("The body has to be a JSON object.")
        }
        return object
    }

    /// Throws where a stack would have too many resources.
    static func checkCount(_ count: Int) throws {
        guard count <= resourceLimit else {
            throw OrchestrationError.limitExceeded("Maximum resources per stack exceeded.")
        }
    }

    // MARK: - Finding stacks

    /// The stack of the path; 404 where the name and the id don't belong together or it isn't for the caller's eyes.
    func stack(_ request: ServiceRequest, _ caller: Caller, includingDeleted: Bool = false) throws -> StackRow {
        let name = request["stack"]
        guard let stack = store.read({ $0.stacks[request["id"]] }), stack.name == name,
            includingDeleted || !stack.isDeleted, sees(stack, caller)
        else { throw OrchestrationError.noStack(name) }
        return stack
    }

    /// Whether the stack is the caller's, or one of whose resources the caller is an account of.
    func sees(_ stack: StackRow, _ caller: Caller) -> Bool {
        caller.isAdmin || stack.owner.projectID == caller.projectID
            || (stack.userProjectID != nil && stack.userProjectID == caller.projectID)
    }

    // MARK: - Links

    func url(of stack: StackRow) -> String {
        "\(base)/v1/\(stack.owner.projectID)/stacks/\(Self.pathPart(stack.name))/\(stack.id)"
    }

    func url(of resource: String, in stack: StackRow) -> String {
        url(of: stack) + "/resources/" + Self.pathPart(resource)
    }

    /// A name as it stands in a URL's path.
    static func pathPart(_ text: String) -> String {
        PercentCoding.encodeQueryValue(text).replacing("+", with: "%20")
    }

    static func link(_ url: String, _ relation: String) -> JSON {
        ["href": .string(url), "rel": .string(relation)]
    }

    // MARK: - Reading values of requests

    /// A switch, spelled as a boolean or as a word for one.
    static func flag(_ name: String, _ value: JSON) throws -> Bool {
        if let value = value.bool { return value }
        switch value.pythonText.lowercased() {
        case "true": return true
        case "false": return false
        default:
            throw OrchestrationError.badRequest(
                "Unrecognized value \"\(value.pythonText)\" for \"\(name)\", acceptable values are: true, false."
            )
        }
    }

    static func flag(_ name: String, _ query: Query, default fallback: Bool = false) throws -> Bool {
        guard let text = query[name] else { return fallback }
        return try flag(name, .string(text))
    }

    /// A whole number that isn't negative.
    static func number(_ name: String, _ value: JSON) throws -> Int {
        let number = value.int ?? value.string.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }
        guard let number else {
            throw OrchestrationError.badRequest("Only integer is acceptable by '\(name)'.")
        }
        guard number >= 0 else {
            throw OrchestrationError.badRequest(
                "Value '\(value.pythonText)' is invalid for '\(name)' which only accepts non-negative integer."
            )
        }
        return number
    }
}
