import HTTPTypes
import Hummingbird

// Image API reference, “Metadata definition properties”: names of metadata and the values they may have.
extension ImageService {
    func declareNamespaceProperties(in table: inout RouteTable) {
        let path = "/v2/metadefs/namespaces/{namespace}/properties"
        table.on(.get, path, listNamespaceProperties)
        table.on(.post, path, createNamespaceProperty)
        table.on(.delete, path, deleteNamespaceProperties)
        table.on(.get, path + "/{name}", showNamespaceProperty)
        table.on(.put, path + "/{name}", updateNamespaceProperty)
        table.on(.delete, path + "/{name}", deleteNamespaceProperty)
    }

    private static let rules = RequestSchema(MetadataSchema.property)

    private static func index(of name: String, in row: MetadataNamespaceRow) throws -> Int {
        guard let index = row.properties.firstIndex(where: { $0.name == name }) else {
            throw ImageError(.notFound, "Could not find property \(name)")
        }
        return index
    }

    private static func shown(_ property: MetadataNamespaceRow.Definition) -> JSON {
        var members = property.members
        members["name"] = .string(property.name)
        return .object(MetadataSchema.ordered(members))
    }

    private func listNamespaceProperties(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try namespace(request, try caller(request))
        return .json(["properties": .object(row.shownProperties())])
    }

    private func createNamespaceProperty(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "property", isTimed: false)
        let now = clock.now
        let row = try changeNamespace(request, caller, "add_metadef_property") { row in
            try row.add(given, to: \.properties, at: now, MetadataError.propertyExists)
        }
        return .json(Self.shown(row.properties[row.properties.count - 1]), status: .created)
    }

    // “Get property definition”: with a resource type, the name is the one that such resources have, prefix included.
    private func showNamespaceProperty(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try namespace(request, try caller(request))
        var name = request["name"]
        if let type = request.query["resource_type"], !type.isEmpty {
            if store.read({ $0.resourceTypes[type] == nil }) {
                throw ImageError(
                    .notFound,
                    "The metadata definition resource-type with name=\(type), was not found."
                )
            }
            guard row.associations.contains(where: { $0.name == type }) else {
                throw ImageError(
                    .notFound,
                    "The metadata definition resource-type association of resource-type=\(type) to namespace=\(row.id), "
                        + "was not found."
                )
            }
            let prefix = row.prefix(of: type)
            guard let prefix, !prefix.isEmpty, name.hasPrefix(prefix) else {
                throw ImageError(
                    .notFound,
                    "Property \(name) does not start with the expected resource type association prefix of "
                        + "'\(prefix ?? "None")'."
                )
            }
            name = String(name.dropFirst(prefix.count))
        }
        return .json(Self.shown(row.properties[try Self.index(of: name, in: row)]))
    }

    private func updateNamespaceProperty(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "property", isTimed: false)
        let now = clock.now
        let row = try changeNamespace(request, caller, "modify_metadef_property") { row in
            let index = try Self.index(of: request["name"], in: row)
            try row.replace(at: index, of: \.properties, by: given, at: now) { name, namespace in
                MetadataError.duplicate("property", name, namespace)
            }
        }
        return .json(Self.shown(row.properties[try Self.index(of: given["name"]?.string ?? "", in: row)]))
    }

    private func deleteNamespaceProperty(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeNamespace(request, try caller(request), "remove_metadef_property") { row in
            let index = try Self.index(of: request["name"], in: row)
            try row.checkProtection(of: "property \(request["name"])")
            row.properties.remove(at: index)
        }
        return .empty(.noContent)
    }

    private func deleteNamespaceProperties(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeNamespace(request, try caller(request), "delete_metadef_namespace") { row in
            try row.checkProtection(of: "namespace \(row.id)")
            row.properties = []
        }
        return .empty(.noContent)
    }
}
