import HTTPTypes
import Hummingbird

extension ObjectStorageService {
    // Object Storage API reference, “Copy object”: as a `PUT` at the destination.
    func copyObject(_ call: ObjectCall) async throws -> Response {
        guard let destination = call.headers[.destination], !destination.isEmpty else {
            throw ObjectStorageError(.preconditionFailed, "Destination header required")
        }
        guard let (container, object) = ObjectPath.containerAndObject(destination) else {
            throw ObjectStorageError(
                .preconditionFailed,
                "Destination header must be of the form <container name>/<object name>"
            )
        }
        var put = call
        put.method = .put
        put.path.container = container
        put.path.object = object
        put.headers[.destination] = nil
        if let account = call.headers[.destinationAccount] {
            put.path.account = try Self.accountName(PercentCoding.decode(account))
            put.headers[.copyFromAccount] = PercentCoding.encodePath(call.account)
            put.headers[.destinationAccount] = nil
        }
        put.headers[.contentLength] = "0"
        put.headers[.transferEncoding] = nil
        let source = PercentCoding.encodePath("\(call.container)/\(call.object)")
        put.headers[.copyFrom] = source
        return try await copy(put, from: source)
    }

    /// `PUT` with `X-Copy-From`.
    func copy(_ call: ObjectCall, from source: String) async throws -> Response {
        guard call.contentLength ?? 0 == 0 else {
            throw ObjectStorageError(.badRequest, "Copy requests require a zero byte body", plain: true)
        }
        guard call[parameter: "multipart-manifest"] != "put" else {
            throw ObjectStorageError(.methodNotAllowed, "Multipart Manifest PUTs cannot be COPY requests")
        }
        guard let (container, object) = ObjectPath.containerAndObject(source) else {
            throw ObjectStorageError(
                .preconditionFailed,
                "X-Copy-From header must be of the form <container name>/<object name>"
            )
        }
        let account = try call.headers[.copyFromAccount].map { try Self.accountName(PercentCoding.decode($0)) }
        let path = ObjectPath(account: account ?? call.account, container: container, object: object)
        var get = call
        get.method = .get
        get.path = path
        let found = try findVersion(get)
        let view = try await view(of: found, get)
        let range = try Self.copiedRange(view, call.headers)
        try await view.content.check(range ?? 0..<view.content.size)

        var put = call
        put.headers = Self.copiedHeaders(found, view, call, isPart: range != nil)
        let isStaticManifest = call.wantsManifest && found.row.isStaticManifest
        put.query = Self.copiedQuery(call, isManifest: isStaticManifest)
        put.body = .content(view.content, range ?? 0..<view.content.size)
        put.headers[.contentLength] = String(range?.count ?? view.content.size)
        if isStaticManifest {
            put.body = .bytes(try await rawManifest(found.row))
            put.headers[.contentLength] = nil
            put.headers[.transferEncoding] = "chunked"
        }
        var response = try await createObject(put)
        Self.addSource(found, path, put.headers, to: &response.headers)
        return response
    }

    private static func copiedRange(_ view: ObjectView, _ headers: HTTPFields) throws -> Range<Int>? {
        guard let header = RangeHeader(headers[.range]) else { return nil }
        let ranges = header.ranges(of: view.content.size)
        guard let range = ranges.first else { throw ObjectStorageError(.rangeNotSatisfiable) }
        return ranges.count == 1 ? range : nil
    }

    /// The fields of the copy: those of the source, and what the request says instead.
    private static func copiedHeaders(
        _ found: FoundObject,
        _ view: ObjectView,
        _ call: ObjectCall,
        isPart: Bool
    ) -> HTTPFields {
        var headers = call.headers
        if !(call.headers[.freshMetadata]?.isConfirmation ?? false) {
            for entry in found.row.headers.entries where entry.name != "X-Object-Manifest" {
                if headers[text: entry.name] == nil { headers[text: entry.name] = entry.value }
            }
            if found.row.deleteAt > 0, headers[.deleteAt] == nil, headers[.deleteAfter] == nil {
                headers[.deleteAt] = String(found.row.deleteAt)
            }
            for name in [HTTPField.Name.symlinkTarget, .symlinkTargetAccount, .symlinkTargetETag]
            where headers[name] == nil {
                headers[name] = view.headers[name]
            }
        }
        if call.wantsManifest, let manifest = found.row.headers["X-Object-Manifest"] {
            headers[.objectManifest] = manifest
        }
        if headers[.contentType]?.isEmpty ?? true { headers[.contentType] = found.row.contentType }
        // What is put together from segments, or a part, has another ETag than its source.
        let isDynamic = found.row.headers["X-Object-Manifest"] != nil && !call.wantsManifest
        headers[.entityTag] = isPart || isDynamic || found.row.isStaticManifest ? nil : found.row.etag.hex
        for name in [HTTPField.Name.copyFrom, .copyFromAccount, .range, .ifMatch, .ifModifiedSince, .ifUnmodifiedSince]
        {
            headers[name] = nil
        }
        return headers
    }

    private static func copiedQuery(_ call: ObjectCall, isManifest: Bool) -> Query {
        let kept = call.query.items.filter { !["multipart-manifest", "version-id"].contains($0.name) }
            .map { "\(PercentCoding.encodeQueryValue($0.name))=\(PercentCoding.encodeQueryValue($0.value))" }
        return Query((kept + (isManifest ? ["multipart-manifest=put"] : [])).joined(separator: "&"))
    }

    private static func addSource(
        _ found: FoundObject,
        _ path: ObjectPath,
        _ sent: HTTPFields,
        to headers: inout HTTPFields
    ) {
        headers.add("X-Copied-From-Account", PercentCoding.encodePath(path.account))
        headers.add("X-Copied-From", PercentCoding.encodePath("\(path.container ?? "")/\(path.object ?? "")"))
        headers.add("X-Copied-From-Last-Modified", HTTPDate.text(seconds: found.row.timestamp.wholeSeconds))
        if let version = found.version { headers.add("X-Copied-From-Version-Id", version) }
        for field in sent
        where field.name.canonicalName.hasPrefix("x-object-meta-") || field.name == .deleteAt {
            headers.add(HeaderName.title(field.name.rawName), field.value)
        }
    }
}

extension ObjectCall {
    /// Whether a manifest is to be read as such, not what it stands for.
    var wantsManifest: Bool { query["multipart-manifest"] == "get" }
}

extension ObjectRow {
    var isStaticManifest: Bool {
        guard case .manifest = kind else { return false }
        return true
    }
}
