import HTTPTypes
import Hummingbird

// Placement API reference, “Resource provider inventories” and “Resource provider inventory”.
extension PlacementService {
    func declareInventories(in routes: inout PlacementRoutes) {
        let all = "/resource_providers/{uuid}/inventories"
        let one = all + "/{resource_class}"
        func needs(_ rule: String, json: Bool = false) -> PlacementRoutes.Conditions {
            .init(rule: "resource_providers:inventories:" + rule, takesJSON: json)
        }
        routes.on(.get, all, needs("list"), listInventories)
        routes.on(.post, all, needs("create", json: true), createInventory)
        routes.on(.put, all, needs("update", json: true), setInventories)
        routes.on(
            .delete,
            all,
            .init(rule: "resource_providers:inventories:delete", since: 5, refusal: .methodNotAllowed),
            deleteInventories
        )
        routes.on(.get, one, needs("show"), showInventory)
        routes.on(.put, one, needs("update", json: true), updateInventory)
        routes.on(.delete, one, needs("delete"), deleteInventory)
    }

    // MARK: - Reading and writing one

    private typealias Inventory = ResourceProviderRow.Inventory

    private func members(_ inventory: Inventory) -> JSON.Object {
        [
            "total": .int(inventory.total), "reserved": .int(inventory.reserved), "min_unit": .int(inventory.minUnit),
            "max_unit": .int(inventory.maxUnit), "step_size": .int(inventory.stepSize),
            "allocation_ratio": .double(inventory.allocationRatio),
        ]
    }

    private func one(_ row: ResourceProviderRow, _ name: String, _ call: PlacementCall) -> ServiceResponse {
        guard let inventory = row.inventories[name] else { return answer([:], call) }
        var members = members(inventory)
        // As upstream, whose test of the number takes 0 for none.
        if row.generation != 0 { members["resource_provider_generation"] = .int(row.generation) }
        return answer(members, call, modified: inventory.changed)
    }

    private func all(_ row: ResourceProviderRow, _ call: PlacementCall) -> ServiceResponse {
        var members = JSON.Object()
        for name in row.classes {
            if let inventory = row.inventories[name] { members[name] = .object(self.members(inventory)) }
        }
        return answer(
            ["resource_provider_generation": .int(row.generation), "inventories": .object(members)],
            call,
            modified: row.inventories.values.map(\.changed).max()
        )
    }

    /// The inventory a document describes; what it does not say is as usual.
    static func inventory(_ given: JSON, at now: Timestamp) -> ResourceProviderRow.Inventory {
        var inventory = Inventory(total: given["total"]?.int ?? 0, changed: now)
        if let value = given["reserved"]?.int { inventory.reserved = value }
        if let value = given["min_unit"]?.int { inventory.minUnit = value }
        if let value = given["max_unit"]?.int { inventory.maxUnit = value }
        if let value = given["step_size"]?.int { inventory.stepSize = value }
        switch given["allocation_ratio"] {
        case .double(let value): inventory.allocationRatio = value
        case .int(let value): inventory.allocationRatio = Double(value)
        default: break
        }
        return inventory
    }

    /// All of it may be reserved since 1.26, not more.
    private func checkCapacity(
        _ inventory: Inventory,
        _ name: String,
        _ row: ResourceProviderRow,
        _ minor: Int,
        _ action: String
    ) throws {
        let isEnough = minor >= 26 ? inventory.capacity >= 0 : inventory.capacity > 0
        guard !isEnough else { return }
        let reason = minor >= 26 ? "greater than total." : "greater than or equal to total."
        throw PlacementError.badRequest(
            "Unable to \(action) inventory for resource provider \(row.id): Invalid inventory for '\(name)' on resource "
                + "provider '\(row.id)'. The reserved value is \(reason)"
        )
    }

    // MARK: - Handlers

    private func listInventories(_ call: PlacementCall) throws -> ServiceResponse {
        all(try existing(call), call)
    }

    private func showInventory(_ call: PlacementCall) throws -> ServiceResponse {
        let row = try existing(call)
        let name = call["resource_class"]
        guard row.inventories[name] != nil else {
            throw PlacementError.notFound("No inventory of class \(name) for \(row.id)")
        }
        return one(row, name, call)
    }

    /// The provider of the path; where it is only read, upstream says more about its absence.
    private func existing(_ call: PlacementCall) throws -> ResourceProviderRow {
        do {
            return try provider(call)
        } catch {
            let id = call["uuid"]
            throw PlacementError.notFound(
                "No resource provider with uuid \(id) found : No resource provider with uuid \(id) found"
            )
        }
    }

