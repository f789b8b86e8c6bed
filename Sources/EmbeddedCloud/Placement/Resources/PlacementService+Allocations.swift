import Hummingbird

// Placement API reference, “Allocations” and “Resource provider allocations”.
extension PlacementService {
    func declareAllocations(in routes: inout PlacementRoutes) {
        let one = "/allocations/{consumer_uuid}"
        routes.on(.get, one, .init(rule: "allocations:list"), showAllocations)
        routes.on(.put, one, .init(rule: "allocations:update", takesJSON: true), setAllocations)
        routes.on(.delete, one, .init(rule: "allocations:delete"), deleteAllocations)
        routes.on(
            .post,
            "/allocations",
            .init(rule: "allocations:manage", since: 13, takesJSON: true),
            setManyAllocations
        )
        routes.on(
            .get,
            "/resource_providers/{uuid}/allocations",
            .init(rule: "resource_providers:allocations:list"),
            listProviderAllocations
        )
    }

    // MARK: - Reading

    private func showAllocations(_ call: PlacementCall) -> ServiceResponse {
        let id = call["consumer_uuid"].lowercased()
        let answer = store.read { state -> (JSON.Object, Timestamp?) in
            guard let consumer = state.consumers[id], !consumer.allocations.isEmpty else {
                return (["allocations": [:]], nil)
            }
            var providers = JSON.Object()
            for allocation in consumer.allocations {
                var resources = providers[allocation.provider]?["resources"]?.object ?? [:]
                resources[allocation.resourceClass] = .int(allocation.amount)
                providers[allocation.provider] = [
                    "resources": .object(resources),
                    "generation": .int(state.providers[allocation.provider]?.generation ?? 0),
                ]
            }
            var members: JSON.Object = ["allocations": .object(providers)]
            if call.minor >= 12 {
                members["project_id"] = .string(consumer.projectID)
                members["user_id"] = .string(consumer.userID)
            }
            if call.minor >= 28 { members["consumer_generation"] = .int(consumer.generation) }
            if call.minor >= 38 { members["consumer_type"] = .string(consumer.type ?? "unknown") }
            return (members, consumer.updated)
        }
        return self.answer(answer.0, call, modified: answer.1)
    }

    private func listProviderAllocations(_ call: PlacementCall) throws -> ServiceResponse {
        let id = call["uuid"]
        guard let row = try? provider(call) else {
            throw PlacementError.notFound(
                "Resource provider '\(id)' not found: No resource provider with uuid \(id) found"
            )
        }
        let consumers = store.read { state in
            state.consumers.values.filter { $0.allocations.contains { $0.provider == id } }
        }.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
        var members = JSON.Object()
        for consumer in consumers {
            var resources = JSON.Object()
            for allocation in consumer.allocations where allocation.provider == id {
                resources[allocation.resourceClass] = .int(allocation.amount)
            }
            var one: JSON.Object = ["resources": .object(resources)]
            if call.minor >= 28 { one["consumer_generation"] = .int(consumer.generation) }
            members[consumer.id] = .object(one)
        }
        return answer(
            ["allocations": .object(members), "resource_provider_generation": .int(row.generation)],
            call,
            modified: consumers.map(\.updated).max()
        )
    }

    // MARK: - Writing

    /// What one consumer is to have.
    struct Claim: Sendable {
        var consumer: String
        var projectID: String
        var userID: String
        /// Nil for a consumer that must not exist yet.
        var generation: Int?
        var type: String?
        var allocations: [ConsumerRow.Allocation]

        /// Reads what a document says of a consumer; it fits its schema.
        init(_ consumer: String, _ given: JSON) {
            self.consumer = consumer.lowercased()
            // What older clients don't tell, upstream fills in so.
            let incomplete = "00000000-0000-0000-0000-000000000000"
            projectID = given["project_id"]?.string ?? incomplete
            userID = given["user_id"]?.string ?? incomplete
            generation = given["consumer_generation"]?.int
            type = given["consumer_type"]?.string
            var allocations: [ConsumerRow.Allocation] = []
            func add(_ provider: String, _ resources: JSON?) {
                for (name, amount) in resources?.object ?? [:] {
                    allocations.append(.init(provider: provider, resourceClass: name, amount: amount.int ?? 0))
                }
            }
            switch given["allocations"] {
            case .object(let byProvider): for (id, one) in byProvider { add(id, one["resources"]) }
            case .array(let list):
                for one in list { add(one["resource_provider"]?["uuid"]?.string ?? "", one["resources"]) }
            default: break
            }
            self.allocations = allocations
        }
    }

    private func setAllocations(_ call: PlacementCall) async throws -> ServiceResponse {
        let id = call["consumer_uuid"]
        guard Identifier.isUUID(id) else { throw PlacementError.badRequest("Malformed consumer_uuid: \(id)") }
        let body = try await call.document(PlacementSchemas.allocations(call.minor))
        try replace([Claim(id, body)], call.minor) {
            "Unable to allocate inventory for consumer \(id.lowercased()): \($0)"
        }
        return done(call)
    }

