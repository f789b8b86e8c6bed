import HTTPTypes

// Networking API reference, “Standard attributes tag extension”.
extension NetworkService {
    func declareTags(in table: inout RouteTable) {
        declareTags(NetworkRow.self, in: &table)
        declareTags(SubnetRow.self, in: &table)
        declareTags(SubnetPoolRow.self, in: &table)
        declareTags(PortRow.self, in: &table)
        declareTags(RouterRow.self, in: &table)
        declareTags(FloatingIPRow.self, in: &table)
        declareTags(SecurityGroupRow.self, in: &table)
        declareTags(SecurityGroupRuleRow.self, in: &table)
        declareTags(TrunkRow.self, in: &table)
        declareTags(QualityPolicyRow.self, in: &table)
    }

    private func declareTags<Row: NetworkResource>(_ row: Row.Type, in table: inout RouteTable) {
        let kind = Row.kind
        // The policies of quality have tags at the root, besides their own path.
        let paths = Set([kind.path, kind.path.split(separator: "/").last.map(String.init) ?? kind.path])
        for path in paths {
            let tags = "/v2.0/\(path)/{id}/tags"
            table.on(.get, tags) { request in
                let caller = try caller(request)
                let row = try store.read { try Self.tagged(request["id"], kind, in: $0, caller) }
                return .json(["tags": JSON(row.standard.tags)])
            }
            table.on(.put, tags) { request in
                let new = try Self.tags(of: try await document(request))
                return .json(["tags": JSON(try changeTags(request, kind) { $0 = new })])
            }
            table.on(.post, tags) { request in
                let new = try Self.tags(of: try await document(request))
                let all = try changeTags(request, kind) { tags in tags += new.filter { !tags.contains($0) } }
                return .json(["tags": JSON(all)], status: .created)
            }
            table.on(.delete, tags) { request in
                _ = try changeTags(request, kind) { $0 = [] }
                return .empty(.noContent)
            }
            table.on(.get, tags + "/{tag}") { request in
                let caller = try caller(request)
                let row = try store.read { try Self.tagged(request["id"], kind, in: $0, caller) }
                guard row.standard.tags.contains(request["tag"]) else { throw Self.noTag(request["tag"]) }
                return .empty(.noContent)
            }
            table.on(.put, tags + "/{tag}") { request in
                let tag = request["tag"]
                try Self.check(tag)
                _ = try changeTags(request, kind) { tags in
                    if !tags.contains(tag) { tags.append(tag) }
                }
                return .json(.null, status: .created)
            }
            table.on(.delete, tags + "/{tag}") { request in
                let tag = request["tag"]
                _ = try changeTags(request, kind) { tags in
                    guard let place = tags.firstIndex(of: tag) else { throw Self.noTag(tag) }
                    tags.remove(at: place)
                }
                return .empty(.noContent)
            }
        }
    }

    private static func noTag(_ tag: String) -> NetworkError {
        NetworkError.missing("TagNotFound", "Tag \(tag) could not be found.")
    }

    private static func check(_ tag: String) throws {
        guard tag.unicodeScalars.count <= 255 else {
            throw NetworkError.malformed("Invalid input for operation: '\(tag)' exceeds maximum length of 255.")
        }
    }

    private static func tags(of body: JSON) throws -> [String] {
        guard let values = body["tags"]?.array else {
            throw NetworkError.invalidInput(body["tags"] == nil ? "Invalid tags body" : "tags must be a list")
        }
        var tags: [String] = []
        for value in values {
            guard let tag = value.string else {
                throw NetworkError.invalidInput("'\(value.pythonText)' is not a valid string")
            }
            try check(tag)
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    private static func tagged<Row: NetworkResource>(
        _ id: String,
        _ kind: ResourceKind<Row>,
        in state: NetworkState,
        _ caller: Caller
    ) throws -> Row {
        guard let row = state[keyPath: Row.tablePath][id], kind.shows(row, in: state, to: caller) else {
            throw NetworkError.missing(
                "TagResourceNotFound",
                "Resource \(kind.collection) \(id) could not be found."
            )
        }
        return row
    }

    private func changeTags<Row: NetworkResource>(
        _ request: ServiceRequest,
        _ kind: ResourceKind<Row>,
        _ change: (inout [String]) throws -> Void
    ) throws -> [String] {
        let context = context(try caller(request))
        return try store.write { state in
            var row = try Self.tagged(request["id"], kind, in: state, context.caller)
            guard kind.updateRule.allows(context.caller, kind.target(of: row, in: state, for: context.caller)) else {
                throw NetworkError.disallowed("rule:update_\(kind.policyName):tags")
            }
            try change(&row.standard.tags)
            guard row.standard.tags.count <= 50 else {
                throw NetworkError.bad("tags", "The number of tags exceed the per-resource limit of 50")
            }
            row.standard.touch(at: context.now)
            state[keyPath: Row.tablePath].insert(row)
            return row.standard.tags
        }
    }
}
