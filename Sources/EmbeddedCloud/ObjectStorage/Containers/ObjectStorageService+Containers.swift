import Foundation
import HTTPTypes
import Hummingbird

extension ObjectStorageService {
    /// Answers a request about a container.
    func respondAboutContainer(_ call: ObjectCall) throws -> Response {
        switch call.method {
        case .get, .head: return try showContainer(call)
        case .put: return try createContainer(call)
        case .post: return try updateContainer(call)
        case .delete: return try deleteContainer(call)
        default: throw methodNotAllowed(call)
        }
    }

    // MARK: - Reading

    // Object Storage API reference, “Show container details and list objects”, “Show container metadata”.
    private func showContainer(_ call: ObjectCall) throws -> Response {
        let row = container(call.path)
        let standing = try authorize(call, list: row?.readList)
        let query = try ListingQuery(call)
        let format = try ListingFormat(call)
        guard let row else { throw ObjectStorageError.notFound }
        var headers = fields(of: row, isOwner: standing.isOwner)
        if call[parameter: "format"] == nil { headers[.vary] = "Accept" }
        headers[.contentType] = format.rawValue + "; charset=utf-8"
        guard call.method == .get else { return Response(status: .noContent, headers: headers) }
        if call[parameter: "versions"] != nil { return try listVersions(call, query, row, headers) }
        let path = call.path
        var writer = ListingWriter(format, root: "container", name: row.name)
        for entry in store.read({ query.entries(of: $0.objects(of: row)) }) {
            switch entry {
            case .row(let object): writer.object(object, path: path)
            case .folder(let name): writer.folder(name)
            }
        }
        return Self.listing(writer.finish(), headers)
    }

    private func fields(of row: ObjectContainerRow, isOwner: Bool) -> HTTPFields {
        var headers = HTTPFields()
        let versions = store.read { $0.versions(of: row) }
        headers.add("X-Container-Object-Count", String(row.objectCount))
        headers.add("X-Container-Bytes-Used", String(row.bytesUsed + (versions?.bytesUsed ?? 0)))
        headers[.timestamp] = row.created.normal
        for entry in row.headers.entries where isOwner || !Self.ownersFields.contains(entry.name) {
            headers.add(entry.name, entry.value)
        }
        headers[.lastModified] = HTTPDate.text(seconds: row.updated.wholeSeconds)
        headers[.acceptRanges] = "bytes"
        headers[.storagePolicy] = Self.policy
        if let archive = row.archive {
            headers[archive.mode == .stack ? .versionsLocation : .historyLocation] = archive.location
        }
        if let isVersioned = row.isVersioned { headers[.versionsEnabled] = isVersioned ? "True" : "False" }
        return headers
    }

