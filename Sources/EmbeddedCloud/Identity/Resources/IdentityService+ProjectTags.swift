import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareProjectTags(in table: inout RouteTable) {
        table.on(.get, "/v3/projects/{id}/tags", listTags)
        table.on(.put, "/v3/projects/{id}/tags", replaceTags)
        table.on(.delete, "/v3/projects/{id}/tags", deleteTags)
        table.on(.get, "/v3/projects/{id}/tags/{tag}", checkTag)
        table.on(.put, "/v3/projects/{id}/tags/{tag}", addTag)
        table.on(.delete, "/v3/projects/{id}/tags/{tag}", deleteTag)
    }

    /// Up to 80 different texts of 1 to 255 characters, without comma and slash.
    static func tags(_ value: JSON) throws -> [String] {
        func refuse(_ reason: String) -> IdentityError {
            IdentityError(.badRequest, "\(value.pythonLiteral) \(reason)")
        }
        guard let array = value.array else { throw refuse("is not of type 'array'") }
        guard array.count <= 80 else { throw refuse("is too long") }
        let tags = try array.map { item in
            guard let tag = item.string else {
                throw IdentityError(.badRequest, "\(item.pythonLiteral) is not of type 'string'")
            }
            return try checked(tag)
        }
        guard Set(tags).count == tags.count else { throw refuse("has non-unique elements") }
        return tags
    }

    private static func checked(_ tag: String) throws -> String {
        let literal = JSON.string(tag).pythonLiteral
        if tag.isEmpty { throw IdentityError(.badRequest, "'' should be non-empty") }
        if tag.unicodeScalars.count > 255 { throw IdentityError(.badRequest, "\(literal) is too long") }
        if tag.contains(",") || tag.contains("/") {
            throw IdentityError(.badRequest, "\(literal) does not match '^[^,/]*$'")
        }
        return tag
    }

    private func answer(_ tags: [String]) -> ServiceResponse {
        .json(["links": ["self": .string(base + "/v3")], "tags": JSON(tags)])
    }

    private func readTags(_ request: ServiceRequest, _ rule: String) throws -> [String] {
        let caller = try caller(request)
        let row = store.read { $0.projects[request["id"]] }
        try require(rule, caller.sees(domain: row?.domainID) || caller.projectID == request["id"])
        guard let row else { throw IdentityError.notFound("project", request["id"]) }
        return row.tags
    }

    private func changeTags(
        _ request: ServiceRequest,
        _ rule: String,
        _ change: (inout [String]) throws -> Void
    ) throws -> [String] {
        let caller = try caller(request)
        let id = request["id"]
        let domain = store.read { $0.projects[id]?.domainID }
        try require(rule, caller.manages(domain: domain))
        return try store.write { state in
            guard var row = state.projects[id] else { throw IdentityError.notFound("project", id) }
            try change(&row.tags)
            row.tags.sort()
            state.projects.insert(row)
            return row.tags
        }
    }

    private func listTags(_ request: ServiceRequest) throws -> ServiceResponse {
        answer(try readTags(request, "list_project_tags"))
    }

    private func replaceTags(_ request: ServiceRequest) async throws -> ServiceResponse {
        let tags = try Self.tags(try await document(request)["tags"] ?? .null)
        _ = try changeTags(request, "update_project_tags") { $0 = tags }
        return answer(tags)
    }

    private func deleteTags(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try changeTags(request, "delete_project_tags") { $0 = [] }
        return .empty(.noContent)
    }

    private func checkTag(_ request: ServiceRequest) throws -> ServiceResponse {
        guard try readTags(request, "get_project_tag").contains(request["tag"]) else {
            throw IdentityError.notFound("project tag", request["tag"])
        }
        return .empty(.noContent)
    }

    private func addTag(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try changeTags(request, "create_project_tag") { tags in
            let tag = try Self.checked(request["tag"])
            _ = try Self.tags(JSON(tags.filter { $0 != tag } + [tag]))
            if !tags.contains(tag) { tags.append(tag) }
        }
        let path = PercentCoding.encodeQueryValue(request["tag"])
        return .text(
            "",
            type: "text/html; charset=utf-8",
            status: .created,
            headers: [.location: "\(base)/v3/projects/\(request["id"])/tags/\(path)"]
        )
    }

    private func deleteTag(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try changeTags(request, "delete_project_tag") { tags in
            guard let index = tags.firstIndex(of: request["tag"]) else {
                throw IdentityError.notFound("project tag", request["tag"])
            }
            tags.remove(at: index)
        }
        return .empty(.noContent)
    }
}
