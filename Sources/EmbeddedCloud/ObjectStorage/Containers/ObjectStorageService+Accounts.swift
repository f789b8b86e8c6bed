import HTTPTypes
import Hummingbird
import NIOCore

extension ObjectStorageService {
    /// The one storage policy there is.
    static let policy = "Policy-0"

    /// Answers a request about an account.
    func respondAboutAccount(_ call: ObjectCall) async throws -> Response {
        switch call.method {
        case .get, .head: return try showAccount(call)
        case .post: return try updateAccount(call)
        case .put: return try createAccount(call)
        case .delete: return try await deleteAccount(call)
        default: throw methodNotAllowed(call)
        }
    }

    /// The account as it is now, or would be once something is written to it.
    private func account(_ call: ObjectCall) throws -> ObjectAccountRow {
        let row = store.read { $0.accounts[call.account] }
        if row?.isDeleted ?? false { throw ObjectStorageError(.gone) }
        return row ?? newAccount(call)
    }

    private func newAccount(_ call: ObjectCall) -> ObjectAccountRow {
        var row = ObjectAccountRow(name: call.account, created: clock.now)
        if let caller = call.access.caller, let project = caller.projectID, call.account == "AUTH_" + project {
            row.domainID = caller.projectDomainID
        } else {
            row.domainID = ""
        }
        return row
    }

    /// Makes the account if it isn't there; 404 for one that was deleted.
    func ensureAccount(_ call: ObjectCall, _ state: inout ObjectState) throws {
        guard let row = state.accounts[call.account] else { return state.put(newAccount(call)) }
        if row.isDeleted { throw ObjectStorageError.notFound }
    }

    // Object Storage API reference, “Show account details and list containers”, “Show account metadata”.
    private func showAccount(_ call: ObjectCall) throws -> Response {
        let standing = try authorize(call)
        let query = try ListingQuery(call)
        let format = try ListingFormat(call)
        let row = try account(call)
        var headers = Self.fields(of: row, isOwner: standing.isOwner)
        if call[parameter: "format"] == nil { headers[.vary] = "Accept" }
        headers[.contentType] = format.rawValue + "; charset=utf-8"
        guard call.method == .get else { return Response(status: .noContent, headers: headers) }
        var writer = ListingWriter(format, root: "account", name: call.account)
        let listed = store.read { state in
            query.entries(of: state.containers(of: call.account)).map { entry in
                guard case .row(let container) = entry else { return (entry, 0) }
                return (entry, container.bytesUsed + (state.versions(of: container)?.bytesUsed ?? 0))
            }
        }
        for (entry, bytes) in listed {
            switch entry {
            case .row(let container): writer.container(container, bytes: bytes)
            case .folder(let name): writer.folder(name)
            }
        }
        return Self.listing(writer.finish(), headers)
    }

    /// 204 for an empty listing, 200 for any other.
    static func listing(_ body: ByteBuffer, _ headers: HTTPFields) -> Response {
        Response(
            status: body.readableBytes == 0 ? .noContent : .ok,
            headers: headers,
            body: .init(byteBuffer: body)
        )
    }

    private static func fields(of row: ObjectAccountRow, isOwner: Bool) -> HTTPFields {
        var headers = HTTPFields()
        let counts = [
            ("Container-Count", row.containerCount), ("Object-Count", row.objectCount), ("Bytes-Used", row.bytesUsed),
        ]
        for (name, count) in counts { headers.add("X-Account-" + name, String(count)) }
        headers[.timestamp] = row.created.normal
        for (name, count) in counts { headers.add("X-Account-Storage-Policy-\(policy)-\(name)", String(count)) }
        for entry in row.headers.entries where isOwner || !ownersFields.contains(entry.name) {
            headers.add(entry.name, entry.value)
        }
        headers[.acceptRanges] = "bytes"
        if let domain = row.domainID { headers.add("X-Account-Project-Domain-Id", domain) }
        return headers
    }

    /// Fields only the owner sees and sets.
    static let ownersFields: Set<String> = [
        "X-Container-Read", "X-Container-Write", "X-Container-Sync-Key", "X-Container-Sync-To",
        "X-Account-Meta-Temp-Url-Key", "X-Account-Meta-Temp-Url-Key-2", "X-Container-Meta-Temp-Url-Key",
        "X-Container-Meta-Temp-Url-Key-2", "X-Account-Access-Control",
    ]

    // Object Storage API reference, “Create, update, or delete account metadata”: 204.
    private func updateAccount(_ call: ObjectCall) throws -> Response {
        try authorize(call)
        try changeAccount(call)
        return Response(status: .noContent, headers: [.contentType: "text/html; charset=UTF-8"])
    }

    /// Those above accounts make them; to their owners they are there anyway.
    private func createAccount(_ call: ObjectCall) throws -> Response {
        try authorize(call)
        let isNew = store.read { $0.accounts[call.account] == nil }
        if store.read({ $0.accounts[call.account]?.isDeleted ?? false }) {
            throw ObjectStorageError(.forbidden, "Recently deleted")
        }
        try changeAccount(call)
        return .storage(isNew ? .created : .accepted)
    }

    private func changeAccount(_ call: ObjectCall) throws {
        try Constraints.checkMetadata(call.headers, of: .account)
        guard call.account.unicodeScalars.count <= Constraints.accountName else {
            throw ObjectStorageError(
                .badRequest,
                "Account name length of \(call.account.unicodeScalars.count) longer than \(Constraints.accountName)"
            )
        }
        try store.write { state in
            try ensureAccount(call, &state)
            guard var row = state.accounts[call.account] else { throw ObjectStorageError.notFound }
            Self.setMetadata(&row.headers, call.headers, of: .account)
            try setQuotas(&row, call)
            row.headers["X-Account-Meta-Quota-Bytes"] = row.headers[Self.quotaNames[0]]
            try Constraints.checkTotal(row.headers, of: .account)
            state.put(row)
        }
    }

    /// Only those above accounts delete them, with all that is in them.
    private func deleteAccount(_ call: ObjectCall) async throws -> Response {
        try authorize(call)
        guard call.query.raw.isEmpty else { throw ObjectStorageError(.badRequest) }
        let freed = try store.write { state in
            guard var row = state.accounts[call.account], !row.isDeleted else { throw ObjectStorageError.notFound }
            var containers: [ObjectContainerRow] = []
            state.containers(of: call.account).forEach { containers.append($0) }
            var freed: [Int] = []
            for container in containers {
                var objects: [ObjectRow] = []
                state.objects(of: container).forEach { objects.append($0) }
                for object in objects {
                    state.remove(object.name, from: container)
                    freed.append(object.blob)
                }
                state.remove(container)
            }
            row = state.accounts[call.account] ?? row
            row.isDeleted = true
            row.headers = StoredHeaders()
            state.put(row)
            return freed
        }
        await blobs.remove(freed)
        return Response(status: .noContent, headers: [.contentType: "text/html; charset=UTF-8"])
    }

    // MARK: - Metadata

    /// Sets and removes metadata as the fields say; an empty value removes.
    static func setMetadata(_ headers: inout StoredHeaders, _ fields: HTTPFields, of owner: Constraints.Owner) {
        let removal = "x-remove-\(owner.rawValue)-meta-"
        for field in fields where field.name.canonicalName.hasPrefix(removal) {
            headers[HeaderName.title(owner.prefix + field.name.canonicalName.dropFirst(removal.utf8.count))] = nil
        }
        for field in fields where field.name.canonicalName.hasPrefix(owner.prefix) {
            headers[HeaderName.title(field.name.canonicalName)] = fields[field.name]
        }
    }
}
