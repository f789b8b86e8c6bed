import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

// Image API reference, “Interoperable image import”, method `web-download`: what upstream's task does after the answer.
extension ImageService {
    /// Downloads images until it is cancelled.
    func runDownloads() async {
        await downloads.run { order, client in await download(order, client) }
    }

    /// The image is importing while its data comes, then active, or queued again if it didn't come.
    func download(_ order: ImageDownloads.Order, _ client: HTTPClient) async {
        do {
            try begin(order)
            let stored = try await fetch(order.url, client)
            do {
                try finish(order, stored)
            } catch {
                // Deleted meanwhile: its bytes must not stay behind.
                try? await blobs.remove(stored.blob)
                throw error
            }
        } catch {
            // Nothing more can be done for an image that has gone.
            try? store.write { $0.failImport(order.taskID, at: clock.now) }
        }
    }

    private struct Failure: Error {}

    private func begin(_ order: ImageDownloads.Order) throws {
        try update(order.imageID) { image in
            guard image.status == .queued, image.importTask == order.taskID else { throw Failure() }
            image.status = .importing
            image.setImportStores(waiting: Self.storeName, failed: "")
        }
    }

    private func finish(_ order: ImageDownloads.Order, _ stored: StoredData) throws {
        try update(order.imageID) { image in
            guard image.status == .importing, image.importTask == order.taskID else { throw Failure() }
            image.status = .active
            image.size = stored.size
            image.digest = stored.digest
            image.virtualSize = DiskImage.virtualSize(image.diskFormat, size: stored.size, head: stored.head)
            image.blob = stored.blob
            image.importTask = nil
            image.setImportStores(waiting: "", failed: "")
        }
        let now = clock.now
        try store.write { state in
            guard var task = state.tasks[order.taskID] else { return }
            task.isRunning = nil
            task.finished = now
            task.copied = stored.size
            state.tasks.insert(task)
        }
    }

    // MARK: - The data

    /// Stores what is at an address, following redirections to where the filter lets them lead.
    private func fetch(_ url: String, _ client: HTTPClient) async throws -> StoredData {
        var url = url
        for _ in 0...Self.redirectionLimit {
            guard await filter.passes(url) else { throw Failure() }
            let response = try await client.execute(HTTPClientRequest(url: url), deadline: .distantFuture)
            if (300..<400).contains(response.status.code) {
                guard let location = response.headers.first(name: "location"),
                    let next = URL(string: location, relativeTo: URL(string: url))
                else { throw Failure() }
                url = next.absoluteString
                continue
            }
            guard (200..<300).contains(response.status.code) else { throw Failure() }
            return try await keep(
                response.body,
                announced: response.headers.first(name: "content-length").flatMap { Int($0) }
            )
        }
        throw Failure()
    }

    private static let redirectionLimit = 10
}

extension ImageState {
    /// Puts an image back as it was before an import that failed, and says so.
    mutating func failImport(_ taskID: String, at now: Timestamp) {
        guard var task = tasks[taskID] else { return }
        task.isRunning = nil
        task.finished = now
        task.failure = .init(type: ImageTaskRow.importType, message: "Task failed due to Internal Error")
        tasks.insert(task)
        guard let id = task.imageID, var image = images[id], image.importTask == taskID else { return }
        if image.status == .importing { image.status = .queued }
        image.importTask = nil
        image.setImportStores(waiting: "", failed: ImageService.storeName)
        image.updated = now
        images.insert(image)
    }

    /// Fails the imports that the end of an earlier process broke off.
    mutating func failInterruptedImports(at now: Timestamp) {
        for task in tasks.values where task.isRunning ?? false { failImport(task.id, at: now) }
    }
}

extension ImageRow {
    /// The task that is importing the image, and keeps others from doing so.
    var importTask: String? {
        get { properties["os_glance_import_task"]?.string }
        set { properties["os_glance_import_task"] = newValue.map(JSON.string) }
    }

    /// Which stores an import has still to put the image into, and which it could not.
    mutating func setImportStores(waiting: String, failed: String) {
        properties["os_glance_importing_to_stores"] = .string(waiting)
        properties["os_glance_failed_import"] = .string(failed)
    }
}
