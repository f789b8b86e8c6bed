import HTTPTypes
import Hummingbird

extension ImageService {
    func declareImageImport(in table: inout RouteTable) {
        table.on(.post, "/v2/images/{id}/import", importImage)
        table.on(.get, "/v2/images/{id}/tasks", listImageTasks)
        table.on(.get, "/v2/images/{id}/locations", listLocations)
        table.on(.post, "/v2/images/{id}/locations", addLocation)
        table.on(.delete, "/v2/stores/{store}/{id}", deleteFromStore)
    }

    // Image API reference, “Import an image”: 202. Of what upstream does in a task only downloads take longer than the answer.
    private func importImage(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let body = try await document(request)
        guard body["method"] != nil else {
            throw ImageError(.badRequest, "Import request requires a 'method' field.")
        }
        guard let method = body["method"]?["name"]?.string else {
            throw ImageError(.badRequest, "Import request requires a 'name' field.")
        }
        guard Self.importMethods.contains(method) else {
            throw ImageError(.badRequest, "Unknown import method name '\(method)'.")
        }
        let found = try image(request, caller)
        try Self.checkImportable(found, by: method)
        try require("modify_image", owns(found, caller))
        if found.importTask != nil { throw ImageError(.conflict, "Image has active task") }
        for store in body["stores"]?.array ?? [] where store.string != Self.storeName {
            throw ImageError(.conflict, "Store for identifier \(store.pythonText) not found")
        }
        let isDownload = method == Self.download
        let address = body["method"]?["uri"] ?? .null
        if isDownload {
            let passes = if let url = address.string { await filter.passes(url) } else { false }
            guard passes else {
                throw ImageError(
                    .badRequest,
                    "URI for web-download does not pass filtering: \(address.pythonText)"
                )
            }
        }
        let task = ImageTaskRow(
            id: Identifier.uuid(),
            imageID: found.id,
            owner: caller.projectID,
            userID: caller.userID,
            requestID: request.id,
            input: [
                "image_id": .string(found.id), "import_req": body, "backend": [.string(Self.storeName)],
            ],
            created: clock.now,
            isRunning: isDownload ? true : nil
        )
        if isDownload {
            try order(address.string ?? "", task, of: found)
        } else {
            try await importStaged(found, task)
        }
        return .empty(.accepted)
    }

    /// Has an image downloaded once the request is answered.
    private func order(_ url: String, _ task: ImageTaskRow, of image: ImageRow) throws {
        try update(image.id) { image in
            try Self.checkImportable(image, by: Self.download)
            guard image.importTask == nil else {
                throw ImageError(
                    .conflict,
                    "New operation on image '\(image.id)' is not permitted as prior operation is still in progress"
                )
            }
            image.importTask = task.id
        }
        try store.write { $0.tasks.insert(task) }
        downloads.add(.init(imageID: image.id, taskID: task.id, url: url))
    }

    private func importStaged(_ found: ImageRow, _ task: ImageTaskRow) async throws {
        let head = try await found.blob.asyncMap { try await blobs.part(of: $0, at: 0)?.bytes }
        let first = head.flatMap { $0 }.map { Array($0.readableBytesView.prefix(512)) } ?? []
        try update(found.id) { image in
            try Self.checkImportable(image, by: "glance-direct")
            image.status = .active
            image.virtualSize = DiskImage.virtualSize(image.diskFormat, size: image.size ?? 0, head: first)
            image.setImportStores(waiting: "", failed: "")
        }
        try store.write { $0.tasks.insert(task) }
    }

    private static func checkImportable(_ image: ImageRow, by method: String) throws {
        if image.hasData {
            throw ImageError(
                .conflict,
                "Image with status \(image.status.rawValue) cannot be target for import"
            )
        }
        if method == download {
            guard image.status == .queued else {
                throw ImageError(.conflict, "Image needs to be in 'queued' state to use '\(method)' method")
            }
        } else {
            guard image.status == .uploading, image.blob != nil else {
                throw ImageError(.conflict, "Image needs to be staged before 'glance-direct' method can be used")
            }
        }
        if image.containerFormat == nil {
            throw ImageError(.conflict, "'container_format' needs to be set before import")
        }
        if image.diskFormat == nil { throw ImageError(.conflict, "'disk_format' needs to be set before import") }
    }

    // MARK: - Tasks

    // “Show tasks associated with image”.
    private func listImageTasks(_ request: ServiceRequest) throws -> ServiceResponse {
        let image = try image(request, try caller(request))
        let rows = store.read { $0.tasks.values.filter { $0.imageID == image.id } }
        return .json(["tasks": .array(rows.sorted { $0.created < $1.created }.map { .object($0.members) })])
    }

    // MARK: - Locations

    // “List locations”: for admins and services; where we keep bytes has no URL.
    private func listLocations(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        _ = try image(request, caller)
        try require("fetch_image_location", caller.isAdmin || caller.roles.contains("service"))
        return .json([])
    }

    private func addLocation(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let body = try await document(request)
        let image = try image(request, caller)
        try require("add_image_location", owns(image, caller))
        guard image.status == .queued else {
            throw ImageError(
                .conflict,
                "It's not allowed to add locations if image status is \(image.status.rawValue)."
            )
        }
        throw ImageError(.badRequest, "Invalid location \(body["url"]?.pythonText ?? "None")")
    }

    private func deleteFromStore(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        guard request["store"] == Self.storeName else {
            throw ImageError(.conflict, "The selected store \(request["store"]) is not available on this node.")
        }
        let image = try image(request, caller)
        try require("delete_image_location", caller.isAdmin)
        guard image.hasData else {
            throw ImageError(.notFound, "Image \(image.id) is not stored in store \(Self.storeName).")
        }
        throw ImageError(.forbidden, "Cannot delete image data from the only store containing it.")
    }
}

extension Optional {
    /// As `map`, with a transformation that waits.
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
