import HTTPTypes
import Hummingbird

// Image API reference, “Metadata definition tags”: words that resources may be given.
extension ImageService {
    func declareNamespaceTags(in table: inout RouteTable) {
        let path = "/v2/metadefs/namespaces/{namespace}/tags"
        table.on(.get, path, listNamespaceTags)
        table.on(.post, path, createNamespaceTags)
        table.on(.delete, path, deleteNamespaceTags)
        table.on(.get, path + "/{name}", showNamespaceTag)
        table.on(.post, path + "/{name}", createNamespaceTag)
        table.on(.put, path + "/{name}", updateNamespaceTag)
        table.on(.delete, path + "/{name}", deleteNamespaceTag)
    }

    private static let rules = RequestSchema(MetadataSchema.tag)
    private static let listRules = RequestSchema(MetadataSchema.tagList)

    private static func index(of name: String, in row: MetadataNamespaceRow) throws -> Int {
        guard let index = row.tags.firstIndex(where: { $0.name == name }) else {
            throw ImageError(.notFound, "Could not find metadata tag \(name)")
        }
        return index
    }

    private static func names(_ tags: [MetadataNamespaceRow.Definition]) -> JSON {
        ["tags": .array(tags.map { ["name": .string($0.name)] })]
    }

    private func listNamespaceTags(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try namespace(request, try caller(request))
        let page = try ListPage(request.query, standard: .max)
        let (tags, _) = try page.cut(row.tags) { row.tags[try Self.index(of: $0, in: row)] }
        return .json(Self.names(tags))
    }

    // “Create tags”: 201; the tags replace those there were, unless a header asks for them to be added.
    private func createNamespaceTags(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.listRules, "tags", isTimed: false)
        let tags = given["tags"]?.array ?? []
        let append = request.headers[.appendTags]?.lowercased() ?? ""
        let isAdded = ["true", "1", "yes", "on", "t", "y"].contains(append)
        let now = clock.now
        let row = try changeNamespace(request, caller, "add_metadef_tags") { row in
            if !isAdded, !tags.isEmpty { row.tags = [] }
            for tag in tags { try row.addTag(tag["name"]?.string ?? "", at: now) }
        }
        return .json(Self.names(row.tags.suffix(tags.count)), status: .created)
    }

    private func createNamespaceTag(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        _ = try namespace(request, caller)
        let name = request["name"]
        do {
            try Self.rules.validate(["name": .string(name)])
        } catch {
            throw ImageError.schema(error.message, of: "tag")
        }
        let now = clock.now
        let row = try changeNamespace(request, caller, "add_metadef_tag") { try $0.addTag(name, at: now) }
        return .json(.object(row.tags[row.tags.count - 1].timed), status: .created)
    }

    private func showNamespaceTag(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try namespace(request, try caller(request))
        return .json(.object(row.tags[try Self.index(of: request["name"], in: row)].timed))
    }

    private func updateNamespaceTag(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "tag", isTimed: false)
        let now = clock.now
        let row = try changeNamespace(request, caller, "modify_metadef_tag") { row in
            let index = try Self.index(of: request["name"], in: row)
            try row.replace(at: index, of: \.tags, by: given, at: now, MetadataError.tagExists)
        }
        return .json(.object(row.tags[try Self.index(of: given["name"]?.string ?? "", in: row)].timed))
    }

    private func deleteNamespaceTag(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeNamespace(request, try caller(request), "delete_metadef_tag") { row in
            let index = try Self.index(of: request["name"], in: row)
            try row.checkProtection(of: "tag \(request["name"])")
            row.tags.remove(at: index)
        }
        return .empty(.noContent)
    }

    private func deleteNamespaceTags(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeNamespace(request, try caller(request), "delete_metadef_tags") { row in
            try row.checkProtection(of: "namespace \(row.id)")
            row.tags = []
        }
        return .empty(.noContent)
    }
}

extension MetadataNamespaceRow {
    /// Adds a tag; two may not differ in case only.
    fileprivate mutating func addTag(_ name: String, at now: Timestamp) throws {
        guard !tags.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw MetadataError.tagExists(name, id)
        }
        tags.append(Definition(name, [:], at: now))
    }
}