    private func createInventory(_ call: PlacementCall) async throws -> ServiceResponse {
        let old = try provider(call)
        let body = try await call.document(PlacementSchemas.newInventory)
        let name = body["resource_class"]?.string ?? ""
        let inventory = Self.inventory(body, at: parts.clock.now)
        try checkCapacity(inventory, name, old, call.minor, "create")
        let row = try update(old.id) { row, state in
            do {
                try state.requireClass(name)
            } catch let error as PlacementState.UnknownName {
                throw PlacementError.badRequest(
                    "Unable to create inventory for resource provider \(row.id): \(error.message)"
                )
            }
            guard row.inventories[name] == nil else {
                throw PlacementError.conflict(
                    "Update conflict: \(row.id) has an inventory of class \(name) already",
                    code: .concurrentUpdate
                )
            }
            row.set(inventory, of: name)
        }
        var response = one(row, name, call)
        response.status = .created
        response.headers[.location] = path("/resource_providers/\(row.id)/inventories/\(name)")
        return response
    }

    private func updateInventory(_ call: PlacementCall) async throws -> ServiceResponse {
        let old = try provider(call)
        let name = call["resource_class"]
        let body = try await call.document(PlacementSchemas.inventory)
        let generation = body["resource_provider_generation"]?.int
        guard generation == old.generation else { throw Self.generationConflict }
        let inventory = Self.inventory(body, at: parts.clock.now)
        try checkCapacity(inventory, name, old, call.minor, "update")
        let row = try update(old.id) { row, state in
            guard generation == row.generation else { throw Self.generationConflict }
            guard state.knowsClass(name) else { throw PlacementError.notFound("No such resource class \(name).") }
            guard row.inventories[name] != nil else {
                throw PlacementError.badRequest(
                    "No inventory record with resource class for resource provider \(row.id): No inventory of class "
                        + "\(name) found."
                )
            }
            row.set(inventory, of: name)
        }
        return one(row, name, call)
    }

    private static var generationConflict: PlacementError {
        .conflict("resource provider generation conflict", code: .concurrentUpdate)
    }

    private func setInventories(_ call: PlacementCall) async throws -> ServiceResponse {
        let old = try provider(call)
        let body = try await call.document(PlacementSchemas.inventories)
        let generation = body["resource_provider_generation"]?.int
        guard generation == old.generation else { throw Self.generationConflict }
        let now = parts.clock.now
        let given = (body["inventories"]?.object ?? [:]).map { ($0, Self.inventory($1, at: now)) }
        for (name, inventory) in given { try checkCapacity(inventory, name, old, call.minor, "update") }
        let row = try update(old.id) { row, state in
            guard generation == row.generation else { throw Self.generationConflict }
            for (name, _) in given {
                do {
                    try state.requireClass(name)
                } catch let error as PlacementState.UnknownName {
                    throw PlacementError.badRequest(
                        "Unknown resource class in inventory for resource provider \(row.id): \(error.message)"
                    )
                }
            }
            let id = row.id
            try Self.replace(&row, with: given) { classes in
                .conflict("update conflict: " + Self.inUse(classes, id), code: .inventoryInUse)
            }
        }
        return all(row, call)
    }

    static func inUse(_ classes: [String], _ provider: String) -> String {
        "Inventory for '\(classes.joined(separator: ", "))' on resource provider '\(provider)' in use."
    }

    /// Gives a provider exactly these inventories; those that go must not be in use.
    static func replace(
        _ row: inout ResourceProviderRow,
        with given: [(String, ResourceProviderRow.Inventory)],
        refusal: ([String]) -> PlacementError
    ) throws {
        let leaving = row.classes.filter { name in !given.contains { $0.0 == name } }
        let inUse = leaving.filter { row.used[$0] != nil }
        guard inUse.isEmpty else { throw refusal(inUse) }
        for name in leaving { row.removeInventory(of: name) }
        for (name, inventory) in given { row.set(inventory, of: name) }
    }

    private func deleteInventories(_ call: PlacementCall) throws -> ServiceResponse {
        try update(call["uuid"]) { row, _ in
            let id = row.id
            try Self.replace(&row, with: []) { .conflict(Self.inUse($0, id), code: .inventoryInUse) }
        }
        return done(call)
    }

    private func deleteInventory(_ call: PlacementCall) throws -> ServiceResponse {
        let name = call["resource_class"]
        try update(call["uuid"]) { row, state in
            func missing(_ reason: String) -> PlacementError {
                .notFound("No inventory of class \(name) found for delete: \(reason)")
            }
            guard state.knowsClass(name) else { throw missing("No such resource class \(name).") }
            guard row.used[name] == nil else {
                throw PlacementError.conflict(
                    "Unable to delete inventory of class \(name): " + Self.inUse([name], row.id),
                    code: .concurrentUpdate
                )
            }
            guard row.inventories[name] != nil else {
                throw missing("No inventory of class \(name) found for delete")
            }
            row.removeInventory(of: name)
        }
        return done(call)
    }
}
