import Hummingbird

// Placement API reference, “Reshaper”: inventories and the allocations of them change together, or not at all.
extension PlacementService {
    func declareReshaper(in routes: inout PlacementRoutes) {
        routes.on(
            .post,
            "/reshaper",
            .init(rule: "reshaper:reshape", access: .service, since: 30, takesJSON: true),
            reshape
        )
    }

    private func reshape(_ call: PlacementCall) async throws -> ServiceResponse {
        let body = try await call.document(PlacementSchemas.reshaper(call.minor))
        let now = parts.clock.now
        let shapes = (body["inventories"]?.object ?? [:]).map { id, given in
            Shape(
                provider: id,
                generation: given["resource_provider_generation"]?.int,
                inventories: (given["inventories"]?.object ?? [:]).map { ($0, Self.inventory($1, at: now)) }
            )
        }
        let claims = (body["allocations"]?.object ?? [:]).map { Claim($0, $1) }
        try store.write { state in
            do {
                try Self.reshape(shapes, claims, call.minor, in: &state, at: now)
            } catch let error as PlacementState.UnknownName {
                throw PlacementError.badRequest("malformed reshaper data: \(error.message)")
            }
        }
        return done(call)
    }

    /// What a provider is to offer.
    private struct Shape: Sendable {
        var provider: String
        var generation: Int?
        var inventories: [(String, ResourceProviderRow.Inventory)]
    }

    private static func reshape(
        _ shapes: [Shape],
        _ claims: [Claim],
        _ minor: Int,
        in state: inout PlacementState,
        at now: Timestamp
    ) throws {
        for shape in shapes {
            let id = shape.provider
            guard let row = state.providers[id] else {
                throw PlacementError.badRequest(
                    "Resource provider \(id) in inventories not found: No resource provider with uuid \(id) found",
                    code: .providerNotFound
                )
            }
            guard row.generation == shape.generation else {
                throw PlacementError.conflict(
                    "resource provider generation conflict for provider \(id): actual: \(row.generation), given: "
                        + "\(shape.generation ?? 0)",
                    code: .concurrentUpdate
                )
            }
            for (name, _) in shape.inventories { try state.requireClass(name) }
        }
        // While allocations move, there is both what was offered and what will be.
        for shape in shapes {
            guard var row = state.providers[shape.provider] else { continue }
            for (name, inventory) in shape.inventories { row.set(inventory, of: name) }
            state.providers.insert(row)
        }
        try state.replace(claims, minor, at: now)
        for shape in shapes {
            guard var row = state.providers[shape.provider] else { continue }
            let id = row.id
            try replace(&row, with: shape.inventories) {
                .conflict("update conflict: " + inUse($0, id), code: .inventoryInUse)
            }
            row.generation += 1
            row.updated = now
            state.providers.insert(row)
        }
    }
}
