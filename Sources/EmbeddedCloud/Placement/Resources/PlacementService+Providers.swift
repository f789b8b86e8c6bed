import HTTPTypes
import Hummingbird

// Placement API reference, “Resource providers”.
extension PlacementService {
    func declareProviders(in routes: inout PlacementRoutes) {
        let path = "/resource_providers/{uuid}"
        routes.on(.get, "/resource_providers", .init(rule: "resource_providers:list"), listProviders)
        routes.on(
            .post,
            "/resource_providers",
            .init(rule: "resource_providers:create", takesJSON: true),
            createProvider
        )
        routes.on(.get, path, .init(rule: "resource_providers:show"), showProvider)
        routes.on(.put, path, .init(rule: "resource_providers:update", takesJSON: true), updateProvider)
        routes.on(.delete, path, .init(rule: "resource_providers:delete"), deleteProvider)
    }

    /// The provider of the path.
    func provider(_ call: PlacementCall) throws -> ResourceProviderRow {
        let id = call["uuid"]
        return try store.read { state in try state.provider(id) }
    }

    private func members(_ row: ResourceProviderRow, _ minor: Int) -> JSON.Object {
        let url = path("/resource_providers/\(row.id)")
        var kinds = ["inventories", "usages"]
        if minor >= 1 { kinds.append("aggregates") }
        if minor >= 6 { kinds.append("traits") }
        if minor >= 11 { kinds.append("allocations") }
        let links: [JSON] = [["rel": "self", "href": .string(url)]]
        var members: JSON.Object = [
            "uuid": .string(row.id), "name": .string(row.name), "generation": .int(row.generation),
            "links": .array(links + kinds.map { ["rel": .string($0), "href": .string("\(url)/\($0)")] }),
        ]
        if minor >= 14 {
            members["parent_provider_uuid"] = JSON(row.parent)
            members["root_provider_uuid"] = .string(row.root)
        }
        return members
    }

    private func showProvider(_ call: PlacementCall) throws -> ServiceResponse {
        let row = try provider(call)
        return answer(members(row, call.minor), call, modified: row.modified)
    }

    private func listProviders(_ call: PlacementCall) throws -> ServiceResponse {
        try call.checkQuery(PlacementSchemas.providersQuery(call.minor))
        let filter = try ProviderFilter(call)
        let rows = try store.read { state in
            try filter.checkNames(in: state)
            return state.orderedProviders.filter { filter.accepts($0, in: state) }
        }
        return answer(
            ["resource_providers": .array(rows.map { .object(members($0, call.minor)) })],
            call,
            modified: rows.map(\.modified).max()
        )
    }

    private func createProvider(_ call: PlacementCall) async throws -> ServiceResponse {
        let body = try await call.document(PlacementSchemas.provider(call.minor, isNew: true))
        let name = body["name"]?.string ?? ""
        let given = body["uuid"]?.string.map(Self.canonical)
        let id = given.flatMap { $0.isEmpty ? nil : $0 } ?? Identifier.uuid()
        let parent = body["parent_provider_uuid"]?.string
        func refuse(_ reason: String) -> PlacementError {
            .badRequest(
                "Unable to create resource provider \"\(name)\", \(id): Object action create failed because: \(reason)"
            )
        }
        guard !name.isEmpty else { throw refuse("name is required") }
        let now = parts.clock.now
        let row = try store.write { state in
            var root = id
            if let parent {
                guard parent != id else {
                    throw refuse(
                        "parent provider UUID cannot be same as UUID. Please set parent provider UUID to None if there "
                            + "is no parent."
                    )
                }
                guard let above = state.providers[parent] else { throw refuse("parent provider UUID does not exist.") }
                root = above.root
            }
            for (what, value) in [
                ("uuid", state.providers[id]?.id), ("name", state.providers.values.first { $0.name == name }?.name),
            ] {
                guard let value else { continue }
                throw PlacementError.conflict(
                    "Conflicting resource provider \(what): \(value) already exists.",
                    code: .duplicateName
                )
            }
            let number = (state.providers.values.map(\.number).max() ?? 0) + 1
            let row = ResourceProviderRow(
                id: id,
                name: name,
                parent: parent,
                root: root,
                number: number,
                created: now
            )
            state.providers.insert(row)
            return row
        }
        let location = path("/resource_providers/\(id)")
        guard call.minor >= 20 else { return done(call, .created, location: location) }
        var response = answer(members(row, call.minor), call, modified: row.modified)
        response.headers[.location] = location
        return response
    }

    private static func canonical(_ uuid: String) -> String { uuid.lowercased() }

    private func updateProvider(_ call: PlacementCall) async throws -> ServiceResponse {
        let old = try provider(call)
        let body = try await call.document(PlacementSchemas.provider(call.minor, isNew: false))
        let name = body["name"]?.string ?? old.name
        let now = parts.clock.now
        let row = try store.write { state in
            var row = try state.provider(old.id)
            if let given = body["parent_provider_uuid"] {
                try Self.move(&row, below: given.string, in: &state, freely: call.minor >= 37)
            }
            if state.providers.values.contains(where: { $0.name == name && $0.id != row.id }) {
                throw PlacementError.conflict(
                    "Conflicting resource provider \(name) already exists.",
                    code: .duplicateName
                )
            }
            row.name = name
            row.updated = now
            state.providers.insert(row)
            return row
        }
        return answer(members(row, call.minor), call, modified: row.modified)
    }

    /// Puts a provider, and what is below it, below another, or on top of a tree of its own.
    private static func move(
        _ row: inout ResourceProviderRow,
        below parent: String?,
        in state: inout PlacementState,
        freely: Bool
    ) throws {
        let id = row.id
        func refuse(_ action: String, _ reason: String) -> PlacementError {
            .badRequest(
                "Unable to save resource provider \(id): Object action \(action) failed because: \(reason)"
            )
        }
        let subtree = state.subtree(of: id)
        if let parent {
            guard let above = state.providers[parent] else {
                throw refuse("create", "parent provider UUID does not exist.")
            }
            if let present = row.parent, present != parent, !freely {
                throw refuse("update", "re-parenting a provider is not currently allowed.")
            }
            if subtree.contains(where: { $0.id == parent }) {
                throw refuse("update", "creating loop in the provider tree is not allowed.")
            }
            row.parent = parent
            row.root = above.root
        } else if row.parent != nil {
            guard freely else { throw refuse("update", "un-parenting a provider is not currently allowed.") }
            row.parent = nil
            row.root = id
        }
        for var below in subtree where below.id != id {
            below.root = row.root
            state.providers.insert(below)
        }
    }

    private func deleteProvider(_ call: PlacementCall) throws -> ServiceResponse {
        let id = call["uuid"]
        try store.write { state in
            guard let row = state.providers[id] else {
                throw PlacementError.notFound("No resource provider with uuid \(id) found for delete")
            }
            if state.providers.values.contains(where: { $0.parent == id }) {
                throw PlacementError.conflict(
                    "Unable to delete parent resource provider \(id): It has child resource providers.",
                    code: .cannotDeleteParent
                )
            }
            if !row.used.isEmpty {
                throw PlacementError.conflict(
                    "Unable to delete resource provider \(id): Resource provider has allocations.",
                    code: .providerInUse
                )
            }
            state.providers[id] = nil
        }
        return done(call)
    }
}
