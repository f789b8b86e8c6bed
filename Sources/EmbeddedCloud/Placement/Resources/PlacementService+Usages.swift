import Hummingbird

// Placement API reference, “Resource provider usages” and “Usages”.
extension PlacementService {
    func declareUsages(in routes: inout PlacementRoutes) {
        routes.on(
            .get,
            "/resource_providers/{uuid}/usages",
            .init(rule: "resource_providers:usages"),
            listUsages
        )
        routes.on(.get, "/usages", .init(rule: "usages", access: .anyone, since: 9), listTotalUsages)
    }

    private func listUsages(_ call: PlacementCall) throws -> ServiceResponse {
        let id = call["uuid"]
        guard let row = try? provider(call) else {
            throw PlacementError.notFound(
                "No resource provider with uuid \(id) found: No resource provider with uuid \(id) found"
            )
        }
        var usages = JSON.Object()
        for name in row.classes { usages[name] = .int(row.used[name, default: 0]) }
        return answer(["resource_provider_generation": .int(row.generation), "usages": .object(usages)], call)
    }

    private func listTotalUsages(_ call: PlacementCall) throws -> ServiceResponse {
        let project = call.query["project_id"]
        let isOwn = project != nil && project == call.caller.projectID && call.caller.isReader
        try call.require("usages", call.caller.isAdmin || call.isService || isOwn)
        try call.checkQuery(PlacementSchemas.usagesQuery(call.minor))
        let user = call.query["user_id"]
        let consumers = store.read { state in
            state.consumers.values.filter { consumer in
                consumer.projectID == project && (user == nil || consumer.userID == user)
                    && !consumer.allocations.isEmpty
            }
        }
        guard call.minor >= 38 else {
            return answer(["usages": .object(Self.sum(consumers))], call)
        }
        var groups = JSON.Object()
        func add(_ type: String, _ some: [ConsumerRow]) {
            guard !some.isEmpty else { return }
            var members = Self.sum(some)
            members["consumer_count"] = .int(some.count)
            groups[type] = .object(members)
        }
        switch call.query["consumer_type"] {
        case "all": add("all", consumers)
        case "unknown": add("unknown", consumers.filter { $0.type == nil })
        case let type:
            let byType = Dictionary(grouping: consumers) { $0.type ?? "unknown" }
            for name in byType.keys.sorted() where type == nil || type == name { add(name, byType[name] ?? []) }
        }
        return answer(["usages": .object(groups)], call)
    }

    /// What is allocated by class.
    private static func sum(_ consumers: [ConsumerRow]) -> JSON.Object {
        var sums: [String: Int] = [:]
        for allocation in consumers.lazy.flatMap(\.allocations) {
            sums[allocation.resourceClass, default: 0] += allocation.amount
        }
        var members = JSON.Object()
        for name in ResourceClasses.ordered + sums.keys.sorted() {
            if let amount = sums[name] { members[name] = .int(amount) }
        }
        return members
    }
}
