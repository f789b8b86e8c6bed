import HTTPTypes

// Networking API reference, “Networking Flavors Framework”.
extension FlavorRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<FlavorRow>> { \.flavors }
    var projectID: String { "" }

    static let kind: ResourceKind<FlavorRow> = {
        var kind = ResourceKind<FlavorRow>("flavor", "flavors") { id in
            NetworkError.missing("FlavorNotFound", "Flavor \(id) could not be found.")
        }
        kind.createRule = .admin
        kind.showRule = .everyone
        kind.updateRule = .admin
        kind.deleteRule = .admin
        kind.addIdentity()
        for name in ["tenant_id", "project_id"] {
            kind.add(name, [.create, .hidden], .string(255), .required) { _, _, _ in "" }
        }
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.add("description", [.write, .find], .string(1024, orNull: true), .value("")) { row, _, _ in
            JSON(row.standard.description)
        }
        kind.add(
            "service_type",
            [.create, .find],
            .values(["L3_ROUTER_NAT", "METERING", "QOS", "TRUNK", "CORE"]),
            .required
        ) { row, _, _ in .string(row.serviceType) }
        kind.add("enabled", [.write, .find], .bool, .value(true)) { row, _, _ in .bool(row.isEnabled) }
        kind.add("service_profiles", .write, .list(of: .uuid), .value([])) { row, _, _ in JSON(row.profiles) }
        return kind
    }()
}

extension ServiceProfileRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<ServiceProfileRow>> { \.serviceProfiles }
    var projectID: String { "" }

    static let kind: ResourceKind<ServiceProfileRow> = {
        var kind = ResourceKind<ServiceProfileRow>("service_profile", "service_profiles", path: "service_profiles") {
            id in
            NetworkError.missing("ServiceProfileNotFound", "Service Profile \(id) could not be found.")
        }
        kind.createRule = .admin
        kind.showRule = .admin
        kind.updateRule = .admin
        kind.deleteRule = .admin
        kind.addIdentity()
        for name in ["tenant_id", "project_id"] {
            kind.add(name, [.create, .hidden], .string(255), .required) { _, _, _ in "" }
        }
        kind.add("description", [.write, .find], .string(1024, orNull: true), .value("")) { row, _, _ in
            JSON(row.standard.description)
        }
        kind.add("driver", [.write, .find], .string(1024), .value("")) { row, _, _ in .string(row.driver) }
        kind.add("enabled", [.write, .find], .bool, .value(true)) { row, _, _ in .bool(row.isEnabled) }
        kind.add("metainfo", [.write, .sort], .any, .value("")) { row, _, _ in .string(row.information) }
        return kind
    }()
}

extension NetworkService {
    func declareFlavors(in table: inout RouteTable) {
        declare(
            ResourceActions<FlavorRow>(
                create: { state, draft, context in
                    let row = FlavorRow(
                        id: Identifier.uuid(),
                        name: draft.string("name") ?? "",
                        serviceType: draft.string("service_type") ?? "",
                        isEnabled: draft.bool("enabled") ?? true,
                        standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
                    )
                    state.flavors.insert(row)
                    return row
                },
                update: { state, row, draft, context in
                    try state.requireUnused(row)
                    var row = row
                    if let name = draft.string("name") { row.name = name }
                    if let description = draft["description"] { row.standard.description = description.string }
                    if let isEnabled = draft.bool("enabled") { row.isEnabled = isEnabled }
                    row.standard.touch(at: context.now)
                    state.flavors.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    try state.requireUnused(row)
                    state.flavors[row.id] = nil
                }
            ),
            in: &table
        )
        declareServiceProfiles(in: &table)
        table.on(.post, "/v2.0/flavors/{id}/service_profiles") { request in
            let caller = try caller(request)
            let profile = try await document(request)["service_profile"]?["id"]?.string ?? ""
            try store.write { state in
                guard caller.isAdmin else { throw NetworkError.disallowed("rule:create_flavor_service_profile") }
                var row = try FlavorRow.kind.row(request["id"], in: state, for: caller)
                _ = try ServiceProfileRow.kind.row(profile, in: state, for: caller)
                guard !row.profiles.contains(profile) else {
                    throw NetworkError.conflict(
                        "FlavorServiceProfileBindingExists",
                        "Service Profile \(profile) is already associated with flavor \(row.id)."
                    )
                }
                row.profiles.append(profile)
                state.flavors.insert(row)
            }
            return .json(["service_profile": ["id": .string(profile)]], status: .created)
        }
        table.on(.delete, "/v2.0/flavors/{id}/service_profiles/{profile}") { request in
            let caller = try caller(request)
            try store.write { state in
                guard caller.isAdmin else { throw NetworkError.disallowed("rule:delete_flavor_service_profile") }
                var row = try FlavorRow.kind.row(request["id"], in: state, for: caller)
                guard let place = row.profiles.firstIndex(of: request["profile"]) else {
                    throw NetworkError.missing(
                        "FlavorServiceProfileBindingNotFound",
                        "Service Profile \(request["profile"]) is not associated with flavor \(row.id)."
                    )
                }
                row.profiles.remove(at: place)
                state.flavors.insert(row)
            }
            return .empty(.noContent)
        }
    }

    private func declareServiceProfiles(in table: inout RouteTable) {
        declare(
            ResourceActions<ServiceProfileRow>(
                create: { state, draft, context in
                    let information = draft["metainfo"]?.pythonText ?? ""
                    guard !(draft.string("driver") ?? "").isEmpty || !information.isEmpty else {
                        throw NetworkError.bad(
                            "ServiceProfileEmpty",
                            saying: "Service Profile needs either a driver or metainfo."
                        )
                    }
                    let row = ServiceProfileRow(
                        id: Identifier.uuid(),
                        driver: draft.string("driver") ?? "",
                        information: information,
                        isEnabled: draft.bool("enabled") ?? true,
                        standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
                    )
                    state.serviceProfiles.insert(row)
                    return row
                },
                update: { state, row, draft, context in
                    var row = row
                    if let description = draft["description"] { row.standard.description = description.string }
                    if let driver = draft.string("driver") { row.driver = driver }
                    if let information = draft["metainfo"] { row.information = information.pythonText }
                    if let isEnabled = draft.bool("enabled") { row.isEnabled = isEnabled }
                    state.serviceProfiles.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    guard !state.flavors.values.contains(where: { $0.profiles.contains(row.id) }) else {
                        throw NetworkError.conflict(
                            "ServiceProfileInUse",
                            "Service Profile \(row.id) is used by some service instance."
                        )
                    }
                    state.serviceProfiles[row.id] = nil
                }
            ),
            in: &table
        )
    }
}

extension NetworkState {
    fileprivate func requireUnused(_ row: FlavorRow) throws {
        guard !routers.values.contains(where: { $0.flavorID == row.id }) else {
            throw NetworkError.conflict("FlavorInUse", "Flavor \(row.id) is used by some service instance.")
        }
    }
}
