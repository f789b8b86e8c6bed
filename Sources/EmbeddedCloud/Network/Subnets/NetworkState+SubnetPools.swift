extension NetworkState {
    /// The pool a new subnet is cut from, if any.
    func subnetPool(
        for draft: Draft,
        _ version: IPAddress.Version,
        _ caller: Caller
    ) throws -> SubnetPoolRow? {
        if let id = draft.string("subnetpool_id") {
            let pool = try SubnetPoolRow.kind.row(id, in: self, for: caller)
            guard pool.version == version else {
                throw NetworkError.bad(
                    "subnets",
                    "Cannot allocate IPv\(version.rawValue) subnet from IPv\(pool.version.rawValue) subnet pool"
                )
            }
            return pool
        }
        guard draft.bool("use_default_subnetpool") ?? false else { return nil }
        let pool = subnetPools.values.first {
            $0.isDefault && $0.version == version && SubnetPoolRow.kind.shows($0, in: self, to: caller)
        }
        guard let pool else {
            throw NetworkError.bad("subnets", "No default subnetpool found for IPv\(version.rawValue)")
        }
        return pool
    }

    /// The addresses of a new subnet: those asked for, or free ones of the pool.
    func block(
        for draft: Draft,
        _ version: IPAddress.Version,
        _ pool: SubnetPoolRow?,
        _ network: String
    ) throws -> AddressBlock {
        let asked = draft.string("cidr").flatMap { AddressBlock($0) }
        if asked != nil, draft.has("prefixlen") {
            throw NetworkError.bad("subnets", "cidr and prefixlen must not be supplied together")
        }
        guard let pool else {
            guard let asked else {
                throw NetworkError.bad("subnets", "a subnetpool must be specified in the absence of a cidr")
            }
            return asked
        }
        let length = asked?.prefixLength ?? draft.int("prefixlen") ?? pool.defaultLength
        guard length >= pool.leastLength else {
            throw NetworkError.bad(
                "MinPrefixSubnetAllocationError",
                saying:
                    "Unable to allocate subnet with prefix length \(length), minimum allowed prefix is \(pool.leastLength)."
            )
        }
        guard length <= pool.mostLength else {
            throw NetworkError.bad(
                "MaxPrefixSubnetAllocationError",
                saying:
                    "Unable to allocate subnet with prefix length \(length), maximum allowed prefix is \(pool.mostLength)."
            )
        }
        let taken = subnets.rows(with: "pool/\(pool.id)")
        try requireQuota(pool, taken.filter { $0.projectID == draft.projectID }, length)
        let blocks = taken.compactMap(\.addresses)
        let prefixes = pool.prefixes.compactMap { AddressBlock($0) }
        if let asked {
            guard asked.version == version, prefixes.contains(where: { $0.contains(asked) }),
                !blocks.contains(where: { $0.overlaps(asked) })
            else {
                throw NetworkError.bad(
                    "SubnetAllocationError",
                    saying:
                        "Failed to allocate subnet: Cannot allocate requested subnet from the available set of prefixes."
                )
            }
            return asked
        }
        for prefix in prefixes.sorted(by: { $0.prefixLength > $1.prefixLength }) where prefix.prefixLength <= length {
            var candidate = AddressBlock(prefix.first, prefixLength: length)
            while prefix.contains(candidate) {
                guard let obstacle = blocks.first(where: { $0.overlaps(candidate) }) else { return candidate }
                let end = max(obstacle.last.value, candidate.last.value)
                guard end < prefix.last.value else { break }
                candidate = AddressBlock(IPAddress(version, end + 1), prefixLength: length)
            }
        }
        throw NetworkError.bad(
            "SubnetAllocationError",
            saying: "Failed to allocate subnet: Insufficient prefix space to allocate subnet size /\(length)."
        )
    }

    /// A project's share of a pool is counted in addresses, or for IPv6 in blocks of /64.
    private func requireQuota(_ pool: SubnetPoolRow, _ own: [SubnetRow], _ length: Int) throws {
        guard let quota = pool.quota else { return }
        func size(_ length: Int) -> Double {
            Double(sign: .plus, exponent: max(0, (pool.version == .four ? 32 : 64) - length), significand: 1)
        }
        let used = own.compactMap(\.addresses).reduce(0.0) { $0 + size($1.prefixLength) }
        guard used + size(length) <= Double(quota) else {
            throw NetworkError.conflict("SubnetPoolQuotaExceeded", "Per-project subnet pool prefix quota exceeded.")
        }
    }

    // MARK: - Pools

    mutating func createSubnetPool(_ draft: Draft, _ context: ChangeContext) throws -> SubnetPoolRow {
        let blocks = (draft.strings("prefixes") ?? []).compactMap { AddressBlock($0) }
        guard let version = blocks.first?.version else {
            throw NetworkError.bad("EmptySubnetPoolPrefixList", saying: "Empty subnet pool prefix list.")
        }
        let isShared = draft.bool("shared") ?? false
        try reserve("subnetpool", for: draft.projectID)
        let least = draft.int("min_prefixlen") ?? (version == .four ? 8 : 64)
        var row = SubnetPoolRow(
            id: Identifier.uuid(),
            name: draft.string("name") ?? "",
            projectID: draft.projectID,
            prefixes: [],
            version: version,
            defaultLength: draft.int("default_prefixlen") ?? least,
            leastLength: least,
            mostLength: draft.int("max_prefixlen") ?? version.bits,
            quota: draft.int("default_quota"),
            scopeID: draft.string("address_scope_id"),
            standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
        )
        row.prefixes = try Self.merged(blocks).map(\.text)
        row.isDefault = draft.bool("is_default") ?? false
        try check(row, context.caller)
        subnetPools.insert(row)
        if isShared { share("subnetpool", row.id, of: row.projectID, at: context.now) }
        return row
    }

    /// Blocks in their order, as few as are the same addresses.
    private static func merged(_ blocks: [AddressBlock]) throws -> [AddressBlock] {
        guard Set(blocks.map(\.version)).count <= 1 else {
            throw NetworkError.bad(
                "PrefixVersionMismatch",
                saying: "Cannot mix IPv4 and IPv6 prefixes in a subnet pool."
            )
        }
        let ordered = Set(blocks).sorted { ($0.first, $0.prefixLength) < ($1.first, $1.prefixLength) }
        var merged: [AddressBlock] = []
        for block in ordered {
            if let last = merged.last, last.contains(block) { continue }
            merged.append(block)
            while merged.count > 1, let whole = merged[merged.count - 2].joined(with: merged[merged.count - 1]) {
                merged.replaceSubrange((merged.count - 2)..., with: [whole])
            }
        }
        return merged
    }

    private func check(_ row: SubnetPoolRow, _ caller: Caller) throws {
        for (type, length, baseType, base, isSo) in [
            ("min_prefixlen", row.leastLength, "max_prefixlen", row.mostLength, row.leastLength <= row.mostLength),
            ("max_prefixlen", row.mostLength, "ip_version", row.version.bits, row.mostLength <= row.version.bits),
            (
                "default_prefixlen", row.defaultLength, "min_prefixlen", row.leastLength,
                row.defaultLength >= row.leastLength
            ),
            (
                "default_prefixlen", row.defaultLength, "max_prefixlen", row.mostLength,
                row.defaultLength <= row.mostLength
            ),
        ] where !isSo {
            throw NetworkError.bad(
                "IllegalSubnetPoolPrefixBounds",
                saying: "Illegal prefix bounds: \(type)=\(length), \(baseType)=\(base)."
            )
        }
        if row.isDefault,
            let other = subnetPools.values.first(where: { $0.isDefault && $0.version == row.version && $0.id != row.id }
            )
        {
            throw NetworkError.invalidInput(
                "A default subnetpool for IPv\(row.version.rawValue) is already set: \(other.id)"
            )
        }
        guard let scope = row.scopeID else { return }
        let scopeRow = try AddressScopeRow.kind.row(scope, in: self, for: caller)
        guard scopeRow.version == row.version else {
            throw NetworkError.bad(
                "IllegalSubnetPoolIpVersionAssociationToAddressScope",
                saying:
                    "Illegal subnetpool association: subnetpool \(row.id) cannot associate with address scope \(scope) "
                    + "because subnetpool ip_version is not \(scopeRow.version.rawValue)."
            )
        }
        let blocks = row.prefixes.compactMap { AddressBlock($0) }
        let others = subnetPools.rows(with: "scope/\(scope)").filter { $0.id != row.id }
        let isTaken = others.flatMap(\.prefixes).compactMap { AddressBlock($0) }
            .contains { other in blocks.contains { $0.overlaps(other) } }
        guard !isTaken else {
            throw NetworkError.conflict(
                "AddressScopePrefixConflict",
                "Failed to associate address scope: subnetpools within an address scope must have unique prefixes."
            )
        }
    }

    mutating func updateSubnetPool(
        _ old: SubnetPoolRow,
        _ draft: Draft,
        _ context: ChangeContext
    ) throws -> SubnetPoolRow {
        var row = old
        if let name = draft.string("name") { row.name = name }
        if let description = draft["description"] { row.standard.description = description.string }
        if let length = draft.int("default_prefixlen") { row.defaultLength = length }
        if let length = draft.int("min_prefixlen") { row.leastLength = length }
        if let length = draft.int("max_prefixlen") { row.mostLength = length }
        if let quota = draft.int("default_quota") { row.quota = quota }
        if let isDefault = draft.bool("is_default") { row.isDefault = isDefault }
        if let scope = draft["address_scope_id"] { row.scopeID = scope.string }
        if let prefixes = draft.strings("prefixes") {
            let blocks = try Self.merged(prefixes.compactMap { AddressBlock($0) })
            let kept = row.prefixes.compactMap { AddressBlock($0) }
            guard kept.allSatisfy({ old in blocks.contains { $0.contains(old) } }) else {
                throw NetworkError.bad(
                    "IllegalSubnetPoolPrefixUpdate",
                    saying: "Illegal update to prefixes: Existing prefixes must be a subset of the new prefixes."
                )
            }
            row.prefixes = blocks.map(\.text)
        }
        try check(row, context.caller)
        row.standard.touch(at: context.now)
        subnetPools.insert(row)
        return row
    }

    mutating func deleteSubnetPool(_ row: SubnetPoolRow) throws {
        guard subnets.ids(with: "pool/\(row.id)").isEmpty else {
            throw NetworkError.bad(
                "SubnetPoolDeleteError",
                saying: "Unable to delete subnet pool: Subnet pool has existing allocations."
            )
        }
        removeSharings(of: row.id)
        subnetPools[row.id] = nil
    }

    /// Adds blocks to a pool, or takes away those no subnet is in.
    mutating func changePrefixes(
        of id: String,
        _ values: [JSON],
        adding: Bool,
        _ context: ChangeContext
    ) throws -> SubnetPoolRow {
        var row = try SubnetPoolRow.kind.row(id, in: self, for: context.caller)
        guard PolicyRule.member.allows(context.caller, PolicyTarget(projectID: row.projectID)) else {
            throw NetworkError.disallowed("rule:\(adding ? "add" : "remove")_prefixes")
        }
        let blocks = values.compactMap(\.string).compactMap { AddressBlock($0) }
        guard blocks.count == values.count else {
            throw NetworkError.bad("subnetpool", "Invalid prefix list")
        }
        let present = row.prefixes.compactMap { AddressBlock($0) }
        if adding {
            row.prefixes = try Self.merged(present + blocks).map(\.text)
        } else {
            let users = subnets.rows(with: "pool/\(id)").compactMap(\.addresses)
            let isUsed = blocks.contains { block in users.contains { $0.overlaps(block) } }
            guard !isUsed, blocks.allSatisfy(present.contains) else {
                throw NetworkError.bad(
                    "IllegalSubnetPoolPrefixUpdate",
                    saying: "Illegal update to prefixes: One or more prefixes in use, or not in the subnet pool."
                )
            }
            row.prefixes = present.filter { !blocks.contains($0) }.map(\.text)
        }
        try check(row, context.caller)
        row.standard.touch(at: context.now)
        subnetPools.insert(row)
        return row
    }
}
