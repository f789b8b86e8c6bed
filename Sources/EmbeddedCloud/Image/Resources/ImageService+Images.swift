import HTTPTypes
import Hummingbird

extension ImageService {
    func declareImages(in table: inout RouteTable) {
        table.on(.post, "/v2/images", createImage)
        table.on(.get, "/v2/images/{id}", showImage)
        table.on(.delete, "/v2/images/{id}", deleteImage)
    }

    // Image API reference, “Create image”: 201, the import methods in a header.
    private func createImage(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        guard let given = try await document(request).object else {
            throw ImageError.schema("a JSON object is needed")
        }
        for name in given.names { try ImageProperty.checkWritable(name, isNew: true) }
        if let owner = given["owner"]?.string, owner != caller.projectID, !caller.isAdmin {
            throw ImageError(.forbidden, detail: "You are not permitted to create images owned by '\(owner)'")
        }
        let now = clock.now
        var image = ImageRow(
            id: try Self.wantedID(given["id"]),
            owner: caller.projectID,
            created: now,
            updated: now
        )
        for (name, value) in given where name != "id" { try ImageProperty.set(name, to: value, in: &image) }
        try require("add_image", caller.isAdmin || (caller.roles.contains("member") && caller.projectID != nil))
        try checkVisibility(image, caller)
        try ImageProperty.checkCounts(image)
        let row = image
        try store.write { state in
            if state.images[row.id] != nil { throw ImageError(.conflict, "Image ID \(row.id) already exists!") }
            state.images.insert(row)
        }
        return .json(
            .object(row.members),
            status: .created,
            headers: [
                .location: "\(base)/v2/images/\(row.id)",
                .importMethods: Self.importMethods.joined(separator: ","), .imageStores: Self.storeName,
            ]
        )
    }

    private static func wantedID(_ value: JSON?) throws -> String {
        guard let value else { return Identifier.uuid() }
        guard let id = value.string else { throw ImageError.schema("\(value.pythonLiteral) is not of type 'string'") }
        guard Identifier.isUUID(id) else { throw ImageError.schema("'\(id)' is not a UUID") }
        return id
    }

    /// Only admins make images public; members may make their own community images.
    func checkVisibility(_ image: ImageRow, _ caller: Caller) throws {
        switch image.visibility {
        case .public: try require("publicize_image", caller.isAdmin)
        case .community: try require("communitize_image", owns(image, caller))
        case .private, .shared: break
        }
    }

    // “Show image”.
    private func showImage(_ request: ServiceRequest) throws -> ServiceResponse {
        .json(.object(try image(request, try caller(request)).members))
    }

    // “Delete image”: 204, the data goes with it.
    private func deleteImage(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        guard let image = try? image(request, caller) else {
            throw ImageError(.notFound, "Failed to find image \(request["id"]) to delete")
        }
        try require("delete_image", owns(image, caller))
        let blob = try store.write { state -> String? in
            guard let image = state.images[image.id] else {
                throw ImageError(.notFound, "Failed to find image \(image.id) to delete")
            }
            if image.isProtected {
                throw ImageError(.forbidden, "Image \(image.id) is protected and cannot be deleted.")
            }
            state.removeImage(image.id)
            return image.blob
        }
        if let blob { try await blobs.remove(blob) }
        return .empty(.noContent)
    }
}
