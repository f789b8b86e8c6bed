import HTTPTypes
import Hummingbird

// Image API reference, “Metadata definition objects”: properties that are used together.
extension ImageService {
    func declareNamespaceObjects(in table: inout RouteTable) {
        let path = "/v2/metadefs/namespaces/{namespace}/objects"
        table.on(.get, path, listNamespaceObjects)
        table.on(.post, path, createNamespaceObject)
        table.on(.delete, path, deleteNamespaceObjects)
        table.on(.get, path + "/{name}", showNamespaceObject)
        table.on(.put, path + "/{name}", updateNamespaceObject)
        table.on(.delete, path + "/{name}", deleteNamespaceObject)
    }

    private static let rules = RequestSchema(MetadataSchema.object)

    private static func index(of name: String, in row: MetadataNamespaceRow) throws -> Int {
        guard let index = row.objects.firstIndex(where: { $0.name == name }) else {
            throw ImageError(.notFound, "Could not find metadata object \(name)")
        }
        return index
    }

    // All there are: upstream takes the parameters of a page and passes them over.
    private func listNamespaceObjects(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try namespace(request, try caller(request))
        _ = try ListPage(request.query)
        return .json([
            "objects": .array(row.objects.map { .object(row.shownObject($0)) }),
            "schema": "v2/schemas/metadefs/objects",
        ])
    }

    private func createNamespaceObject(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "object", isTimed: true)
        let now = clock.now
        let row = try changeNamespace(request, caller, "add_metadef_object") { row in
            try row.add(given, to: \.objects, at: now, MetadataError.objectExists)
        }
        var members = row.shownObject(row.objects[row.objects.count - 1])
        for name in ["required", "properties"] where given[name] == nil { members[name] = nil }
        return .json(.object(members), status: .created)
    }

    private func showNamespaceObject(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try namespace(request, try caller(request))
        return .json(.object(row.shownObject(row.objects[try Self.index(of: request["name"], in: row)])))
    }

    private func updateNamespaceObject(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "object", isTimed: true)
        let now = clock.now
        let row = try changeNamespace(request, caller, "modify_metadef_object") { row in
            let index = try Self.index(of: request["name"], in: row)
            try row.replace(at: index, of: \.objects, by: given, at: now) { name, namespace in
                MetadataError.duplicate("object", name, namespace)
            }
        }
        let name = given["name"]?.string ?? ""
        var members = row.shownObject(row.objects[try Self.index(of: name, in: row)])
        for name in ["required", "properties"] where given[name] == nil { members[name] = nil }
        return .json(.object(members))
    }

    private func deleteNamespaceObject(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeNamespace(request, try caller(request), "delete_metadef_object") { row in
            let index = try Self.index(of: request["name"], in: row)
            try row.checkProtection(of: "object \(request["name"])")
            row.objects.remove(at: index)
        }
        return .empty(.noContent)
    }

    private func deleteNamespaceObjects(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeNamespace(request, try caller(request), "delete_metadef_namespace") { row in
            try row.checkProtection(of: "namespace \(row.id)")
            row.objects = []
        }
        return .empty(.noContent)
    }
}
