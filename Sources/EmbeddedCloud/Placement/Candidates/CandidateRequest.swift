/// What allocation candidates are asked for: groups of resources, and what holds for all of them.
struct CandidateRequest: Sendable {
    /// Resources and traits that belong together.
    ///
    /// Those of a group with a suffix come from one provider.
    struct Group: Sendable {
        var suffix: String
        var resources = ResourceDemand()
        var traits: TraitDemand
        var aggregates: AggregateDemand
        var tree: String?

        var isGranular: Bool { !suffix.isEmpty }
    }

    private(set) var groups: [Group] = []
    private(set) var limit: Int?
    private(set) var isolates = false
    /// What the root of the tree must be like.
    private(set) var rootTraits: TraitDemand?
    private(set) var sameSubtrees: [Set<String>] = []

    init(_ call: PlacementCall) throws {
        let query = call.query
        limit = query.items.first { $0.name == "limit" }.flatMap { Int($0.value) }
        let policy = query.items.first { $0.name == "group_policy" }?.value
        isolates = policy == "isolate"
        try readRoot(query)
        try readSubtrees(query)
        try readGroups(call)
        if call.minor >= 36 { try checkSuffixes() } else { try checkOrphans() }
        if call.minor >= 22 { try checkConflicts() }
        if policy == nil, groups.count(where: \.isGranular) > 1 {
            throw PlacementError.badRequest(
                "The \"group_policy\" parameter is required when specifying more than one \"resources{N}\" parameter."
            )
        }
    }

    // MARK: - Reading

    private mutating func readRoot(_ query: Query) throws {
        let values = query.all("root_required")
        guard let value = values.first else { return }
        guard values.count == 1 else {
            throw PlacementError.badRequest(
                "Query parameter 'root_required' may be specified only once.",
                code: .duplicateParameter
            )
        }
        let demand = try TraitDemand(root: value)
        let both = demand.required.flatMap { $0 }.filter { demand.forbidden.contains($0) }
        guard both.isEmpty else {
            throw PlacementError.badRequest(
                "Conflicting required and forbidden traits found in root_required: \(both.joined(separator: ", "))",
                code: .badParameter
            )
        }
        rootTraits = demand
    }

    private mutating func readSubtrees(_ query: Query) throws {
        sameSubtrees = try query.all("same_subtree").map { value in
            let names = value.split(separator: ",", omittingEmptySubsequences: false).map { part in
                String(part.filter { $0 != " " })
            }
            guard !names.contains("") else {
                throw PlacementError.badRequest(
                    "Empty string (unsuffixed group) can not be specified in `same_subtree` ",
                    code: .badParameter
                )
            }
            return Set(names)
        }
    }

    private mutating func readGroups(_ call: PlacementCall) throws {
        let query = call.query
        var suffixes: [String] = []
        for (name, _) in query.items {
            guard let suffix = Self.suffix(of: name), !suffixes.contains(suffix) else { continue }
            suffixes.append(suffix)
        }
        for suffix in suffixes {
            var group = Group(
                suffix: suffix,
                traits: try TraitDemand(query.all("required" + suffix), call.minor),
                aggregates: try AggregateDemand(query.all("member_of" + suffix), suffix: suffix, call.minor)
            )
            if let text = query["resources" + suffix] { group.resources = try ResourceDemand(text) }
            if let value = query["in_tree" + suffix] {
                let id = value.filter { $0 != " " }
                guard Identifier.isUUID(id) else {
                    throw PlacementError.badRequest(
                        "Invalid query string parameters: Expected 'in_tree' parameter to be a format of uuid. Got: "
                            + value
                    )
                }
                group.tree = id
            }
            groups.append(group)
        }
    }

    private static func suffix(of name: String) -> String? {
        for kind in ["resources", "required", "member_of", "in_tree"] where name.hasPrefix(kind) {
            return String(name.dropFirst(kind.count))
        }
        return nil
    }

    // MARK: - Checking

    private func checkSuffixes() throws {
        let empty = groups.filter { $0.resources.amounts.isEmpty }.map(\.suffix)
        guard empty.count < groups.count else {
            throw PlacementError.badRequest(
                "There must be at least one resources or resources[$S] parameter.",
                code: .missingParameter
            )
        }
        let named = Set(sameSubtrees.flatMap { $0 })
        let stray = empty.filter { !named.contains($0) }
        guard stray.isEmpty else {
            throw PlacementError.badRequest(
                "Resourceless suffixed group request should be specified in `same_subtree` query param: bad group(s) - "
                    + "\(JSON(stray).pythonLiteral).",
                code: .badParameter
            )
        }
        let known = groups.map(\.suffix)
        let unknown = named.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw PlacementError.badRequest(
                "Real suffixes should be specified in `same_subtree`: \(JSON(unknown).pythonLiteral) not found in "
                    + "\(JSON(known).pythonLiteral).",
                code: .badParameter
            )
        }
    }

    private func checkOrphans() throws {
        let empty = groups.filter { $0.resources.amounts.isEmpty }
        let traits = empty.filter { !$0.traits.required.isEmpty }.map { "required" + $0.suffix }
        guard traits.isEmpty else {
            throw PlacementError.badRequest(
                "All traits parameters must be associated with resources.  Found the following orphaned traits keys: "
                    + traits.joined(separator: ", ")
            )
        }
        let aggregates = empty.filter { !$0.aggregates.isEmpty }.map { "member_of" + $0.suffix }
        guard aggregates.isEmpty else {
            throw PlacementError.badRequest(
                "All member_of parameters must be associated with resources. Found the following orphaned member_of "
                    + "keys: " + aggregates.joined(separator: ", ")
            )
        }
        guard empty.isEmpty else {
            throw PlacementError.badRequest("All request groups must specify resources.")
        }
        guard !groups.isEmpty else {
            throw PlacementError.badRequest(
                "At least one request group (`resources` or `resources{$S}`) is required."
            )
        }
    }

    private func checkConflicts() throws {
        var conflicts: [String] = []
        for group in groups {
            for names in group.traits.required where names.isSubset(of: group.traits.forbidden) {
                conflicts.append("required\(group.suffix): (\(names.sorted().joined(separator: ", ")))")
            }
        }
        guard conflicts.isEmpty else {
            throw PlacementError.badRequest(
                "Conflicting required and forbidden traits found in the following traits keys: "
                    + conflicts.sorted().joined(separator: ", ")
            )
        }
    }

    /// Throws if a resource class or trait is none.
    func checkNames(in state: borrowing PlacementState) throws {
        for group in groups {
            for (name, _) in group.resources.amounts where !state.knowsClass(name) {
                throw PlacementError.badRequest(
                    "Invalid resource class in resources parameter: No such resource class \(name)."
                )
            }
        }
        let traits = groups.reduce(rootTraits?.names ?? []) { $0.union($1.traits.names) }
        let unknown = traits.filter { !state.knowsTrait($0) }.sorted()
        guard unknown.isEmpty else {
            throw PlacementError.badRequest("No such trait(s): \(unknown.joined(separator: ", ")).")
        }
    }
}
