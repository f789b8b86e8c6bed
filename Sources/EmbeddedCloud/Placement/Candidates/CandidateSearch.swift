/// Finds the ways to fulfil a request for resources.
///
/// Every way is within one tree of providers and the shared providers that are in an aggregate with it; the root of the
/// tree is its anchor.
struct CandidateSearch {
    /// A way to fulfil one group, or all of them.
    struct Candidate: Hashable {
        struct Share: Hashable {
            var provider: String
            var resourceClass: String
            var amount: Int
        }

        var anchor: String
        var shares: [Share]
        /// The providers of each group.
        var mappings: [String: Set<String>]
    }

    private let request: CandidateRequest
    private let providers: [ResourceProviderRow]
    private let byID: [String: ResourceProviderRow]
    /// Roots of the trees that may use a shared provider, by its id.
    private let anchors: [String: [String]]
    private let hasTrees: Bool
    /// No more are looked at, however many ways there are.
    private static let most = 10_000

    init(_ request: CandidateRequest, in state: borrowing PlacementState) {
        self.request = request
        let rows = state.orderedProviders
        providers = rows
        byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        hasTrees = rows.contains { $0.parent != nil }
        var anchors: [String: [String]] = [:]
        for shared in rows where shared.traits.contains("MISC_SHARES_VIA_AGGREGATE") {
            var roots: [String] = []
            for other in rows where other.root != shared.root && !roots.contains(other.root) {
                if !Set(other.aggregates).isDisjoint(with: shared.aggregates) { roots.append(other.root) }
            }
            anchors[shared.id] = roots
        }
        self.anchors = anchors
    }

    // MARK: - All groups

    /// The ways, and the providers to tell about.
    func results(nested: Bool) -> (candidates: [Candidate], providers: [ResourceProviderRow]) {
        var byAnchor: [String: [String: [Candidate]]] = [:]
        var order: [String] = []
        for group in request.groups {
            let found = candidates(for: group)
            if found.isEmpty { return ([], []) }
            for candidate in found {
                if byAnchor[candidate.anchor] == nil { order.append(candidate.anchor) }
                byAnchor[candidate.anchor, default: [:]][group.suffix, default: []].append(candidate)
            }
        }
        var all: [Candidate] = []
        var seen: Set<Candidate> = []
        for anchor in order {
            let lists = request.groups.map { byAnchor[anchor]?[$0.suffix] ?? [] }
            combine(lists[...], []) { chosen in
                guard let merged = merge(chosen, anchor), seen.count < Self.most else { return }
                var key = merged
                // The same shares by the same groups are one way, whichever tree they are seen from.
                key.anchor = ""
                key.shares.sort { ($0.provider, $0.resourceClass) < ($1.provider, $1.resourceClass) }
                if seen.insert(key).inserted { all.append(merged) }
            }
        }
        let roots = Set(all.flatMap { $0.shares.compactMap { byID[$0.provider]?.root } })
        var told = providers.filter { roots.contains($0.root) }
        if !nested, hasTrees { (all, told) = flat(all, told) }
        if let limit = request.limit, all.count > limit {
            all.removeLast(all.count - limit)
            let kept = Set(all.flatMap { $0.shares.compactMap { byID[$0.provider]?.root } })
            told = told.filter { kept.contains($0.root) }
        }
        return (all, told)
    }

    /// Without what takes from two providers of a tree: older clients know of no trees.
    private func flat(
        _ candidates: [Candidate],
        _ told: [ResourceProviderRow]
    ) -> ([Candidate], [ResourceProviderRow]) {
        let kept = candidates.filter { candidate in
            let ids = Set(candidate.shares.map(\.provider))
            return Set(ids.compactMap { byID[$0]?.root }).count == ids.count
        }
        let ids = Set(kept.flatMap { $0.shares.map(\.provider) })
        return (kept, told.filter { ids.contains($0.id) })
    }

    private func combine(_ lists: ArraySlice<[Candidate]>, _ chosen: [Candidate], _ take: ([Candidate]) -> Void) {
        guard let list = lists.first else { return take(chosen) }
        for candidate in list { combine(lists.dropFirst(), chosen + [candidate], take) }
    }

