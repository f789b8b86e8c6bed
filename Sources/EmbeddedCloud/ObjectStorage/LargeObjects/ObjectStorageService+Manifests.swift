import Crypto
import HTTPTypes
import Hummingbird
import NIOCore

// Object Storage API reference, “Large objects”: static ones list their segments, dynamic ones name how they begin.
extension ObjectStorageService {
    // MARK: - Dynamic large objects

    /// 400 unless it is `container/prefix`.
    static func checkManifestHeader(_ value: String) throws {
        let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !parts[1].hasPrefix("/"), !value.contains("?"),
            !value.contains("&")
        else { throw ObjectStorageError(.badRequest, "X-Object-Manifest must be in the format container/prefix") }
    }

    /// All objects whose names begin so, one after the other.
    func dynamicView(
        _ plain: ObjectView,
        manifest: String,
        _ found: FoundObject,
        _ call: ObjectCall
    ) throws -> ObjectView {
        let parts = PercentCoding.decode(manifest).split(separator: "/", maxSplits: 1).map(String.init)
        let path = ObjectPath(account: found.path.account, container: parts.first)
        let container = container(path)
        try authorize(call.asking(.get, path), list: container?.readList)
        guard let container, parts.count == 2 else { throw ObjectStorageError.notFound }
        var digest = Insecure.MD5()
        var segments: [ConcatenatedContent.Segment] = []
        for case .row(let row) in store.read({ ListingQuery(prefix: parts[1]).entries(of: $0.objects(of: container)) })
        {
            digest.update(data: Array(row.etag.hex.utf8))
            segments.append(
                .init(
                    path: ObjectPath(account: path.account, container: container.name, object: row.name),
                    size: row.size
                )
            )
        }
        var view = plain
        view.content = ConcatenatedContent(segments, self, call)
        view.etag = "\"\(MD5Digest(digest.finalize()).hex)\""
        view.takesOneRange = true
        return view
    }

    // MARK: - Static large objects: reading

    /// The segments a manifest has.
    func segments(of row: ObjectRow) async throws -> [ManifestSegment] {
        let body = ObjectBody.content(BlobContent(row, blobs), 0..<row.size)
        let bytes = try await body.collected(upTo: Constraints.manifestSize * 2)
        guard let array = (try? JSON(parsing: Array(bytes.readableBytesView)))?.array else {
            throw ObjectStorageError(.internalServerError, "Unable to load SLO manifest")
        }
        let segments = array.compactMap { ManifestSegment($0) }
        guard segments.count == array.count else {
            throw ObjectStorageError(.internalServerError, "Unable to load SLO manifest")
        }
        return segments
    }

    /// A manifest as it could be sent to make it again.
    func rawManifest(_ row: ObjectRow) async throws -> ByteBuffer {
        ByteBuffer(string: JSON.array(try await segments(of: row).map(\.sent)).text)
    }

    func staticView(
        _ plain: ObjectView,
        _ facts: StaticManifestFacts,
        _ found: FoundObject,
        _ call: ObjectCall
    ) async throws -> ObjectView {
        var view = plain
        if call.wantsManifest {
            if call[parameter: "format"] == "raw" {
                let raw = try await rawManifest(found.row)
                view.etag = MD5Digest(of: raw.readableBytesView).hex
                view.content = BytesContent(raw)
            } else {
                view.headers[.contentType] = "application/json; charset=utf-8"
            }
            return view
        }
        let segments = try await segments(of: found.row)
        view.etag = "\"\(facts.etag)\""
        view.headers.add("X-Manifest-Etag", found.row.etag.hex)
        view.content = ManifestContent(segments, self, call)
        if let text = call[parameter: "part-number"] { try choosePart(text, of: segments, &view, call) }
        return view
    }

