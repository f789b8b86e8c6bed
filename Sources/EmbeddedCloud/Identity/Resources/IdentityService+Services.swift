import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareServices(in table: inout RouteTable) {
        table.on(.get, "/v3/services", listServices)
        table.on(.post, "/v3/services", createService)
        table.on(.get, "/v3/services/{id}", showService)
        table.on(.patch, "/v3/services/{id}", updateService)
        table.on(.delete, "/v3/services/{id}", deleteService)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("name", .optionalString), ("type", .name(maximum: 255)), ("enabled", .boolean),
    ]
    private static let known = ["id", "type", "enabled", "links"]

    private func listServices(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_services", try caller(request).seesAll)
        let rows = store.read { $0.services.sorted }
        return list(request, "services", rows.map(\.members), filters: ["type", "name"], linkedAs: "services")
    }

    private func createService(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("create_service", try caller(request).isAdmin)
        let given = try await attributes(request, "service")
        try given.check(required: ["type"], Self.rules)
        let row = ServiceRow(
            id: Identifier.hex(),
            type: given.string("type") ?? "",
            enabled: given["enabled"]?.bool ?? true,
            extra: given.extra(without: Self.known)
        )
        try store.write { $0.services.insert(row) }
        return one("service", row.members, "services", status: .created)
    }

    private func showService(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_service", try caller(request).seesAll)
        guard let row = store.read({ $0.services[request["id"]] }) else {
            throw IdentityError.notFound("service", request["id"])
        }
        return one("service", row.members, "services")
    }

    private func updateService(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("update_service", try caller(request).isAdmin)
        let given = try await attributes(request, "service")
        try given.check(Self.rules)
        let row = try store.write { state in
            guard var row = state.services[request["id"]] else {
                throw IdentityError.notFound("service", request["id"])
            }
            row.type = given.string("type") ?? row.type
            row.enabled = given["enabled"]?.bool ?? row.enabled
            row.extra.merge(given.extra(without: Self.known))
            state.services.insert(row)
            return row
        }
        return one("service", row.members, "services")
    }

    private func deleteService(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_service", try caller(request).isAdmin)
        try store.write { state in
            guard state.services[request["id"]] != nil else {
                throw IdentityError.notFound("service", request["id"])
            }
            state.removeService(request["id"])
        }
        return .empty(.noContent)
    }
}