    private func setManyAllocations(_ call: PlacementCall) async throws -> ServiceResponse {
        let body = try await call.document(PlacementSchemas.manyAllocations(call.minor))
        let claims = (body.object ?? [:]).map { Claim($0, $1) }
        try replace(claims, call.minor) { "Unable to allocate inventory \($0)" }
        return done(call)
    }

    private func replace(_ claims: [Claim], _ minor: Int, unknownName: (String) -> String) throws {
        let now = parts.clock.now
        try store.write { state in
            do {
                try state.replace(claims, minor, at: now)
            } catch let error as PlacementState.UnknownName {
                throw PlacementError.badRequest(unknownName(error.message))
            }
        }
    }

    private func deleteAllocations(_ call: PlacementCall) throws -> ServiceResponse {
        let id = call["consumer_uuid"].lowercased()
        try store.write { state in
            guard let consumer = state.consumers[id], !consumer.allocations.isEmpty else {
                throw PlacementError.notFound("No allocations for consumer '\(call["consumer_uuid"])'")
            }
            state.give(back: consumer.allocations)
            state.consumers[id] = nil
        }
        return done(call)
    }
}

extension PlacementState {
    /// Gives every consumer exactly what is claimed for it.
    mutating func replace(_ claims: [PlacementService.Claim], _ minor: Int, at now: Timestamp) throws {
        var touched: Set<String> = []
        var usedBefore: [String: [String: Int]] = [:]
        for claim in claims { try check(claim, minor) }
        for claim in claims {
            let held = consumers[claim.consumer]?.allocations ?? []
            for allocation in claim.allocations + held {
                if usedBefore[allocation.provider] == nil {
                    usedBefore[allocation.provider] = providers[allocation.provider]?.used ?? [:]
                }
            }
            touched.formUnion(claim.allocations.map(\.provider))
            if claim.allocations.isEmpty { touched.formUnion(held.map(\.provider)) }
        }
        for claim in claims { give(back: consumers[claim.consumer]?.allocations ?? []) }
        for claim in claims {
            for allocation in claim.allocations { try take(allocation, usedBefore[allocation.provider] ?? [:]) }
            settle(claim, at: now)
        }
        for id in touched {
            guard var provider = providers[id] else { continue }
            provider.generation += 1
            provider.updated = now
            providers.insert(provider)
        }
    }

    /// Whether the consumer is in the state the client thinks, and what is claimed exists.
    private func check(_ claim: PlacementService.Claim, _ minor: Int) throws {
        if minor >= 28 {
            let present = consumers[claim.consumer]?.generation
            if let present, claim.generation != present {
                throw PlacementError.conflict(
                    "consumer generation conflict - expected \(present) but got "
                        + (claim.generation.map(String.init) ?? "None"),
                    code: .concurrentUpdate
                )
            }
            if present == nil, let given = claim.generation {
                throw PlacementError.conflict(
                    "consumer generation conflict - expected null but got \(given)",
                    code: .concurrentUpdate
                )
            }
        }
        for allocation in claim.allocations where providers[allocation.provider] == nil {
            throw PlacementError.badRequest(
                "Allocation for resource provider '\(allocation.provider)' that does not exist."
            )
        }
        for allocation in claim.allocations { try requireClass(allocation.resourceClass) }
    }

    private mutating func take(_ allocation: ConsumerRow.Allocation, _ usedBefore: [String: Int]) throws {
        let (name, id) = (allocation.resourceClass, allocation.provider)
        func refuse(_ reason: String) -> PlacementError { .conflict("Unable to allocate inventory: " + reason) }
        guard var provider = providers[id], let inventory = provider.inventories[name] else {
            throw refuse("Inventory for '\(name)' on resource provider '\(id)' invalid.")
        }
        guard inventory.allows(allocation.amount) else {
            throw refuse(
                "Unable to create allocation for '\(name)' on resource provider '\(id)'. The requested amount would "
                    + "violate inventory constraints."
            )
        }
        provider.take(allocation.amount, of: name)
        let sum = provider.used[name, default: 0]
        // Where too much is used already, less of it may still be asked for.
        let before = usedBefore[name, default: 0]
        guard Double(sum) <= inventory.capacity || (before > 0 && sum <= before) else {
            throw refuse(
                "Unable to create allocation for '\(name)' on resource provider '\(id)'. The requested amount would "
                    + "exceed the capacity."
            )
        }
        providers.insert(provider)
    }

    mutating func give(back allocations: [ConsumerRow.Allocation]) {
        for allocation in allocations {
            guard var provider = providers[allocation.provider] else { continue }
            provider.take(-allocation.amount, of: allocation.resourceClass)
            providers.insert(provider)
        }
    }

    /// Writes down what a consumer has; one that has nothing is forgotten.
    private mutating func settle(_ claim: PlacementService.Claim, at now: Timestamp) {
        guard !claim.allocations.isEmpty else {
            consumers[claim.consumer] = nil
            return
        }
        var row =
            consumers[claim.consumer]
            ?? ConsumerRow(
                id: claim.consumer,
                projectID: claim.projectID,
                userID: claim.userID,
                created: now,
                updated: now
            )
        row.projectID = claim.projectID
        row.userID = claim.userID
        if let type = claim.type { row.type = type }
        row.generation += 1
        row.allocations = claim.allocations
        row.updated = now
        consumers.insert(row)
    }
}
