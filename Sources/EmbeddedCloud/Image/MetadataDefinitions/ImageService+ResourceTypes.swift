import HTTPTypes
import Hummingbird

// Image API reference, “Metadata definition resource types”: what kinds of resources a namespace is for.
extension ImageService {
    func declareResourceTypes(in table: inout RouteTable) {
        let path = "/v2/metadefs/namespaces/{namespace}/resource_types"
        table.on(.get, "/v2/metadefs/resource_types", listResourceTypes)
        table.on(.get, path, listAssociations)
        table.on(.post, path, createAssociation)
        table.on(.delete, path + "/{name}", deleteAssociation)
    }

    private static let rules = RequestSchema(MetadataSchema.association)

    private func listResourceTypes(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        try require("list_metadef_resource_types", caller.isAdmin || caller.roles.contains("reader"))
        let rows = store.read { $0.resourceTypes.sorted }
        return .json(["resource_types": .array(rows.map { .object($0.members) })])
    }

    private func listAssociations(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try namespace(request, try caller(request))
        return .json(["resource_type_associations": .array(row.shownAssociations)])
    }

    // “Create resource type association”: 201; an unknown resource type is made.
    private func createAssociation(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "resource_type_association", isTimed: false)
        let now = clock.now
        let row = try changeNamespace(request, caller, "add_metadef_resource_type_association") { row in
            try row.add(given, to: \.associations, at: now, MetadataError.associationExists)
        }
        return .json(.object(row.associations[row.associations.count - 1].timed), status: .created)
    }

    private func deleteAssociation(_ request: ServiceRequest) throws -> ServiceResponse {
        let name = request["name"]
        try changeNamespace(request, try caller(request), "remove_metadef_resource_type_association") { row in
            guard let index = row.associations.firstIndex(where: { $0.name == name }) else {
                throw ImageError(.notFound, "Failed to find resource type \(name) to delete")
            }
            try row.checkProtection(of: "resource-type-association \(name)")
            row.associations.remove(at: index)
        }
        return .empty(.noContent)
    }
}
