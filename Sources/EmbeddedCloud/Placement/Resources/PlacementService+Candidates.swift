import Hummingbird

// Placement API reference, “Allocation candidates”.
extension PlacementService {
    func declareCandidates(in routes: inout PlacementRoutes) {
        routes.on(
            .get,
            "/allocation_candidates",
            .init(rule: "allocation_candidates:list", since: 10),
            listCandidates
        )
    }

    private func listCandidates(_ call: PlacementCall) throws -> ServiceResponse {
        try call.checkQuery(PlacementSchemas.candidatesQuery(call.minor))
        let request = try CandidateRequest(call)
        let search = try store.read { state in
            try request.checkNames(in: state)
            return CandidateSearch(request, in: state)
        }
        let (candidates, providers) = search.results(nested: call.minor >= 29)
        let wanted = Set(request.groups.flatMap { $0.resources.amounts.map(\.resourceClass) })
        var summaries = JSON.Object()
        for provider in providers { summaries[provider.id] = .object(summary(provider, wanted, call.minor)) }
        return answer(
            [
                "allocation_requests": .array(candidates.map { .object(members($0, call.minor)) }),
                "provider_summaries": .object(summaries),
            ],
            call
        )
    }

    /// A way to fulfil the request, in the form allocations are put in.
    private func members(_ candidate: CandidateSearch.Candidate, _ minor: Int) -> JSON.Object {
        var byProvider = JSON.Object()
        for share in candidate.shares {
            var resources = byProvider[share.provider]?.object ?? [:]
            resources[share.resourceClass] = .int(share.amount)
            byProvider[share.provider] = .object(resources)
        }
        guard minor >= 12 else {
            return [
                "allocations": .array(
                    byProvider.map { ["resource_provider": ["uuid": .string($0)], "resources": $1] }
                )
            ]
        }
        var allocations = JSON.Object()
        for (id, resources) in byProvider { allocations[id] = ["resources": resources] }
        var members: JSON.Object = ["allocations": .object(allocations)]
        if minor >= 34 {
            var mappings = JSON.Object()
            for (suffix, ids) in candidate.mappings.sorted(by: { $0.key < $1.key }) {
                mappings[suffix] = JSON(ids.sorted())
            }
            members["mappings"] = .object(mappings)
        }
        return members
    }

    /// What a provider has and what of it is taken.
    private func summary(_ provider: ResourceProviderRow, _ wanted: Set<String>, _ minor: Int) -> JSON.Object {
        var resources = JSON.Object()
        for name in provider.classes where minor >= 27 || wanted.contains(name) {
            guard let inventory = provider.inventories[name] else { continue }
            resources[name] = [
                "capacity": .int(Int(inventory.capacity)), "used": .int(provider.used[name, default: 0]),
            ]
        }
        var members: JSON.Object = ["resources": .object(resources)]
        if minor >= 17 { members["traits"] = JSON(provider.traits) }
        if minor >= 29 {
            members["parent_provider_uuid"] = JSON(provider.parent)
            members["root_provider_uuid"] = .string(provider.root)
        }
        return members
    }
}
