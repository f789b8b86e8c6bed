import HTTPTypes
import Hummingbird

/// A request to the compute service, with what all handlers ask of it.
struct ComputeRequest: Sendable {
    let http: ServiceRequest
    let caller: Caller
    /// Of the microversion, 2.x; 0 for the legacy API.
    let minor: Int
    let parameters: [String: String]
    /// What the body holds; nil without one.
    private(set) var document: JSON?
    /// The address of the API's version, with the project's id if the request's path has it.
    private(set) var versionURL = ""
    /// The same without the version.
    private(set) var bookmarkURL = ""

    /// The longest body, in bytes.
    static let bodyLimit = 114_688

    init(http: ServiceRequest, caller: Caller, minor: Int, parameters: [String: String]) {
        self.http = http
        self.caller = caller
        self.minor = minor
        self.parameters = parameters
    }

    var isLegacy: Bool { minor == 0 }
    var query: Query { http.query }
    var id: String { http.id }

    /// The project the caller acts in; empty if there is none.
    var project: String { caller.projectID ?? "" }

    /// The value of a placeholder; empty if the route has none of that name.
    subscript(name: String) -> String { parameters[name] ?? "" }

    /// Takes in what links begin with.
    mutating func names(project: String?, base: String) {
        let rest = project.map { "/" + $0 } ?? ""
        versionURL = base + (isLegacy ? "/v2" : "/v2.1") + rest
        bookmarkURL = base + rest
    }

    // MARK: - Bodies

    /// Reads the body where the method has one.
    mutating func readDocument() async throws {
        guard http.method == .post || http.method == .put || http.method == .patch else { return }
        let bytes = try await http.bytes(upTo: Self.bodyLimit)
        if let type = http.mediaType, !type.isEmpty, type != "application/json", type != "text/plain",
            type != "application/vnd.openstack.compute+json"
        {
            throw ComputeError(.unsupportedMediaType, "Unsupported Content-Type")
        }
        guard !bytes.isEmpty else { return }
        guard let value = try? JSON(parsing: bytes) else { throw ComputeError(.badRequest, "Malformed request body") }
        document = value
    }

    /// The body, which must be as the schema says.
    func body(_ schema: RequestSchema) throws -> JSON {
        let value = document ?? .null
        try schema.validate(value)
        return value
    }

    // MARK: - Queries

    /// Throws unless each parameter named is as its schema says; others are accepted if `isOpen`, and those that begin
    /// with an underscore always.
    func checkQuery(_ known: [String: RequestSchema], isOpen: Bool = true) throws {
        var strangers: [String] = []
        for item in query.items {
            guard let schema = known[item.name] else {
                if !item.name.hasPrefix("_"), !strangers.contains(item.name) { strangers.append(item.name) }
                continue
            }
            do {
                try schema.validate(.string(item.value))
            } catch {
                throw ComputeError(
                    .badRequest,
                    "Invalid input for query parameters \(item.name). Value: \(item.value). \(error.message)"
                )
            }
        }
        guard isOpen || strangers.isEmpty else {
            throw ComputeError(
                .badRequest,
                "Additional properties are not allowed (\(strangers.map { "'\($0)'" }.joined(separator: ", ")) "
                    + "\(strangers.count == 1 ? "was" : "were") unexpected)"
            )
        }
    }

    // MARK: - Rights

    /// Throws 403 unless the caller may do what the rule is about; `os_compute_api:` is put before its name.
    func require(_ rule: String, _ isAllowed: Bool) throws {
        guard isAllowed else {
            throw ComputeError(.forbidden, "Policy doesn't allow os_compute_api:\(rule) to be performed.")
        }
    }

    /// Whether the caller is an administrator, or acts with a member's role in the project.
    func isMember(of project: String) -> Bool {
        caller.isAdmin || (caller.roles.contains("member") && caller.projectID == project)
    }

    /// Whether the caller is an administrator, or acts with a reader's role in the project.
    func isReader(of project: String) -> Bool {
        caller.isAdmin || (caller.roles.contains("reader") && caller.projectID == project)
    }

    // MARK: - Links

    /// The links every resource has: with the API's version and without.
    func links(_ collection: String, _ id: String) -> JSON {
        [
            ["rel": "self", "href": .string("\(versionURL)/\(collection)/\(id)")],
            ["rel": "bookmark", "href": .string("\(bookmarkURL)/\(collection)/\(id)")],
        ]
    }

    /// Links of a page: one to the next, which begins after the marker.
    func nextLinks(_ collection: String, marker: String) -> JSON {
        var items = query.items.filter { $0.name != "marker" }
        items.append(("marker", marker))
        items.sort { $0.name < $1.name }
        let text = items.map {
            PercentCoding.encodeQueryValue($0.name) + "=" + PercentCoding.encodeQueryValue($0.value)
        }
        .joined(separator: "&")
        return [["rel": "next", "href": .string("\(versionURL)/\(collection)?\(text)")]]
    }
}
