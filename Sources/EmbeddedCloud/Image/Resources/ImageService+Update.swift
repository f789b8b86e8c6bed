import HTTPTypes
import Hummingbird

extension ImageService {
    func declareImageUpdate(in table: inout RouteTable) {
        table.on(.patch, "/v2/images/{id}", updateImage)
    }

    // Image API reference, “Update image”: a list of JSON patch operations in one of two media types.
    private func updateImage(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let edition: ImagePatch.Edition
        switch request.mediaType {
        case "application/openstack-images-v2.1-json-patch": edition = .v21
        case "application/openstack-images-v2.0-json-patch": edition = .v20
        default: throw ImageError.mediaType(request.mediaType)
        }
        let patch = try ImagePatch(try await document(request), edition)
        let before = try image(request, caller)
        if patch.operations.isEmpty { return .json(.object(before.members)) }
        try require("modify_image", owns(before, caller))
        let changed = try update(before.id) { image in
            let visibility = image.visibility
            for operation in patch.operations { try apply(operation, edition, to: &image, caller) }
            if image.visibility != visibility { try checkVisibility(image, caller) }
            try ImageProperty.checkCounts(image)
        }
        return .json(.object(changed.members))
    }

    private func apply(
        _ operation: ImagePatch.Operation,
        _ edition: ImagePatch.Edition,
        to image: inout ImageRow,
        _ caller: Caller
    ) throws {
        let name = operation.name
        if name == "locations" {
            throw ImageError(
                .forbidden,
                "It's not allowed to \(operation.kind.rawValue) locations if locations are invisible."
            )
        }
        try ImageProperty.checkWritable(name, isNew: false)
        let isBase = ImageProperty.base.contains(name)
        switch operation.kind {
        case .remove:
            if isBase { throw ImageError(.forbidden, detail: "Property \(name) may not be removed.") }
            try Self.requireProperty(name, image)
            image.properties[name] = nil
            return
        case .replace: if !isBase { try Self.requireProperty(name, image) }
        case .add:
            if edition == .v20, image.properties[name] != nil {
                throw ImageError(.conflict, detail: "Property \(name) already present.")
            }
        }
        if name == "owner", !caller.isAdmin {
            throw ImageError(.forbidden, detail: "Owner can't be updated by non admin.")
        }
        if ["disk_format", "container_format"].contains(name), image.status != .queued {
            throw ImageError(.forbidden, "Attribute \(name) can be only replaced for a queued image.")
        }
        try ImageProperty.set(name, to: operation.value, in: &image)
    }

    private static func requireProperty(_ name: String, _ image: ImageRow) throws {
        guard image.properties[name] == nil else { return }
        throw ImageError(.conflict, detail: "Property \(name) does not exist.")
    }
}
