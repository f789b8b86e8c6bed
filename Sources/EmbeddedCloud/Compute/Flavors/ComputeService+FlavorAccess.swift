import HTTPTypes
import Hummingbird

// Compute API reference, “Flavors access”: projects that may use a flavor that isn't public.
extension ComputeService {
    func declareFlavorAccess(in table: inout ComputeRouteTable) {
        table.on(.get, "/flavors/{id}/os-flavor-access", listFlavorAccess)
        table.on(.post, "/flavors/{id}/action", actOnFlavor)
    }

    private func answer(accessTo row: ComputeFlavorRow) -> ServiceResponse {
        .json([
            "flavor_access": .array(
                row.projects.map { ["flavor_id": .string(row.id), "tenant_id": .string($0)] }
            )
        ])
    }

    private func listFlavorAccess(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try request.require("os-flavor-access", request.caller.isAdmin)
        let row = try flavor(request["id"], for: request)
        guard !row.isPublic else {
            throw ComputeError.notFound("Access list not available for public flavors.")
        }
        return answer(accessTo: row)
    }

    private func actOnFlavor(_ request: ComputeRequest) async throws -> ServiceResponse {
        guard let names = request.document?.object?.names, let action = names.first, names.count == 1 else {
            throw ComputeError.badRequest("Malformed request body")
        }
        switch action {
        case "addTenantAccess": return try await addFlavorAccess(request)
        case "removeTenantAccess": return try await removeFlavorAccess(request)
        default: throw ComputeError.badRequest("There is no such action: \(action)")
        }
    }

    private func addFlavorAccess(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(FlavorSchema.access("addTenantAccess"))
        try request.require("os-flavor-access:add_tenant_access", request.caller.isAdmin)
        let project = body["addTenantAccess"]?["tenant"]?.string ?? ""
        try await checkProject(project, request)
        let row = try flavor(request["id"], for: request)
        if request.minor >= 7, row.isPublic {
            throw ComputeError.conflict("Can not add access to a public flavor.")
        }
        return answer(
            accessTo: try updateFlavor(row.id) { row in
                guard !row.projects.contains(project) else {
                    throw ComputeError.conflict(
                        "Flavor access already exists for flavor \(row.id) and project \(project) combination."
                    )
                }
                row.projects.append(project)
            }
        )
    }

    private func removeFlavorAccess(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(FlavorSchema.access("removeTenantAccess"))
        try request.require("os-flavor-access:remove_tenant_access", request.caller.isAdmin)
        let project = body["removeTenantAccess"]?["tenant"]?.string ?? ""
        let row = try flavor(request["id"], for: request)
        return answer(
            accessTo: try updateFlavor(row.id) { row in
                guard row.projects.contains(project) else {
                    throw ComputeError.notFound(
                        "Flavor access not found for \(row.id) / \(project) combination."
                    )
                }
                row.projects.removeAll { $0 == project }
            }
        )
    }

    /// Throws 400 if the identity service says that there is no such project.
    func checkProject(_ project: String, _ request: ComputeRequest) async throws {
        let path = "/v3/projects/" + PercentCoding.encodeQueryValue(project)
        let answer = await parts.others.call("identity", .get, path, as: request.caller)
        if answer.status == 404 || answer.status == 400 {
            throw ComputeError.badRequest("Project ID \(project) is not a valid project.")
        }
    }
}
