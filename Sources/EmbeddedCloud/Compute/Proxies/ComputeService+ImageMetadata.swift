import HTTPTypes
import Hummingbird

// Compute API reference, “Image metadata”; there until microversion 2.38.
extension ComputeService {
    func declareImageMetadata(in table: inout ComputeRouteTable) {
        let path = "/images/{image_id}/metadata"
        table.on(.get, path, until: 38, listImageMetadata)
        table.on(.post, path, until: 38, createImageMetadata)
        table.on(.put, path, until: 38, replaceImageMetadata)
        table.on(.get, path + "/{id}", until: 38, showImageMetadata)
        table.on(.put, path + "/{id}", until: 38, updateImageMetadata)
        table.on(.delete, path + "/{id}", until: 38, deleteImageMetadata)
    }

    private static let metadata = ComputeSchema.one("metadata", ComputeSchema.metadata)

    private func properties(_ request: ComputeRequest) async throws -> JSON.Object {
        ImageProperties.own(of: try await foundImage(request["image_id"], request))
    }

    /// Makes the image's properties what they are to be.
    private func set(_ new: JSON.Object, instead old: JSON.Object, _ request: ComputeRequest) async throws {
        let limit = store.read { state in quotaLimit("metadata_items", of: request.project, in: state) }
        guard limit < 0 || new.names.count <= limit else {
            throw ComputeError.forbidden("Image metadata limit exceeded")
        }
        var changes: [JSON] = []
        func path(_ name: String) -> JSON { .string("/" + name.replacing("~", with: "~0").replacing("/", with: "~1")) }
        for (name, value) in new where old[name] != value {
            changes.append(["op": old[name] == nil ? "add" : "replace", "path": path(name), "value": value])
        }
        for name in old.names where new[name] == nil { changes.append(["op": "remove", "path": path(name)]) }
        guard !changes.isEmpty else { return }
        let answer = await parts.others.send(
            "image",
            .patch,
            "/v2/images/" + PercentCoding.encodeQueryValue(request["image_id"]),
            .init(string: JSON.array(changes).text),
            headers: [.contentType: "application/openstack-images-v2.1-json-patch", .accept: "application/json"],
            as: request.caller
        )
        switch answer.status {
        case 200..<300: return
        case 403: throw ComputeError.forbidden("Not authorized for image \(request["image_id"]).")
        case 404: throw ComputeError.notFound("Image not found.")
        case 400: throw ComputeError.badRequest(answer.body["message"]?.string ?? "")
        default: throw Self.unavailable("image")
        }
    }

    private func listImageMetadata(_ request: ComputeRequest) async throws -> ServiceResponse {
        .json(["metadata": .object(try await properties(request))])
    }

    private func showImageMetadata(_ request: ComputeRequest) async throws -> ServiceResponse {
        let name = request["id"]
        guard let value = try await properties(request)[name] else { throw ComputeError.noResource }
        return .json(["meta": .object([name: value])])
    }

    private func createImageMetadata(_ request: ComputeRequest) async throws -> ServiceResponse {
        let given = try request.body(Self.metadata)["metadata"]?.object ?? [:]
        let old = try await properties(request)
        var new = old
        new.merge(given)
        try await set(new, instead: old, request)
        return .json(["metadata": .object(new)])
    }

    private func replaceImageMetadata(_ request: ComputeRequest) async throws -> ServiceResponse {
        let new = try request.body(Self.metadata)["metadata"]?.object ?? [:]
        try await set(new, instead: try await properties(request), request)
        return .json(["metadata": .object(new)])
    }

    private func updateImageMetadata(_ request: ComputeRequest) async throws -> ServiceResponse {
        let one = RequestSchema.object(
            [:],
            patterns: [("^[a-zA-Z0-9-_:. ]{1,255}$", .string(.init(0, 255)))],
            count: .init(1, 1)
        )
        let given = try request.body(ComputeSchema.one("meta", one))["meta"]?.object ?? [:]
        guard let value = given[request["id"]] else {
            throw ComputeError.badRequest("Request body and URI mismatch")
        }
        let old = try await properties(request)
        var new = old
        new[request["id"]] = value
        try await set(new, instead: old, request)
        return .json(["meta": .object(given)])
    }

    private func deleteImageMetadata(_ request: ComputeRequest) async throws -> ServiceResponse {
        let old = try await properties(request)
        guard old[request["id"]] != nil else { throw ComputeError.notFound("Invalid metadata key") }
        var new = old
        new[request["id"]] = nil
        try await set(new, instead: old, request)
        return .empty(.noContent)
    }
}