    /// All versions of all objects, the latest first of each.
    private func listVersions(
        _ call: ObjectCall,
        _ query: ListingQuery,
        _ row: ObjectContainerRow,
        _ headers: HTTPFields
    ) throws -> Response {
        var headers = headers
        guard
            try AcceptHeader.best(of: ["application/json"], for: call.headers[.accept], default: "application/json")
                != nil
        else { throw ObjectStorageError(.notAcceptable) }
        let mark = call[parameter: "version_marker"]
        if mark != nil, call[parameter: "marker"] == nil {
            throw ObjectStorageError(.badRequest, "version_marker param requires marker")
        }
        if let mark, mark != "null", Timestamp(normal: mark) == nil {
            throw ObjectStorageError(.badRequest, "invalid version_marker param")
        }
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.vary] = nil
        let listing = store.read { VersionListing(row, query, mark, $0) }
        var writer = ListingWriter(.json, root: "container", name: row.name)
        listing.write(to: &writer)
        return Self.listing(writer.finish(), headers)
    }

    // MARK: - Writing

    // Object Storage API reference, “Create container”: 201, or 202 if it is there.
    private func createContainer(_ call: ObjectCall) throws -> Response {
        let standing = try authorize(call)
        try Constraints.checkMetadata(call.headers, of: .container)
        if let policy = call.headers[.storagePolicy], !policy.isEmpty, policy.lowercased() != Self.policy.lowercased() {
            throw ObjectStorageError(.badRequest, "Invalid X-Storage-Policy '\(policy)'", plain: true)
        }
        guard call.container.unicodeScalars.count <= Constraints.containerName else {
            throw ObjectStorageError(
                .badRequest,
                "Container name length of \(call.container.unicodeScalars.count) longer than \(Constraints.containerName)"
            )
        }
        let now = clock.next()
        let isNew = try store.write { state in
            try ensureAccount(call, &state)
            let old = state.container(call.container, of: call.account)
            var row =
                old
                ?? ObjectContainerRow(
                    account: call.account,
                    name: call.container,
                    number: state.nextNumber(),
                    created: now,
                    updated: now
                )
            row.updated = now
            try change(&row, call, isOwner: standing.isOwner)
            state.put(row)
            Self.makeVersions(of: row, at: now, &state)
            return old == nil
        }
        return .storage(isNew ? .created : .accepted)
    }

    // Object Storage API reference, “Create, update, or delete container metadata”: 204.
    private func updateContainer(_ call: ObjectCall) throws -> Response {
        let standing = try authorize(call)
        try Constraints.checkMetadata(call.headers, of: .container)
        let now = clock.next()
        try store.write { state in
            guard var row = state.container(call.container, of: call.account) else { throw ObjectStorageError.notFound }
            row.updated = now
            try change(&row, call, isOwner: standing.isOwner)
            state.put(row)
            Self.makeVersions(of: row, at: now, &state)
        }
        return Response(status: .noContent, headers: [.contentType: "text/html; charset=UTF-8"])
    }

    /// The hidden container for versions is there as soon as versions are to be kept.
    private static func makeVersions(of row: ObjectContainerRow, at now: Timestamp, _ state: inout ObjectState) {
        guard row.isVersioned == true, state.container(row.versionsName, of: row.account) == nil else { return }
        state.put(
            ObjectContainerRow(
                account: row.account,
                name: row.versionsName,
                number: state.nextNumber(),
                created: now,
                updated: now
            )
        )
    }

    /// Changes what the fields of a request are about.
    private func change(_ row: inout ObjectContainerRow, _ call: ObjectCall, isOwner: Bool) throws {
        try Self.checkQuotaFields(call.headers)
        var fields = call.headers
        if !isOwner { for name in Self.ownersFields { fields[text: name] = nil } }
        for (name, isForWriting) in [("X-Container-Read", false), ("X-Container-Write", true)] {
            if let value = fields[text: name] {
                row.headers[name] = try AccessList.cleaned(value, isForWriting: isForWriting)
            } else if fields[text: "X-Remove-" + name.dropFirst(2)] != nil {
                row.headers[name] = nil
            }
        }
        if let target = fields[text: "X-Container-Sync-To"] { try Self.checkSyncTarget(target) }
        for name in ["X-Container-Sync-To", "X-Container-Sync-Key"] {
            if let value = fields[text: name] {
                row.headers[name] = value
            } else if fields[text: "X-Remove-" + name.dropFirst(2)] != nil {
                row.headers[name] = nil
            }
        }
        Self.setMetadata(&row.headers, fields, of: .container)
        try Constraints.checkTotal(row.headers, of: .container)
        try setArchive(&row, fields)
        if let text = fields[.versionsEnabled] { try setVersioning(&row, isOn: text.isConfirmation) }
    }

    /// Where old versions go, in the older way of versioning.
    private func setArchive(_ row: inout ObjectContainerRow, _ fields: HTTPFields) throws {
        let stack = fields[.versionsLocation].map { ($0, ObjectContainerRow.Archive.Mode.stack) }
        let history = fields[.historyLocation].map { ($0, ObjectContainerRow.Archive.Mode.history) }
        if let stack, let history, !stack.0.isEmpty, !history.0.isEmpty {
            throw ObjectStorageError(
                .badRequest,
                "Only one of x-versions-location or x-history-location may be specified",
                plain: true
            )
        }
        let given = [stack, history].compactMap { $0 }
        if let (location, mode) = given.first(where: { !$0.0.isEmpty }) {
            guard !location.contains("/") else {
                throw ObjectStorageError(.preconditionFailed, "Container name cannot contain slashes")
            }
            row.archive = .init(location: location, mode: mode)
            return
        }
        let removal = ["X-Remove-Versions-Location", "X-Remove-History-Location"]
        if !given.isEmpty || removal.contains(where: { !(fields[text: $0] ?? "").isEmpty }) { row.archive = nil }
    }

    private func setVersioning(_ row: inout ObjectContainerRow, isOn: Bool) throws {
        guard row.archive == nil else {
            throw ObjectStorageError(
                .badRequest,
                "Cannot enable object versioning on a container that is already using the legacy versioned writes feature."
            )
        }
        guard row.headers["X-Container-Sync-To"] == nil else {
            throw ObjectStorageError(
                .badRequest,
                "Cannot enable object versioning on a container configured as source of container syncing."
            )
        }
        row.isVersioned = isOn
    }

    /// Whether a container may be copied to such an address.
    private static func checkSyncTarget(_ value: String) throws {
        let text = String(value.reversed().drop { $0 == "/" }.reversed())
        guard !text.isEmpty else { return }
        func problem(_ text: String) -> ObjectStorageError { ObjectStorageError(.badRequest, text) }
        if text.hasPrefix("//") {
            let parts = text.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 4 else {
                throw problem("Invalid X-Container-Sync-To format \(JSON.string(value).pythonLiteral)")
            }
            throw problem("No realm key for \(JSON.string(String(parts[0])).pythonLiteral)")
        }
        let components = URLComponents(string: text)
        let scheme = components?.scheme ?? ""
        guard ["http", "https"].contains(scheme) else {
            throw problem(
                "Invalid scheme \(JSON.string(scheme).pythonLiteral) in X-Container-Sync-To, must be \"//\", \"http\", "
                    + "or \"https\"."
            )
        }
        guard let components, !components.path.isEmpty else { throw problem("Path required in X-Container-Sync-To") }
        guard components.query == nil, components.fragment == nil else {
            throw problem("Params, queries, and fragments not allowed in X-Container-Sync-To")
        }
        guard components.host == "127.0.0.1" else {
            throw problem("Invalid host \(JSON(components.host).pythonLiteral) in X-Container-Sync-To")
        }
    }

    // Object Storage API reference, “Delete container”: 204, if it is empty.
    private func deleteContainer(_ call: ObjectCall) throws -> Response {
        try authorize(call)
        try store.write { state in
            guard let row = state.container(call.container, of: call.account) else { throw ObjectStorageError.notFound }
            if let versions = state.versions(of: row) {
                guard versions.objectCount == 0 else {
                    throw ObjectStorageError(.conflict, "Delete all versions before deleting container.")
                }
                guard row.objectCount == 0 else { throw ObjectStorageError(.conflict) }
                state.remove(versions)
            }
            guard row.objectCount == 0 else { throw ObjectStorageError(.conflict) }
            state.remove(row)
        }
        return Response(status: .noContent, headers: [.contentType: "text/html; charset=UTF-8"])
    }
}
