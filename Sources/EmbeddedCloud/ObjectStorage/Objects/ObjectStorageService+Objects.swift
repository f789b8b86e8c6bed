import HTTPTypes
import Hummingbird

extension ObjectStorageService {
    /// Answers a request about an object.
    func respondAboutObject(_ call: ObjectCall) async throws -> Response {
        switch call.method {
        case .get, .head: return try await showObject(call)
        case .put:
            if let source = call.headers[.copyFrom], !source.isEmpty { return try await copy(call, from: source) }
            return try await createObject(call)
        case .post: return try updateObject(call)
        case .delete:
            if call[parameter: "multipart-manifest"] == "delete" { return try await deleteManifest(call) }
            return try await deleteObject(call)
        case .copy: return try await copyObject(call)
        default: throw methodNotAllowed(call)
        }
    }

    // MARK: - Writing

    /// What is to become an object, once its bytes are there.
    struct Draft: Sendable {
        var container: ObjectContainerRow
        var row: ObjectRow
        /// What the ETag of the bytes must be.
        var expectedETag: String?
        /// Whether there must not be such an object yet.
        var mustBeNew = false
    }

    // Object Storage API reference, “Create or replace object”.
    func createObject(_ call: ObjectCall) async throws -> Response {
        if call[parameter: "multipart-manifest"] == "put" { return try await createManifest(call) }
        let container = try containerForWriting(call)
        if call[parameter: "version-id"] != nil { return try await restoreVersion(call, in: container) }
        try checkQuotas(call, container)
        guard call.headers[.staticLargeObject] == nil || call.access.isService else {
            throw ObjectStorageError(
                .badRequest,
                "X-Static-Large-Object is a reserved header. To create a static large object add query param "
                    + "multipart-manifest=put."
            )
        }
        if call.headers[.symlinkTarget] != nil { return try await createSymlink(call, in: container) }
        let draft = try draft(call, in: container)
        return try await keep(draft, call.body, length: call.contentLength)
    }

    /// Reads what the header fields say of an object, and whether they may.
    func draft(_ call: ObjectCall, in container: ObjectContainerRow, type: String? = nil) throws -> Draft {
        let ifNoneMatch = EntityTags(call.headers[.ifNoneMatch])
        guard ifNoneMatch?.isAny ?? true else {
            throw ObjectStorageError(.badRequest, "If-None-Match only supports *", plain: true)
        }
        if let manifest = call.headers[.objectManifest] { try Self.checkManifestHeader(manifest) }
        var contentType = type ?? call.headers[.contentType] ?? ""
        if contentType.isEmpty || call.headers[.detectContentType]?.isConfirmation ?? false {
            contentType = MediaType.guess(call.object)
        }
        try checkLength(call)
        guard call.object.unicodeScalars.count <= Constraints.objectName else {
            throw ObjectStorageError(
                .badRequest,
                "Object name length of \(call.object.unicodeScalars.count) longer than \(Constraints.objectName)",
                plain: true
            )
        }
        let now = clock.next()
        let deleteAt = try Expiry.time(call.headers, now: now)
        try Constraints.checkMetadata(call.headers, of: .object)
        guard
            !contentType.split(separator: ";").dropFirst().contains(where: {
                $0.trimmingPrefix(" ").hasPrefix("swift_")
            })
        else {
            throw ObjectStorageError(
                .badRequest,
                "Invalid Content-Type, swift_* is not a valid parameter name."
            )
        }
        var row = ObjectRow(name: call.object, timestamp: now, size: 0, etag: .empty, contentType: contentType)
        row.deleteAt = deleteAt ?? 0
        row.headers = Self.keptHeaders(call.headers)
        var draft = Draft(container: container, row: row)
        draft.expectedETag = call.headers[.eTag].map { EntityTags.plain($0).lowercased() }
        draft.mustBeNew = ifNoneMatch != nil
        if draft.mustBeNew, object(call.object, in: container) != nil { throw ObjectStorageError(.preconditionFailed) }
        return draft
    }

    private func checkLength(_ call: ObjectCall) throws {
        if case .stored = call.body { return }
        if let text = call.headers[.contentLength], !text.isDecimal {
            throw ObjectStorageError(.badRequest, "Invalid Content-Length header value", plain: true)
        }
        if let coding = call.headers[.transferEncoding], !call.isChunked {
            throw coding.contains(",")
                ? ObjectStorageError(
                    .notImplemented,
                    "Unsupported Transfer-Coding header value specified in Transfer-Encoding header",
                    plain: true
                )
                : ObjectStorageError(.badRequest, "Invalid Transfer-Encoding header value", plain: true)
        }
        guard call.contentLength != nil || call.isChunked else {
            throw ObjectStorageError(.lengthRequired, "Missing Content-Length header.", plain: true)
        }
        guard call.contentLength ?? 0 <= Constraints.objectSize else { throw Self.tooLarge }
    }

    static var tooLarge: ObjectStorageError {
        ObjectStorageError(.contentTooLarge, "Your request is too large.", plain: true)
    }

