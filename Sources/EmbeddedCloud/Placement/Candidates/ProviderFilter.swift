/// What a list of resource providers is narrowed by.
struct ProviderFilter: Sendable {
    private var name: String?
    private var id: String?
    private var tree: String?
    private var aggregates: AggregateDemand
    private var traits: TraitDemand
    private var resources = ResourceDemand()

    init(_ call: PlacementCall) throws {
        name = call.query["name"]
        id = call.query["uuid"].map { $0.lowercased() }
        tree = call.query["in_tree"]
        aggregates = try AggregateDemand(call.query.all("member_of"), call.minor)
        traits = try TraitDemand(call.query.all("required"), call.minor)
        if let text = call.query["resources"] { resources = try ResourceDemand(text) }
    }

    /// Throws if a resource class or trait is none.
    func checkNames(in state: borrowing PlacementState) throws {
        for (name, _) in resources.amounts where !state.knowsClass(name) {
            throw PlacementError.badRequest(
                "Invalid resource class in resources parameter: No such resource class \(name)."
            )
        }
        let unknown = traits.names.filter { !state.knowsTrait($0) }.sorted()
        guard unknown.isEmpty else {
            throw PlacementError.badRequest(
                "Invalid trait(s) in \"required\" parameter: No such trait(s): \(unknown.joined(separator: ", "))."
            )
        }
    }

    func accepts(_ row: ResourceProviderRow, in state: borrowing PlacementState) -> Bool {
        if let name, !name.isEmpty, name != row.name { return false }
        if let id, id != row.id { return false }
        if let tree, state.providers[tree]?.root != row.root { return false }
        return aggregates.accepts(row.aggregates) && traits.accepts(row.traits)
            && resources.amounts.allSatisfy { row.offers($0.amount, of: $0.resourceClass) }
    }
}
