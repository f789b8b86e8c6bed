import HTTPTypes
import Hummingbird

// Object Storage API reference, “Object versioning”: `version-id` in the query names one of an object's versions.
extension ObjectStorageService {
    /// Finds the object of a request, or the version of it that the query names.
    func findVersion(_ call: ObjectCall) throws -> FoundObject {
        let follows = call[parameter: "symlink"] != "get"
        guard let version = call[parameter: "version-id"], !version.isEmpty else {
            return try find(call, follows: follows)
        }
        if version == "null" {
            var found = try find(call, follows: follows)
            guard found.version == nil else { throw ObjectStorageError.notFound }
            found.version = "null"
            return found
        }
        guard let container = try containerForReading(call) else { throw ObjectStorageError.notFound }
        let versions = try versions(of: container, version)
        let row = try version.isEmpty ? nil : versionRow(version, of: call.object, in: versions)
        guard let row else { throw ObjectStorageError.notFound }
        switch row.kind {
        case .deleteMarker:
            var error = ObjectStorageError.notFound
            error.headers[.contentType] = VersionName.deleteMarker
            error.headers[.objectVersion] = version
            throw error
        case .symlink(let link) where follows:
            guard let next = linkTarget(link, from: call.path) else { throw ObjectStorageError.notFound }
            var found = try find(call.asking(call.method, next), target: link.etag)
            found.version = version
            return found
        default:
            var found = FoundObject(row: row, container: versions, path: call.path)
            found.version = version
            return found
        }
    }

    /// What a version shown without being asked for is called.
    func versionShown(_ found: FoundObject) -> String? {
        found.container.isVersioned != nil && !found.container.isHidden ? "null" : nil
    }

    /// The hidden container of versions; 400 if the container never had any.
    private func versions(of container: ObjectContainerRow, _ version: String) throws -> ObjectContainerRow {
        guard let versions = store.read({ $0.versions(of: container) }) else {
            throw ObjectStorageError(
                .badRequest,
                "version-aware operations require that the container is versioned"
            )
        }
        return versions
    }

    private func versionRow(_ version: String, of name: String, in versions: ObjectContainerRow) throws -> ObjectRow? {
        guard let time = Timestamp(normal: version) else {
            throw ObjectStorageError(.badRequest, "Invalid version parameter")
        }
        return store.read { $0.object(VersionName.hidden(name, time), in: versions) }
    }

    /// Deletes one version; the link to it too if it is the latest.
    func deleteVersion(_ version: String, _ call: ObjectCall, in container: ObjectContainerRow) async throws -> Response
    {
        let versions = try versions(of: container, version)
        guard let row = try versionRow(version, of: call.object, in: versions) else {
            throw ObjectStorageError.notFound
        }
        let current = try store.write { state -> String in
            var current = "null"
            if let link = state.object(call.object, in: container), case .symlink(let facts) = link.kind,
                let linked = facts.version
            {
                if linked == version { state.remove(call.object, from: container) } else { current = linked }
            }
            state.remove(row.name, from: versions)
            return current
        }
        await blobs.remove([row.blob])
        var headers: HTTPFields = [.contentType: "text/html; charset=UTF-8"]
        headers[.objectVersion] = version
        headers[.currentObjectVersion] = current
        return Response(status: .noContent, headers: headers)
    }

    /// Makes a version the latest: 201.
    func restoreVersion(_ call: ObjectCall, in container: ObjectContainerRow) async throws -> Response {
        let version = call[parameter: "version-id"] ?? ""
        let versions = try versions(of: container, version)
        guard call.isChunked || call.contentLength != nil else { throw ObjectStorageError(.lengthRequired) }
        guard try await call.body.collected(upTo: 1 << 16).readableBytes == 0 else {
            throw ObjectStorageError(
                .badRequest,
                "PUT version-id requests require a zero byte body",
                plain: true
            )
        }
        guard let row = try versionRow(version, of: call.object, in: versions) else {
            throw ObjectStorageError(.notFound, "The specified version does not exist", plain: true)
        }
        var placed = row
        placed.name = call.object
        placed.timestamp = clock.next()
        let link = Self.link(to: row, of: placed)
        let freed = try store.write { state in
            guard let container = state.container(container.name, of: container.account) else {
                throw ObjectStorageError.notFound
            }
            return state.put(link, in: container)?.blob ?? 0
        }
        await blobs.remove([freed])
        var headers: HTTPFields = [.contentType: "text/html; charset=UTF-8"]
        headers[.entityTag] = row.etag.hex
        headers[.lastModified] = HTTPDate.text(seconds: placed.timestamp.wholeSeconds)
        headers[.objectVersion] = version
        return Response(status: .created, headers: headers)
    }
}
