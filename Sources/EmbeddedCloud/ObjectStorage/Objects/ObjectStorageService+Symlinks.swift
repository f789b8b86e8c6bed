import HTTPTypes
import Hummingbird

// Object Storage API reference, “Symlink”: a zero-byte object that stands for another.
extension ObjectStorageService {
    /// `PUT` with `X-Symlink-Target`; with an ETag too, the target must be there and have it.
    func createSymlink(_ call: ObjectCall, in container: ObjectContainerRow) async throws -> Response {
        guard try await call.body.collected(upTo: 1 << 16).readableBytes == 0 else {
            throw ObjectStorageError(.badRequest, "Symlink requests require a zero byte body", plain: true)
        }
        var (link, target) = try Self.symlink(call)
        var type: String?
        if let etag = link.etag {
            let found = try targetOfStaticLink(call, target, etag)
            link.bytes = found.row.size
            if case .manifest(let facts) = found.row.kind {
                link.bytes = facts.size
                link.largeObjectETag = facts.etag
            }
            type = found.row.contentType
        } else {
            type = "application/symlink"
        }
        if let given = call.headers[.contentType], !given.isEmpty { type = given }
        var draft = try draft(call, in: container, type: type)
        draft.row.kind = .symlink(link)
        return try await keep(draft, .none, length: nil)
    }

    private static func symlink(_ call: ObjectCall) throws -> (SymlinkFacts, ObjectPath) {
        let value = call.headers[.symlinkTarget] ?? ""
        guard !PercentCoding.decode(value).hasPrefix("/"),
            let (container, object) = ObjectPath.containerAndObject(value)
        else {
            throw ObjectStorageError(
                .preconditionFailed,
                "X-Symlink-Target header must be of the form <container name>/<object name>",
                plain: PercentCoding.decode(value).hasPrefix("/")
            )
        }
        var link = SymlinkFacts(target: PercentCoding.encodePath("\(container)/\(object)"))
        var account = call.account
        if let given = call.headers[.symlinkTargetAccount] {
            account = try accountName(PercentCoding.decode(given))
            link.account = PercentCoding.encodePath(account)
        }
        let target = ObjectPath(account: account, container: container, object: object)
        guard target.text != call.path.text else {
            throw ObjectStorageError(.badRequest, "Symlink cannot target itself", plain: true)
        }
        if let etag = call.headers[.symlinkTargetETag].map({ EntityTags.plain($0) }), !etag.isEmpty {
            guard !etag.contains(where: { ";\"\\".contains($0) }) else {
                throw ObjectStorageError(.badRequest, "Bad X-Symlink-Target-Etag format", plain: true)
            }
            link.etag = etag
        }
        return (link, target)
    }

    /// 412 for what can't be an account's name.
    static func accountName(_ name: String) throws -> String {
        guard !name.isEmpty else { throw ObjectStorageError(.preconditionFailed, "Account name cannot be empty") }
        guard !name.contains("/") else {
            throw ObjectStorageError(.preconditionFailed, "Account name cannot contain slashes")
        }
        return name
    }

    private func targetOfStaticLink(_ call: ObjectCall, _ target: ObjectPath, _ etag: String) throws -> FoundObject {
        do {
            return try find(call.asking(.head, target), follows: false, target: etag)
        } catch let error as ObjectStorageError where error.status == .notFound {
            throw Self.conflict("X-Symlink-Target does not exist", PercentCoding.encodePath(target.text))
        }
    }

    /// The fields that say where a link leads.
    func addLink(_ found: FoundObject, to headers: inout HTTPFields) {
        guard case .symlink(let link) = found.row.kind else { return }
        headers[.symlinkTarget] = link.target
        if let version = link.version {
            let name = "\(found.path.container ?? "")/\(found.path.object ?? "")"
            headers[.symlinkTarget] = PercentCoding.encodePath(name) + "?version-id=" + version
        }
        headers[.symlinkTargetAccount] = link.account
        headers[.symlinkTargetETag] = link.etag
        headers[.symlinkTargetBytes] = link.bytes.map(String.init)
    }

    // MARK: - Metadata

    // Object Storage API reference, “Create or update object metadata”: what isn't given anew is gone.
    func updateObject(_ call: ObjectCall) throws -> Response {
        let container = try containerForWriting(call)
        if let version = call[parameter: "version-id"], !version.isEmpty {
            throw ObjectStorageError(.badRequest, "POST to a specific version is not allowed")
        }
        guard call.headers[.symlinkTarget] == nil else {
            throw ObjectStorageError(.badRequest, "A PUT request is required to set a symlink target", plain: true)
        }
        try Constraints.checkMetadata(call.headers, of: .object)
        let now = clock.next()
        let deleteAt = try Expiry.time(call.headers, now: now)
        let (row, home) = try store.write { state -> (ObjectRow, ObjectContainerRow) in
            guard var home = state.container(container.name, of: container.account),
                var row = state.object(call.object, in: home), !isExpired(row)
            else { throw ObjectStorageError.notFound }
            // Metadata of a versioned object is that of its latest version.
            if case .symlink(let link) = row.kind, link.version != nil, let versions = state.versions(of: home),
                let version = state.object(link.target, in: versions)
            {
                (row, home) = (version, versions)
            }
            row.headers = Self.keptHeaders(call.headers)
            row.deleteAt = deleteAt ?? 0
            row.timestamp = now
            if let type = call.headers[.contentType], !type.isEmpty { row.contentType = type }
            state.put(row, in: home)
            return (row, home)
        }
        if row.deleteAt > 0 { scheduleExpiry(of: row, in: home) }
        guard case .symlink(let link) = row.kind else { return .storage(.accepted) }
        var error = ObjectStorageError(
            .temporaryRedirect,
            "The requested POST was applied to a symlink. POST directly to the target to apply requested metadata."
        )
        let account = link.account ?? PercentCoding.encodePath(call.account)
        error.headers[.location] = "\(address.base(of: Self.prefix))/v1/\(account)/\(link.target)"
        error.headers[.symlinkTargetETag] = link.etag
        throw error
    }
}
