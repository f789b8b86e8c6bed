import Foundation
import HTTPTypes
import Hummingbird

/// The logic of the Object Storage API v1; ``ObjectStorageAPI`` puts it behind paths.
struct ObjectStorageService: Sendable {
    let store: ObjectStore
    let blobs: ObjectBlobs
    let tokens: any TokenReader
    let address: PublicAddress
    let clock: WriteClock
    let transitions: Transitions

    static let prefix = "object-store"

    init(_ parts: CloudParts) throws {
        store = try ObjectStore(file: parts.file)
        blobs = ObjectBlobs(parts.blobs, outlast: parts.file != nil)
        tokens = parts.tokens
        address = parts.address
        clock = WriteClock(parts.clock)
        transitions = parts.transitions
        for (container, object) in store.read({ $0.expiring() }) { scheduleExpiry(of: object, in: container) }
    }

    // MARK: - What there is

    /// The container of a path, if it is there.
    func container(_ path: ObjectPath) -> ObjectContainerRow? {
        guard let name = path.container else { return nil }
        return store.read { $0.container(name, of: path.account) }
    }

    /// The object, unless it has expired.
    func object(_ name: String, in container: ObjectContainerRow) -> ObjectRow? {
        guard let row = store.read({ $0.object(name, in: container) }) else { return nil }
        return isExpired(row) ? nil : row
    }

    func isExpired(_ row: ObjectRow) -> Bool { row.deleteAt > 0 && row.deleteAt <= clock.now.startedSeconds }

    // MARK: - Requests

    /// Answers a request about an account, a container or an object.
    func answer(_ call: ObjectCall) async throws -> Response {
        if call.method == .options { return options(call) }
        if call.isRead, call.path.object == nil { _ = try ListingFormat(call) }
        if call.method == .put, let kind = call[parameter: "extract-archive"] {
            return try await extractArchive(call, kind: kind)
        }
        if call.method == .post || call.method == .delete, call[parameter: "bulk-delete"] != nil {
            return try await bulkDelete(call)
        }
        if let signed = try temporaryURL(call) { return try await answer(signed) }
        if call.method == .post, let boundary = MultipartForm.boundary(of: call.headers[.contentType]) {
            return try await postForm(call, boundary: boundary)
        }
        return try await answerOrdinary(call)
    }

    /// Answers a request whose caller is known.
    func answerOrdinary(_ call: ObjectCall) async throws -> Response {
        if isForWeb(call) { return try await serveWeb(call) }
        return try await respond(to: call)
    }

    /// Answers without looking whether it is for a web site.
    func respond(to call: ObjectCall) async throws -> Response {
        if call.path.object != nil { return try await respondAboutObject(call) }
        if call.path.container != nil { return try respondAboutContainer(call) }
        return try await respondAboutAccount(call)
    }

    /// As ``respond(to:)``, with an error as its answer.
    func response(to call: ObjectCall) async throws -> Response {
        do {
            return try await respond(to: call)
        } catch let error as ObjectStorageError {
            return error.response
        }
    }

    /// 405 with the methods there are.
    func methodNotAllowed(_ call: ObjectCall) -> ObjectStorageError {
        var error = ObjectStorageError(.methodNotAllowed)
        error.headers[.allow] = Self.methods(call.path).joined(separator: ", ")
        return error
    }

    static func methods(_ path: ObjectPath) -> [String] {
        path.object == nil
            ? ["PUT", "OPTIONS", "POST", "HEAD", "DELETE", "GET"]
            : ["PUT", "OPTIONS", "POST", "HEAD", "DELETE", "GET", "COPY"]
    }
}