    private func choosePart(
        _ text: String,
        of segments: [ManifestSegment],
        _ view: inout ObjectView,
        _ call: ObjectCall
    ) throws {
        guard let number = Int(text), number > 0 else {
            throw ObjectStorageError(.badRequest, "Part number must be an integer greater than 0", plain: false)
        }
        guard call.headers[.range] == nil else {
            throw ObjectStorageError(.badRequest, "Range requests are not supported with part number queries")
        }
        view.headers.add("X-Parts-Count", String(segments.count))
        guard number <= segments.count else {
            var error = ObjectStorageError(.rangeNotSatisfiable, "The requested part number is not satisfiable")
            error.headers = view.headers
            error.headers[.entityTag] = view.etag
            error.headers[.lastModified] = HTTPDate.text(seconds: view.modified.wholeSeconds)
            error.headers[.timestamp] = view.modified.normal
            error.headers[.acceptRanges] = "bytes"
            error.headers[.contentRange] = "bytes */\(view.content.size)"
            throw error
        }
        let start = segments[..<(number - 1)].reduce(0) { $0 + $1.length }
        view.part = start..<start + segments[number - 1].length
    }

    // MARK: - Static large objects: making

    /// `PUT` with `multipart-manifest=put`: every segment is looked at before the manifest is kept.
    func createManifest(_ call: ObjectCall) async throws -> Response {
        guard call.isChunked || call.contentLength != nil else { throw ObjectStorageError(.lengthRequired) }
        let tooLarge = ObjectStorageError(.contentTooLarge, "Manifest File > \(Constraints.manifestSize) bytes")
        guard call.contentLength ?? 0 <= Constraints.manifestSize else { throw tooLarge }
        let container = try containerForWriting(call)
        let bytes: ByteBuffer
        do {
            bytes = try await call.body.collected(upTo: Constraints.manifestSize)
        } catch is ServiceRequest.BodyTooLarge {
            throw tooLarge
        }
        let request = try ManifestRequest(Array(bytes.readableBytesView), for: call.path)
        var report = BulkReport(call, kind: .upload, fallback: "text/plain")
        var segments: [ManifestSegment] = []
        for (index, item) in request.items.enumerated() {
            let isLast = index == request.items.count - 1
            switch item.source {
            case .data(let bytes): segments.append(ManifestSegment(source: .data(bytes)))
            case .object(let path, let etag, let size, let range):
                if let segment = segment(path, etag, size, range, isLast: isLast, call, &report) {
                    segments.append(segment)
                }
            }
        }
        let isPatient = call[parameter: "heartbeat"]?.isConfirmation ?? false
        guard report.failures.isEmpty else {
            let error = ObjectStorageError(.badRequest)
            return report.refusal(error, withStatus: isPatient)
        }
        var digest = Insecure.MD5()
        for segment in segments { digest.update(data: Array(segment.etagPart.utf8)) }
        let etag = MD5Digest(digest.finalize()).hex
        if let expected = call.headers[.eTag].map({ EntityTags.plain($0) }), !expected.isEmpty, expected != etag {
            let error = ObjectStorageError(.unprocessableContent)
            if isPatient { return report.refusal(error, withStatus: true) }
            throw error
        }
        let response = try await keepManifest(segments, etag: etag, call, in: container)
        return isPatient ? report.success(response) : response
    }

    private func keepManifest(
        _ segments: [ManifestSegment],
        etag: String,
        _ call: ObjectCall,
        in container: ObjectContainerRow
    ) async throws -> Response {
        let body = ByteBuffer(string: JSON.array(segments.map(\.stored)).text)
        var put = call
        put.headers[.eTag] = nil
        put.headers[.transferEncoding] = nil
        put.headers[.contentLength] = String(body.readableBytes)
        try checkQuotas(put, container)
        var draft = try draft(put, in: container)
        draft.row.kind = .manifest(StaticManifestFacts(etag: etag, size: segments.reduce(0) { $0 + $1.length }))
        return try await keep(draft, .bytes(body), length: nil)
    }

