import HTTPTypes

extension NetworkService {
    func declareSubnetPools(in table: inout RouteTable) {
        declare(
            ResourceActions<SubnetPoolRow>(
                create: { state, draft, context in try state.createSubnetPool(draft, context) },
                update: { state, row, draft, context in try state.updateSubnetPool(row, draft, context) },
                delete: { state, row, _ in try state.deleteSubnetPool(row) }
            ),
            in: &table
        )
        for (action, adding) in [("add_prefixes", true), ("remove_prefixes", false)] {
            table.on(.put, "/v2.0/subnetpools/{id}/\(action)") { request in
                let context = context(try caller(request))
                let body = try await document(request)
                let prefixes = try store.write { state in
                    try state.changePrefixes(
                        of: request["id"],
                        body["prefixes"]?.array ?? [],
                        adding: adding,
                        context
                    ).prefixes
                }
                return .json(["prefixes": JSON(prefixes)])
            }
        }
    }

    func declareAddressScopes(in table: inout RouteTable) {
        declare(
            ResourceActions<AddressScopeRow>(
                create: { state, draft, context in
                    let row = AddressScopeRow(
                        id: Identifier.uuid(),
                        name: draft.string("name") ?? "",
                        projectID: draft.projectID,
                        version: IPAddress.Version(rawValue: draft.int("ip_version") ?? 4) ?? .four,
                        standard: StandardAttributes(at: context.now)
                    )
                    state.addressScopes.insert(row)
                    if draft.bool("shared") ?? false {
                        state.share("address_scope", row.id, of: row.projectID, at: context.now)
                    }
                    return row
                },
                update: { state, row, draft, context in
                    var row = row
                    if let name = draft.string("name") { row.name = name }
                    if let shared = draft.bool("shared") {
                        let isShared = state.shares("address_scope", row.id, with: nil)
                        guard shared || !isShared else {
                            throw NetworkError.bad(
                                "AddressScopeUpdateError",
                                saying:
                                    "Unable to update address scope \(row.id) : Shared address scope can't be unshared."
                            )
                        }
                        if shared, !isShared {
                            state.share("address_scope", row.id, of: row.projectID, at: context.now)
                        }
                    }
                    row.standard.touch(at: context.now)
                    state.addressScopes.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    guard state.subnetPools.ids(with: "scope/\(row.id)").isEmpty else {
                        throw NetworkError.conflict(
                            "AddressScopeInUse",
                            "Unable to complete operation on address scope \(row.id). There are one or more subnet pools in "
                                + "use on the address scope."
                        )
                    }
                    state.removeSharings(of: row.id)
                    state.addressScopes[row.id] = nil
                }
            ),
            in: &table
        )
    }

    func declareAddressGroups(in table: inout RouteTable) {
        declare(
            ResourceActions<AddressGroupRow>(
                create: { state, draft, context in
                    let row = AddressGroupRow(
                        id: Identifier.uuid(),
                        name: draft.string("name") ?? "",
                        projectID: draft.projectID,
                        addresses: draft.strings("addresses") ?? [],
                        standard: StandardAttributes(
                            description: draft.string("description") ?? "",
                            revision: 1,
                            at: context.now
                        )
                    )
                    state.addressGroups.insert(row)
                    return row
                },
                update: { state, row, draft, context in
                    var row = row
                    if let name = draft.string("name") { row.name = name }
                    if let description = draft["description"] { row.standard.description = description.string }
                    row.standard.touch(at: context.now)
                    state.addressGroups.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    guard state.securityGroupRules.ids(with: "addresses/\(row.id)").isEmpty else {
                        throw NetworkError.conflict(
                            "AddressGroupInUse",
                            "Address group \(row.id) is in use on one or more security group rules."
                        )
                    }
                    state.removeSharings(of: row.id)
                    state.addressGroups[row.id] = nil
                }
            ),
            in: &table
        )
        for (action, adding) in [("add_addresses", true), ("remove_addresses", false)] {
            table.on(.put, "/v2.0/address-groups/{id}/\(action)") { request in
                try await changeAddresses(request, adding: adding)
            }
        }
    }

    /// Adds blocks to an address group, or takes them away.
    private func changeAddresses(_ request: ServiceRequest, adding: Bool) async throws -> ServiceResponse {
        let context = context(try caller(request))
        let body = try await document(request)
        let given = body["addresses"]?.array ?? body["address_group"]?["addresses"]?.array ?? []
        let blocks = given.compactMap(\.string).compactMap { AddressBlock($0)?.text }
        guard !given.isEmpty, blocks.count == given.count else {
            throw NetworkError.invalidInput("'\(JSON.array(given).pythonLiteral)' is not a list of IP subnets")
        }
        let document = try store.write { state in
            let kind = AddressGroupRow.kind
            var row = try kind.row(request["id"], in: state, for: context.caller)
            guard PolicyRule.member.allows(context.caller, PolicyTarget(projectID: row.projectID)) else {
                throw NetworkError.disallowed("rule:update_address_group")
            }
            let odd = blocks.filter { row.addresses.contains($0) == adding }
            guard odd.isEmpty else {
                let list = JSON(odd).pythonLiteral
                throw adding
                    ? NetworkError.bad(
                        "AddressesAlreadyExist",
                        saying: "Addresses \(list) already exist in the address group \(row.id)."
                    )
                    : NetworkError.missing(
                        "AddressesNotFound",
                        "Addresses \(list) not found in the address group \(row.id)."
                    )
            }
            if adding { row.addresses += blocks } else { row.addresses.removeAll(where: blocks.contains) }
            row.standard.touch(at: context.now)
            state.addressGroups.insert(row)
            var members = kind.document(of: row, in: state, for: context.caller).object ?? [:]
            // Upstream answers with the row as its database has it.
            members["shared"] = .bool(row.isShared(with: context.caller.projectID, in: state))
            members["standard_attr_id"] = .int(Int(row.id.prefix(6), radix: 16) ?? 0)
            return JSON.object(members)
        }
        return .compact(["address_group": document])
    }
}
