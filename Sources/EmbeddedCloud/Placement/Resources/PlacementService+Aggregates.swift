import Hummingbird

// Placement API reference, “Resource provider aggregates”.
extension PlacementService {
    func declareAggregates(in routes: inout PlacementRoutes) {
        let path = "/resource_providers/{uuid}/aggregates"
        routes.on(.get, path, .init(rule: "resource_providers:aggregates:list", since: 1), listAggregates)
        routes.on(
            .put,
            path,
            .init(rule: "resource_providers:aggregates:update", since: 1, takesJSON: true),
            setAggregates
        )
    }

    private func answer(aggregatesOf row: ResourceProviderRow, _ call: PlacementCall) -> ServiceResponse {
        var members: JSON.Object = ["aggregates": JSON(row.aggregates)]
        if call.minor >= 19 { members["resource_provider_generation"] = .int(row.generation) }
        return answer(members, call)
    }

    private func listAggregates(_ call: PlacementCall) throws -> ServiceResponse {
        answer(aggregatesOf: try provider(call), call)
    }

    private func setAggregates(_ call: PlacementCall) async throws -> ServiceResponse {
        let old = try provider(call)
        let body = try await call.document(PlacementSchemas.aggregates(call.minor))
        let counts = call.minor >= 19
        let generation = body["resource_provider_generation"]?.int
        if counts, generation != old.generation { throw PlacementError.generationChanged }
        let wanted = (counts ? body["aggregates"] : body)?.array?.compactMap(\.string) ?? []
        let row = try update(old.id, counting: counts) { row, _ in
            if counts, generation != row.generation { throw PlacementError.generationChanged }
            row.aggregates = wanted
        }
        return answer(aggregatesOf: row, call)
    }
}
