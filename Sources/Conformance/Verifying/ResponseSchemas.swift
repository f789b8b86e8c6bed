public import OpenStack

/// The shapes that services promise of their responses, by operation and microversion.
public struct ResponseSchemas: ResponseCheck {
    /// The shape of one operation's responses from a microversion on.
    public struct Rule: Sendable {
        let service: ServiceType
        let method: HTTPMethod
        /// Segments below the base URL; `nil` fits any one segment.
        let path: [String?]
        let action: String?
        let from: Microversion?
        let schema: ResponseSchema?

        /// Describes a rule.
        ///
        /// - Parameters:
        ///   - service: the service.
        ///   - method: the operation's method.
        ///   - path: the operation's path as the API reference writes it, `/servers/{server_id}`; a part in braces
        ///     fits any segment.
        ///   - action: for paths that end in `/action`: the action, which is the member that the request's body has.
        ///   - from: the lowest microversion it is valid for; of several rules the highest one wins.
        ///   - schema: the shape of the body; `nil` when there must be none.
        public init(
            _ service: ServiceType,
            _ method: HTTPMethod,
            _ path: String,
            action: String? = nil,
            from: Microversion? = nil,
            _ schema: ResponseSchema?
        ) {
            self.service = service
            self.method = method
            self.path = path.split(separator: "/").map { $0.hasPrefix("{") ? nil : String($0) }
            self.action = action
            self.from = from
            self.schema = schema
        }
    }

    private let rules: [Rule]

    /// Checks responses against rules.
    ///
    /// Operations without a rule are not checked, except that a microversion that was asked for must be named in the
    /// response. Where several rules fit an operation, those with more literal segments are meant, `/servers/detail` is
    /// not a server, and then those for an action.
    public init(_ rules: [Rule]) {
        self.rules = rules.sorted { left, right in
            let leftLiterals = left.path.count { $0 != nil }
            let rightLiterals = right.path.count { $0 != nil }
            guard leftLiterals == rightLiterals else { return leftLiterals > rightLiterals }
            guard (left.action == nil) == (right.action == nil) else { return left.action != nil }
            return (left.from ?? Microversion(0, 0)) > (right.from ?? Microversion(0, 0))
        }
    }

    /// What is wrong with a response; `nil` when nothing is, or no rule is for it.
    public func problem(
        in answer: Answer,
        from service: ServiceType,
        path: [String]?,
        microversion: Microversion?
    ) -> String? {
        if let problem = Self.microversionProblem(in: answer) { return problem }
        guard let path, let rule = rules.first(where: { $0.fits(service, answer.request, path, microversion) })
        else { return nil }
        guard let schema = rule.schema else {
            return answer.body.isEmpty ? nil : "there is a body of \(answer.body.count) bytes, and should be none"
        }
        guard let json = try? answer.json() else { return "the body is no JSON" }
        return schema.problem(in: json)
    }

    /// The fields that microversions are asked for in and named in; of nova's two the older one counts.
    private static let microversionFields = ["X-OpenStack-Nova-API-Version", "OpenStack-API-Version"]

    /// What is wrong with the microversion that a response says it is in; `nil` when none was asked for.
    ///
    /// Microversion specification of the API working group: the response has the header that the request had.
    private static func microversionProblem(in answer: Answer) -> String? {
        for field in microversionFields {
            guard let asked = answer.request.headers[field] else { continue }
            guard let named = answer.headers[field] else { return "the response has no header \(field)" }
            return named == asked ? nil : "the response's header \(field) should be '\(asked)' and is '\(named)'"
        }
        return nil
    }
}

extension ResponseSchemas.Rule {
    fileprivate func fits(
        _ service: ServiceType,
        _ request: APIRequest,
        _ segments: [String],
        _ microversion: Microversion?
    ) -> Bool {
        guard self.service == service, method == request.method, path.count == segments.count else { return false }
        // Without a microversion a service answers in its lowest, which every rule without a bound is for.
        if let from, microversion.map({ $0 < from }) ?? true { return false }
        guard zip(path, segments).allSatisfy({ $0 == nil || $0 == $1 }) else { return false }
        guard let action else { return true }
        return (try? JSON(parsing: request.body))?.has(action) ?? false
    }
}
