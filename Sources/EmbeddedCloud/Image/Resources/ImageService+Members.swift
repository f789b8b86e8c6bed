import HTTPTypes
import Hummingbird

// Image API reference, “Sharing”: the owner offers an image to a project, which accepts or rejects it.
extension ImageService {
    func declareImageMembers(in table: inout RouteTable) {
        table.on(.get, "/v2/images/{id}/members", listMembers)
        table.on(.post, "/v2/images/{id}/members", addMember)
        table.on(.get, "/v2/images/{id}/members/{member}", showMember)
        table.on(.put, "/v2/images/{id}/members/{member}", updateMember)
        table.on(.delete, "/v2/images/{id}/members/{member}", deleteMember)
    }

    /// The members the caller may see: all for the owner, itself for a member.
    private func visibleMembers(_ image: ImageRow, _ caller: Caller) -> [ImageMemberRow] {
        let rows = store.read { $0.members.sorted }.filter { $0.imageID == image.id }
        if caller.isAdmin || caller.projectID == image.owner { return rows }
        return rows.filter { $0.projectID == caller.projectID }
    }

    private func listMembers(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let image = try image(request, caller)
        guard image.visibility == .shared else {
            throw ImageError(
                .forbidden,
                "Not allowed to list members for image \(image.id): Only shared images have members."
            )
        }
        let rows = visibleMembers(image, caller)
        return .json([
            "members": .array(rows.map { .object($0.members) }), "schema": "/v2/schemas/members",
        ])
    }

    private func addMember(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let body = try await document(request)
        guard let project = body["member"]?.string, !project.isEmpty else {
            throw ImageError(.badRequest, "Member to be added not specified")
        }
        let image = try image(request, caller)
        try require("add_member", owns(image, caller))
        guard image.visibility == .shared else {
            throw ImageError(.forbidden, "Not allowed to create members for image \(image.id).")
        }
        guard project.unicodeScalars.count <= 255 else {
            throw ImageError(.badRequest, "Invalid member id: it is too long")
        }
        let now = clock.now
        let row = ImageMemberRow(imageID: image.id, projectID: project, created: now, updated: now)
        try store.write { state in
            guard state.images[image.id] != nil else { throw ImageError.noImage(image.id) }
            if state.members[row.id] != nil {
                throw ImageError(.conflict, "Member \(project) is duplicated for image \(image.id)")
            }
            let count = state.members.values.filter { $0.imageID == image.id }.count
            guard count < 128 else {
                throw ImageError(
                    .contentTooLarge,
                    "The limit has been exceeded on the number of allowed image members for this image. Attempted: "
                        + "\(count + 1), Maximum: 128"
                )
            }
            state.members.insert(row)
        }
        return .json(.object(row.members))
    }

    /// The member of the path, if the caller may see it.
    private func member(_ request: ServiceRequest, _ image: ImageRow, _ caller: Caller) throws -> ImageMemberRow {
        guard let row = visibleMembers(image, caller).first(where: { $0.projectID == request["member"] }) else {
            throw ImageError(
                .notFound,
                "\(request["member"]) not found in the member list of the image \(image.id)."
            )
        }
        return row
    }

    private func showMember(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let image = try image(request, caller)
        return .json(.object(try member(request, image, caller).members))
    }

    private func updateMember(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let body = try await document(request)
        guard let given = body["status"] else { throw ImageError(.badRequest, "Status not specified") }
        let image = try image(request, caller)
        var row = try member(request, image, caller)
        try require(
            "modify_member",
            caller.isAdmin || (caller.roles.contains("member") && caller.projectID == row.projectID)
        )
        guard let status = given.string.flatMap(ImageMemberRow.Status.init) else {
            throw ImageError(
                .badRequest,
                "Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\"."
            )
        }
        row.status = status
        row.updated = clock.now
        let changed = row
        try store.write { $0.members.insert(changed) }
        return .json(.object(changed.members))
    }

    private func deleteMember(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let image = try image(request, caller)
        let row = try member(request, image, caller)
        try require("delete_member", owns(image, caller))
        try store.write { $0.members[row.id] = nil }
        return .empty(.noContent)
    }
}
