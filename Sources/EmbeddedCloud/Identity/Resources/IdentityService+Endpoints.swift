import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareEndpoints(in table: inout RouteTable) {
        table.on(.get, "/v3/endpoints", listEndpoints)
        table.on(.post, "/v3/endpoints", createEndpoint)
        table.on(.get, "/v3/endpoints/{id}", showEndpoint)
        table.on(.patch, "/v3/endpoints/{id}", updateEndpoint)
        table.on(.delete, "/v3/endpoints/{id}", deleteEndpoint)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("interface", .oneOf(["admin", "internal", "public"])), ("url", .url), ("enabled", .boolean),
        ("service_id", .string), ("region", .optionalString), ("region_id", .optionalString),
    ]
    private static let known = ["id", "interface", "url", "enabled", "service_id", "region", "region_id", "links"]

    private func listEndpoints(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_endpoints", try caller(request).seesAll)
        let rows = store.read { $0.endpoints.sorted }
        return list(
            request,
            "endpoints",
            rows.map { $0.members(address) },
            filters: ["interface", "service_id", "region_id"],
            linkedAs: "endpoints"
        )
    }

    private func createEndpoint(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("create_endpoint", try caller(request).isAdmin)
        let given = try await attributes(request, "endpoint")
        try given.check(required: ["interface", "service_id", "url"], Self.rules)
        let row = try store.write { state in
            let row = EndpointRow(
                id: Identifier.hex(),
                serviceID: given.string("service_id") ?? "",
                interface: given.string("interface") ?? "",
                regionID: try Self.region(given, in: &state),
                url: given.string("url") ?? "",
                enabled: given["enabled"]?.bool ?? true,
                extra: given.extra(without: Self.known)
            )
            guard state.services[row.serviceID] != nil else {
                throw IdentityError.missing("endpoint service_id", in: "service table")
            }
            state.endpoints.insert(row)
            return row
        }
        return one("endpoint", row.members(address), "endpoints", status: .created)
    }

    /// The region named; one given by `region` and not by `region_id` is made if it isn't there.
    private static func region(_ given: Attributes, in state: inout IdentityState) throws -> String? {
        if let id = given.string("region_id") {
            guard state.regions[id] != nil else {
                throw IdentityError.missing("endpoint region_id", in: "region table")
            }
            return id
        }
        guard let name = given.string("region") else { return nil }
        if state.regions[name] == nil { state.regions.insert(RegionRow(id: name, description: "")) }
        return name
    }

    private func showEndpoint(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_endpoint", try caller(request).seesAll)
        guard let row = store.read({ $0.endpoints[request["id"]] }) else {
            throw IdentityError.notFound("endpoint", request["id"])
        }
        return one("endpoint", row.members(address), "endpoints")
    }

    private func updateEndpoint(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("update_endpoint", try caller(request).isAdmin)
        let given = try await attributes(request, "endpoint")
        try given.check(Self.rules)
        let row = try store.write { state in
            guard var row = state.endpoints[request["id"]] else {
                throw IdentityError.notFound("endpoint", request["id"])
            }
            row.interface = given.string("interface") ?? row.interface
            row.url = given.string("url") ?? row.url
            row.enabled = given["enabled"]?.bool ?? row.enabled
            row.serviceID = given.string("service_id") ?? row.serviceID
            guard state.services[row.serviceID] != nil else {
                throw IdentityError.missing("endpoint service_id", in: "service table")
            }
            if given.has("region") || given.has("region_id") { row.regionID = try Self.region(given, in: &state) }
            row.extra.merge(given.extra(without: Self.known))
            state.endpoints.insert(row)
            return row
        }
        return one("endpoint", row.members(address), "endpoints")
    }

    private func deleteEndpoint(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_endpoint", try caller(request).isAdmin)
        try store.write { state in
            guard state.endpoints[request["id"]] != nil else {
                throw IdentityError.notFound("endpoint", request["id"])
            }
            state.removeEndpoint(request["id"])
        }
        return .empty(.noContent)
    }
}
