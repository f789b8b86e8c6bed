import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareRegions(in table: inout RouteTable) {
        table.on(.get, "/v3/regions", listRegions)
        table.on(.post, "/v3/regions") { try await createRegion($0, id: nil) }
        table.on(.put, "/v3/regions/{id}") { try await createRegion($0, id: $0["id"]) }
        table.on(.get, "/v3/regions/{id}", showRegion)
        table.on(.patch, "/v3/regions/{id}", updateRegion)
        table.on(.delete, "/v3/regions/{id}", deleteRegion)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("id", .optionalString), ("description", .optionalString), ("parent_region_id", .optionalString),
    ]
    private static let known = ["id", "description", "parent_region_id", "links"]

    private func listRegions(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try caller(request)
        let rows = store.read { $0.regions.sorted }
        return list(request, "regions", rows.map(\.members), filters: ["parent_region_id"], linkedAs: "regions")
    }

    private func createRegion(_ request: ServiceRequest, id: String?) async throws -> ServiceResponse {
        try require("create_region", try caller(request).isAdmin)
        let given = try await attributes(request, "region")
        try given.check(Self.rules)
        if let id, let other = given.string("id"), other != id {
            throw IdentityError(
                .badRequest,
                "The region ID in the URL does not match the region ID in the body: \(id) is not \(other)."
            )
        }
        let wanted = id ?? given.string("id").flatMap { $0.isEmpty ? nil : $0 }
        let row = RegionRow(
            id: wanted ?? Identifier.hex(),
            description: given.string("description") ?? "",
            parentID: given.string("parent_region_id"),
            extra: given.extra(without: Self.known)
        )
        try store.write { state in
            if state.regions[row.id] != nil { throw IdentityError.conflict("region", "Duplicate ID, \(row.id).") }
            try Self.checkParent(of: row, in: state)
            state.regions.insert(row)
        }
        return one("region", row.members, "regions", status: .created)
    }

    private static func checkParent(of row: RegionRow, in state: borrowing IdentityState) throws {
        var next = row.parentID
        while let id = next {
            guard id != row.id else {
                throw IdentityError(
                    .badRequest,
                    "Unable to create circular hierarchy of regions with region \(row.id)."
                )
            }
            guard let parent = state.regions[id] else { throw IdentityError.notFound("region", id) }
            next = parent.parentID
        }
    }

    private func showRegion(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try caller(request)
        guard let row = store.read({ $0.regions[request["id"]] }) else {
            throw IdentityError.notFound("region", request["id"])
        }
        return one("region", row.members, "regions")
    }

    private func updateRegion(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("update_region", try caller(request).isAdmin)
        let given = try await attributes(request, "region")
        try given.check(Self.rules)
        let row = try store.write { state in
            guard var row = state.regions[request["id"]] else {
                throw IdentityError.notFound("region", request["id"])
            }
            if given.has("description") { row.description = given.string("description") ?? "" }
            if given.has("parent_region_id") { row.parentID = given.string("parent_region_id") }
            row.extra.merge(given.extra(without: Self.known))
            try Self.checkParent(of: row, in: state)
            state.regions.insert(row)
            return row
        }
        return one("region", row.members, "regions")
    }

    private func deleteRegion(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_region", try caller(request).isAdmin)
        try store.write { state in
            guard state.regions[request["id"]] != nil else {
                throw IdentityError.notFound("region", request["id"])
            }
            state.removeRegion(request["id"])
        }
        return .empty(.noContent)
    }
}