    /// One way out of one for each group; nil if they don't go together.
    private func merge(_ chosen: [Candidate], _ anchor: String) -> Candidate? {
        var merged = Candidate(anchor: anchor, shares: [], mappings: [:])
        for candidate in chosen {
            merged.mappings.merge(candidate.mappings) { $0.union($1) }
            for share in candidate.shares {
                let index = merged.shares.firstIndex {
                    $0.provider == share.provider && $0.resourceClass == share.resourceClass
                }
                if let index { merged.shares[index].amount += share.amount } else { merged.shares.append(share) }
            }
        }
        let granular = request.groups.filter(\.isGranular).map(\.suffix)
        if request.isolates {
            let used = Set(granular.flatMap { merged.mappings[$0] ?? [] })
            if used.count != granular.count { return nil }
        }
        for suffixes in request.sameSubtrees {
            if !isSubtree(Set(suffixes.flatMap { merged.mappings[$0] ?? [] })) { return nil }
        }
        for share in merged.shares {
            guard let provider = byID[share.provider], let inventory = provider.inventories[share.resourceClass],
                share.amount <= inventory.maxUnit,
                Double(provider.used[share.resourceClass, default: 0] + share.amount) <= inventory.capacity
            else { return nil }
        }
        return merged
    }

    /// Whether one of the providers is above all others.
    private func isSubtree(_ ids: Set<String>) -> Bool {
        guard let first = ids.first, ids.count > 1 else { return true }
        var common = ancestors(first)
        for id in ids { common.formIntersection(ancestors(id)) }
        return !common.isDisjoint(with: ids)
    }

    private func ancestors(_ id: String) -> Set<String> {
        var all: Set<String> = []
        var next: String? = id
        while let id = next, all.insert(id).inserted { next = byID[id]?.parent }
        return all
    }

    // MARK: - One group

    private func candidates(for group: CandidateRequest.Group) -> [Candidate] {
        let isSpread = !group.isGranular && (hasTrees || !anchors.isEmpty)
        return isSpread ? spread(group) : whole(group)
    }

    private func isAnchor(_ root: String) -> Bool {
        guard let demand = request.rootTraits else { return true }
        return byID[root].map { demand.accepts($0.traits) } ?? false
    }

    private func isInTree(_ provider: ResourceProviderRow, _ group: CandidateRequest.Group) -> Bool {
        guard let tree = group.tree else { return true }
        return byID[tree]?.root == provider.root
    }

    /// All from one provider.
    private func whole(_ group: CandidateRequest.Group) -> [Candidate] {
        var found: [Candidate] = []
        for provider in providers {
            guard group.resources.amounts.allSatisfy({ provider.offers($0.amount, of: $0.resourceClass) }),
                group.traits.accepts(provider.traits), group.aggregates.accepts(provider.aggregates),
                isInTree(provider, group)
            else { continue }
            let shares = group.resources.amounts.map {
                Candidate.Share(provider: provider.id, resourceClass: $0.resourceClass, amount: $0.amount)
            }
            for root in [provider.root] + (anchors[provider.id] ?? []) where isAnchor(root) {
                found.append(Candidate(anchor: root, shares: shares, mappings: [group.suffix: [provider.id]]))
            }
        }
        return found
    }

    /// Each resource from any provider of a tree, or one shared with it.
    private func spread(_ group: CandidateRequest.Group) -> [Candidate] {
        var found: [Candidate] = []
        var roots: [String] = []
        for provider in providers where !roots.contains(provider.root) { roots.append(provider.root) }
        for root in roots where isAnchor(root) {
            let choices = group.resources.amounts.map { name, amount in
                providers.filter { provider in
                    (provider.root == root || anchors[provider.id]?.contains(root) == true)
                        && provider.offers(amount, of: name)
                        && group.traits.forbidden.isDisjoint(with: provider.traits)
                        && accepts(provider, group.aggregates) && isInTree(provider, group)
                }.map { Candidate.Share(provider: $0.id, resourceClass: name, amount: amount) }
            }
            guard !choices.contains(where: \.isEmpty) else { continue }
            product(choices[...], []) { shares in
                let ids = Set(shares.map(\.provider))
                let traits = Set(ids.flatMap { byID[$0]?.traits ?? [] })
                guard group.traits.accepts(traits), found.count < Self.most else { return }
                // What lies wholly in another tree is found there.
                guard ids.contains(where: { byID[$0]?.root == root }) || ids.count > 1 || !anchors.isEmpty else {
                    return
                }
                found.append(Candidate(anchor: root, shares: shares, mappings: [group.suffix: ids]))
            }
        }
        return found
    }

    /// A tree is in the aggregates its root is in.
    private func accepts(_ provider: ResourceProviderRow, _ demand: AggregateDemand) -> Bool {
        let root = byID[provider.root]?.aggregates ?? []
        guard demand.forbidden.isDisjoint(with: provider.aggregates + root) else { return false }
        return demand.required.allSatisfy { !$0.isDisjoint(with: provider.aggregates) }
            || demand.required.allSatisfy { !$0.isDisjoint(with: root) }
    }

    private func product(
        _ lists: ArraySlice<[Candidate.Share]>,
        _ chosen: [Candidate.Share],
        _ take: ([Candidate.Share]) -> Void
    ) {
        guard let list = lists.first else { return take(chosen) }
        for share in list { product(lists.dropFirst(), chosen + [share], take) }
    }
}
