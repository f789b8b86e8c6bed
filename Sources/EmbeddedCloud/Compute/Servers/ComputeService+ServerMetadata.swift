import HTTPTypes
import Hummingbird

/// Texts and tags of servers.
extension ComputeService {
    func declareServerMetadata(in table: inout ComputeRouteTable) {
        table.on(.get, "/servers/{id}/metadata", listMetadata)
        table.on(.post, "/servers/{id}/metadata", addMetadata)
        table.on(.put, "/servers/{id}/metadata", replaceMetadata)
        table.on(.get, "/servers/{id}/metadata/{key}", showMetadata)
        table.on(.put, "/servers/{id}/metadata/{key}", setMetadata)
        table.on(.delete, "/servers/{id}/metadata/{key}", deleteMetadata)
        table.on(.get, "/servers/{id}/tags", since: 26, listTags)
        table.on(.put, "/servers/{id}/tags", since: 26, replaceTags)
        table.on(.delete, "/servers/{id}/tags", since: 26, deleteTags)
        table.on(.get, "/servers/{id}/tags/{tag}", since: 26, checkTag)
        table.on(.put, "/servers/{id}/tags/{tag}", since: 26, addTag)
        table.on(.delete, "/servers/{id}/tags/{tag}", since: 26, deleteTag)
    }

    private static let states: Set<ServerRow.State> = [.active, .paused, .suspended, .stopped]

    // MARK: - Metadata

    private func listMetadata(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        return .json(["metadata": .object(try server(request, "server-metadata:index", .read).metadata)])
    }

    private func showMetadata(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "server-metadata:show", .read)
        guard let value = row.metadata[request["key"]] else {
            throw ComputeError.notFound("Metadata item was not found")
        }
        return .json(["meta": ["\(request["key"])": value]])
    }

    private func addMetadata(_ request: ComputeRequest) throws -> ServiceResponse {
        let body = try request.body(ComputeSchema.one("metadata", ComputeSchema.metadata))
        let row = try server(request, "server-metadata:create")
        let metadata = try update(row, request) { $0.merge(body["metadata"]?.object ?? [:]) }
        return .json(["metadata": .object(metadata)])
    }

    private func replaceMetadata(_ request: ComputeRequest) throws -> ServiceResponse {
        let body = try request.body(ComputeSchema.one("metadata", ComputeSchema.metadata))
        let row = try server(request, "server-metadata:update_all")
        let metadata = try update(row, request) { $0 = body["metadata"]?.object ?? [:] }
        return .json(["metadata": .object(metadata)])
    }

    private func setMetadata(_ request: ComputeRequest) throws -> ServiceResponse {
        let one = RequestSchema.object(
            [:],
            patterns: [("^[a-zA-Z0-9-_:. ]{1,255}$", .string(.init(0, 255)))],
            count: .init(1, 1)
        )
        let body = try request.body(ComputeSchema.one("meta", one))
        let row = try server(request, "server-metadata:update")
        let item = body["meta"]?.object ?? [:]
        guard item[request["key"]] != nil else { throw ComputeError.badRequest("Request body and URI mismatch") }
        _ = try update(row, request) { $0.merge(item) }
        return .json(["meta": .object(item)])
    }

    private func deleteMetadata(_ request: ComputeRequest) throws -> ServiceResponse {
        let row = try server(request, "server-metadata:delete")
        guard row.metadata[request["key"]] != nil else { throw ComputeError.notFound("Metadata item was not found") }
        _ = try update(row, request, as: "delete metadata") { $0[request["key"]] = nil }
        return .empty(.noContent)
    }

    private func update(
        _ row: ServerRow,
        _ request: ComputeRequest,
        as name: String = "update metadata",
        _ body: (inout JSON.Object) -> Void
    ) throws -> JSON.Object {
        let demand = ServerDemand(name: name, states: Self.states, tasks: nil)
        return try change(row.id) { row, state in
            try demand.check(row, request.caller)
            body(&row.metadata)
            let limit = quotaLimit("metadata_items", of: row.projectID, in: state)
            if limit >= 0, row.metadata.names.count > limit {
                throw ComputeError.forbidden("Maximum number of metadata items exceeds \(limit)")
            }
        }.metadata
    }

    // MARK: - Tags

    private static let tagLimit = 50

    private func listTags(_ request: ComputeRequest) throws -> ServiceResponse {
        .json(["tags": JSON(try server(request, "os-server-tags:index", .read).tags)])
    }

    private func checkTag(_ request: ComputeRequest) throws -> ServiceResponse {
        let row = try server(request, "os-server-tags:show", .read)
        guard row.tags.contains(request["tag"]) else {
            throw ComputeError.notFound("Server \(row.id) has no tag '\(request["tag"])'")
        }
        return .empty(.noContent)
    }

    private func addTag(_ request: ComputeRequest) throws -> ServiceResponse {
        if request.document != nil { _ = try request.body(.null) }
        let tag = request["tag"]
        var isNew = false
        let row = try changeTags(request, "update", "update tag") { tags in
            do {
                try ComputeSchema.tag.validate(.string(tag))
            } catch let problem as RequestSchema.Problem {
                throw ComputeError.badRequest(
                    "Tag '\(tag)' is invalid. It must be a non empty string without characters '/' and ','. "
                        + "Validation error message: \(problem.message)"
                )
            }
            if tags.count >= Self.tagLimit {
                throw ComputeError.badRequest("The number of tags exceeded the per-server limit \(Self.tagLimit)")
            }
            guard !tags.contains(tag) else { return }
            tags.append(tag)
            isNew = true
        }
        guard isNew else { return .empty(.noContent) }
        return .empty(.created, headers: [.location: "\(request.versionURL)/servers/\(row.id)/tags/\(tag)"])
    }

    private func replaceTags(_ request: ComputeRequest) throws -> ServiceResponse {
        let list = RequestSchema.array(ComputeSchema.tag, count: .init(0, Self.tagLimit))
        let body = try request.body(ComputeSchema.one("tags", list))
        var seen: Set<String> = []
        let wanted = (body["tags"]?.array ?? []).compactMap(\.string).filter { seen.insert($0).inserted }
        return .json(["tags": JSON(try changeTags(request, "update_all", "update tags") { $0 = wanted }.tags)])
    }

    private func deleteTag(_ request: ComputeRequest) throws -> ServiceResponse {
        let tag = request["tag"]
        try changeTags(request, "delete", "delete tag") { tags in
            guard let index = tags.firstIndex(of: tag) else {
                throw ComputeError.notFound("Instance \(request["id"]) has no tag '\(tag)'")
            }
            tags.remove(at: index)
        }
        return .empty(.noContent)
    }

    private func deleteTags(_ request: ComputeRequest) throws -> ServiceResponse {
        try changeTags(request, "delete_all", "delete tags") { $0 = [] }
        return .empty(.noContent)
    }

    @discardableResult
    private func changeTags(
        _ request: ComputeRequest,
        _ rule: String,
        _ action: String,
        _ body: (inout [String]) throws -> Void
    ) throws -> ServerRow {
        let row = try server(request, "os-server-tags:\(rule)")
        let demand = ServerDemand(
            name: action,
            states: Self.states,
            tasks: nil,
            mustHaveLaunched: false,
            mindsLock: false
        )
        return try change(row.id) { row, _ in
            try demand.check(row, request.caller)
            try body(&row.tags)
        }
    }
}