    /// The fields of a request that stay with an object.
    static func keptHeaders(_ fields: HTTPFields) -> StoredHeaders {
        var kept = StoredHeaders()
        for field in fields {
            let name = field.name.canonicalName
            guard name.hasPrefix("x-object-meta-") || Constraints.keptHeaders.contains(name) else { continue }
            let title = HeaderName.title(name)
            if kept[title] == nil { kept.append(title, fields[field.name] ?? "") }
        }
        return kept
    }

    // MARK: - Keeping

    /// Takes the bytes in and puts the object in its place: 201.
    func keep(_ draft: Draft, _ body: ObjectBody, length: Int?) async throws -> Response {
        let stored = try await take(body, length: length)
        do {
            if let expected = draft.expectedETag, expected != stored.etag.hex {
                var error = ObjectStorageError(.unprocessableContent)
                error.headers[.lastModified] = HTTPDate.text(seconds: draft.row.timestamp.wholeSeconds)
                throw error
            }
            var draft = draft
            draft.row.size = stored.size
            draft.row.etag = stored.etag
            draft.row.blob = stored.number
            return try await install(draft)
        } catch {
            await blobs.remove([stored.number])
            throw error
        }
    }

    /// Takes the bytes of a body in.
    func take(_ body: ObjectBody, length: Int?) async throws -> StoredBlob {
        if case .stored(let blob) = body { return blob }
        var upload = BlobUpload(self)
        do {
            switch body {
            case .none, .stored: break
            case .bytes(let buffer): try await upload.take(buffer)
            case .content(let content, let range):
                var left = range
                while let part = try await content.next(left) {
                    left = (left.lowerBound + part.readableBytes)..<left.upperBound
                    try await upload.take(part)
                }
            case .stream(let stream):
                for try await buffer in stream {
                    guard upload.size + buffer.readableBytes <= Constraints.objectSize else { throw Self.tooLarge }
                    try await upload.take(buffer)
                }
            }
            if let length, length != upload.size { throw ObjectStorageError(.init(code: 499)) }
            return try await upload.finish()
        } catch {
            await upload.abandon()
            throw error
        }
    }

    /// Puts an object in its place: 201.
    func install(_ draft: Draft) async throws -> Response {
        let outcome = try store.write { state in
            // The container may have been deleted, or changed, while the bytes came in.
            guard let container = state.container(draft.container.name, of: draft.container.account),
                container.number == draft.container.number
            else { throw ObjectStorageError.notFound }
            if draft.mustBeNew, let old = state.object(draft.row.name, in: container), !isExpired(old) {
                throw ObjectStorageError(.preconditionFailed)
            }
            return try Self.install(draft.row, in: container, &state)
        }
        await blobs.remove(outcome.freed)
        if draft.row.deleteAt > 0 { scheduleExpiry(of: draft.row, in: draft.container) }
        var headers: HTTPFields = [.contentType: "text/html; charset=UTF-8"]
        headers[.entityTag] = Self.answeredETag(draft.row)
        headers[.lastModified] = HTTPDate.text(seconds: draft.row.timestamp.wholeSeconds)
        headers[.objectVersion] = outcome.version
        return Response(status: .created, headers: headers)
    }

    static func answeredETag(_ row: ObjectRow) -> String {
        if case .manifest(let facts) = row.kind { return "\"\(facts.etag)\"" }
        return row.etag.hex
    }

    // MARK: - Deleting

    // Object Storage API reference, “Delete object”.
    func deleteObject(_ call: ObjectCall) async throws -> Response {
        let container = try containerForWriting(call)
        if let version = call[parameter: "version-id"], !version.isEmpty, version != "null" {
            return try await deleteVersion(version, call, in: container)
        }
        let now = clock.next()
        let outcome = try store.write { state in
            try delete(
                call.object,
                from: container,
                keepsVersion: call[parameter: "version-id"] == nil,
                at: now,
                &state
            )
        }
        await blobs.remove(outcome.freed)
        var headers: HTTPFields = [.contentType: "text/html; charset=UTF-8"]
        headers[.objectVersion] = outcome.version
        guard outcome.found else {
            var error = ObjectStorageError.notFound
            error.headers[.objectVersion] = outcome.version
            throw error
        }
        return Response(status: .noContent, headers: headers)
    }

    // MARK: - Expiry

    /// Has an object disappear at its time, unless it is another one by then.
    func scheduleExpiry(of row: ObjectRow, in container: ObjectContainerRow) {
        let due = Timestamp(microseconds: Int64(row.deleteAt) * 1_000_000)
        transitions.at(due) { _ in
            let freed = try? store.write { state in
                guard let container = state.container(container.name, of: container.account),
                    let present = state.object(row.name, in: container), present.deleteAt == row.deleteAt
                else { return [Int]() }
                state.remove(row.name, from: container)
                return [present.blob]
            }
            await blobs.remove(freed ?? [])
        }
    }
}

extension HTTPRequest.Method {
    static let copy = HTTPRequest.Method("COPY") ?? .connect
}

extension ObjectAccess {
    var isService: Bool {
        guard case .service = self else { return false }
        return true
    }
}
