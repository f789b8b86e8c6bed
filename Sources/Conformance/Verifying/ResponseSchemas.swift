public import OpenStack

/// The shapes that services promise of their responses, by operation and microversion.
public struct ResponseSchemas: ResponseCheck {
    /// The shape of one operation's responses from a microversion on.
    public struct Rule: Sendable {
        let service: ServiceType
        let method: HTTPMethod
        /// Segments below the base URL; `nil` fits any one segment.
        let path: [String?]
        let from: Microversion?
        let schema: ResponseSchema

        /// Describes a rule.
        ///
        /// - Parameters:
        ///   - service: the service.
        ///   - method: the operation's method.
        ///   - path: the operation's path as the API reference writes it, `/servers/{server_id}`; a part in braces
        ///     fits any segment.
        ///   - from: the lowest microversion it is valid for; of several rules the highest one wins.
        ///   - schema: the shape of the body.
        public init(
            _ service: ServiceType,
            _ method: HTTPMethod,
            _ path: String,
            from: Microversion? = nil,
            _ schema: ResponseSchema
        ) {
            self.service = service
            self.method = method
            self.path = path.split(separator: "/").map { $0.hasPrefix("{") ? nil : String($0) }
            self.from = from
            self.schema = schema
        }
    }

    private let rules: [Rule]

    /// Checks responses against rules.
    ///
    /// Operations without a rule are not checked. Where several rules fit an operation, those with more literal
    /// segments are meant: `/servers/detail` is not a server.
    public init(_ rules: [Rule]) {
        self.rules = rules.sorted { left, right in
            let leftLiterals = left.path.count { $0 != nil }
            let rightLiterals = right.path.count { $0 != nil }
            guard leftLiterals == rightLiterals else { return leftLiterals > rightLiterals }
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
        guard let path,
            let rule = rules.first(where: { $0.fits(service, answer.request.method, path, microversion) })
        else { return nil }
        guard let json = try? answer.json() else { return "the body is no JSON" }
        return rule.schema.problem(in: json)
    }
}

extension ResponseSchemas.Rule {
    fileprivate func fits(
        _ service: ServiceType,
        _ method: HTTPMethod,
        _ segments: [String],
        _ microversion: Microversion?
    ) -> Bool {
        guard self.service == service, self.method == method, path.count == segments.count else { return false }
        // Without a microversion a service answers in its lowest, which every rule without a bound is for.
        if let from, microversion.map({ $0 < from }) ?? true { return false }
        return zip(path, segments).allSatisfy { $0 == nil || $0 == $1 }
    }
}