    /// The segment as it is; nil, and a line in the report, if it isn't as the manifest says.
    private func segment(
        _ path: String,
        _ etag: String?,
        _ size: Int?,
        _ range: RangeHeader?,
        isLast: Bool,
        _ call: ObjectCall,
        _ report: inout BulkReport
    ) -> ManifestSegment? {
        let quoted = PercentCoding.encodePath(path)
        let found: FoundObject
        do {
            guard let (container, object) = ObjectPath.segment(path) else { throw ObjectStorageError.notFound }
            let path = ObjectPath(account: call.account, container: container, object: object)
            found = try find(call.asking(.head, path))
        } catch {
            report.fail(quoted, (error as? ObjectStorageError ?? ObjectStorageError(.serviceUnavailable)).statusLine)
            return nil
        }
        let count = report.failures.count
        var (actual, hash) = (found.row.size, found.row.etag.hex)
        if case .manifest(let facts) = found.row.kind { (actual, hash) = (facts.size, facts.etag) }
        var reference = ManifestSegment.Reference(
            name: path,
            etag: hash,
            size: actual,
            isManifest: found.row.isStaticManifest,
            contentType: found.row.contentType
        )
        reference.modified = Timestamp(microseconds: Int64(found.row.timestamp.wholeSeconds) * 1_000_000).withoutZone
        if let range {
            let ranges = range.ranges(of: actual)
            if ranges.isEmpty { report.fail(quoted, "Unsatisfiable Range") }
            if let first = ranges.first, first != 0..<actual { reference.range = first }
        }
        let segment = ManifestSegment(source: .object(reference))
        if segment.length < 1, !isLast { report.fail(quoted, "Too small; each segment must be at least 1 byte.") }
        if let size, size != actual { report.fail(quoted, "Size Mismatch") }
        if let etag, EntityTags.plain(etag) != hash { report.fail(quoted, "Etag Mismatch") }
        return report.failures.count == count ? segment : nil
    }

    // MARK: - Static large objects: deleting

    /// `DELETE` with `multipart-manifest=delete`: the segments go, then the manifest.
    func deleteManifest(_ call: ObjectCall) async throws -> Response {
        var report = BulkReport(call, kind: .delete, fallback: nil)
        guard report.isWanted else { return report.refusal(ObjectStorageError(.notAcceptable), withStatus: true) }
        var waiting: [(name: String, isManifest: Bool)] = [("/\(call.container)/\(call.object)", true)]
        var isRoot = true
        while !waiting.isEmpty, waiting.count <= Constraints.manifestSegments * 10 {
            let next = waiting.removeFirst()
            guard let (container, object) = ObjectPath.segment(next.name) else { continue }
            let path = ObjectPath(account: call.account, container: container, object: object)
            if next.isManifest {
                do {
                    var get = call.asking(.get, path)
                    if isRoot { get.query = call.query.without("multipart-manifest") }
                    let found = try findVersion(get)
                    guard found.row.isStaticManifest else {
                        throw ObjectStorageError(.badRequest, "Not an SLO manifest")
                    }
                    for segment in try await segments(of: found.row) {
                        if case .object(let reference) = segment.source {
                            waiting.append((reference.name, reference.isManifest))
                        }
                    }
                    waiting.append((next.name, false))
                } catch let error as ObjectStorageError {
                    report.count(error, of: next.name)
                }
                isRoot = false
                continue
            }
            var delete = call.asking(.delete, path)
            if waiting.isEmpty { delete.query = call.query.without("multipart-manifest") }
            report.count(try await response(to: delete), of: next.name)
        }
        return report.finish(emptyText: "Invalid bulk delete.")
    }
}

extension Query {
    /// The same without a parameter.
    func without(_ name: String) -> Query {
        Query(
            raw.split(separator: "&")
                .filter { $0.split(separator: "=", omittingEmptySubsequences: false).first ?? "" != name }
                .joined(separator: "&")
        )
    }
}
