import HTTPTypes
import Hummingbird
import NIOCore

/// An object as it is answered.
struct ObjectView: Sendable {
    /// Without those that follow from the content and the request.
    var headers: HTTPFields
    var content: any ObjectContent
    /// As in the header field, quoted or not.
    var etag: String
    var modified: Timestamp
    /// Whether only one range can be asked for; others are ignored.
    var takesOneRange = false
    /// The part of a large object that was asked for.
    var part: Range<Int>?
}

extension ObjectStorageService {
    // Object Storage API reference, “Get object content and metadata”, “Show object metadata”.
    func showObject(_ call: ObjectCall) async throws -> Response {
        let found = try findVersion(call)
        return try await answer(try await view(of: found, call), call)
    }

    /// The object as the query wants it: a large object as its whole, its manifest, or a link itself.
    func view(of found: FoundObject, _ call: ObjectCall) async throws -> ObjectView {
        var view = plainView(of: found)
        if call[parameter: "symlink"] == "get" { addLink(found, to: &view.headers) }
        if let manifest = found.row.headers["X-Object-Manifest"], !call.wantsManifest {
            return try dynamicView(view, manifest: manifest, found, call)
        }
        guard case .manifest(let facts) = found.row.kind else { return view }
        return try await staticView(view, facts, found, call)
    }

    private func plainView(of found: FoundObject) -> ObjectView {
        let row = found.row
        var headers: HTTPFields = [.contentType: row.contentType]
        headers.add(row.headers)
        if row.deleteAt > 0 { headers[.deleteAt] = String(row.deleteAt) }
        if case .manifest = row.kind { headers[.staticLargeObject] = "True" }
        if let version = found.version ?? versionShown(found) { headers[.objectVersion] = version }
        if let location = found.location { headers[.contentLocation] = location }
        return ObjectView(
            headers: headers,
            content: BlobContent(row, blobs),
            etag: row.etag.hex,
            modified: row.timestamp
        )
    }

    // MARK: - Conditions and ranges

    /// Sends what is asked for of an object, or says that the conditions don't hold.
    func answer(_ view: ObjectView, _ call: ObjectCall) async throws -> Response {
        var headers = view.headers
        headers[.entityTag] = view.etag
        headers[.lastModified] = HTTPDate.text(seconds: view.modified.wholeSeconds)
        headers[.timestamp] = view.modified.normal
        if let status = unmet(view, call.headers) {
            if status == .preconditionFailed {
                headers[.contentType] = "text/html; charset=UTF-8"
            } else {
                headers[.acceptRanges] = "bytes"
            }
            return Response(status: StatusText.spelled(status), headers: headers)
        }
        headers[.acceptRanges] = "bytes"
        let size = view.content.size
        guard call.method == .get else {
            headers[.contentLength] = String(view.part?.count ?? size)
            if let part = view.part { headers[.contentRange] = Self.contentRange(part, of: size) }
            return Response(status: view.part == nil ? .ok : .partialContent, headers: headers)
        }
        var ranges = view.part.map { [$0] }
        if ranges == nil, let header = RangeHeader(call.headers[.range]), !view.takesOneRange || header.count == 1 {
            let found = header.ranges(of: size)
            guard !found.isEmpty else {
                var error = ObjectStorageError(.rangeNotSatisfiable)
                // Of what is put together from segments nothing is told but its size.
                error.headers = view.takesOneRange ? [.acceptRanges: "bytes"] : headers
                error.headers[.contentRange] = "bytes */\(size)"
                throw error
            }
            ranges = found
        }
        try await view.content.check(ranges?.first ?? 0..<size)
        return try await Self.send(view.content, ranges, headers)
    }

    private func unmet(_ view: ObjectView, _ headers: HTTPFields) -> HTTPResponse.Status? {
        let etag = EntityTags.plain(view.etag)
        if let tags = EntityTags(headers[.ifNoneMatch]), tags.contains(etag) { return .notModified }
        if let tags = EntityTags(headers[.ifMatch]), !tags.contains(etag) { return .preconditionFailed }
        let modified = view.modified.wholeSeconds
        if let since = headers[.ifModifiedSince].flatMap(HTTPDate.seconds), modified <= since { return .notModified }
        if let since = headers[.ifUnmodifiedSince].flatMap(HTTPDate.seconds), modified > since {
            return .preconditionFailed
        }
        return nil
    }

    static func contentRange(_ range: Range<Int>, of size: Int) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
    }

    private static func send(
        _ content: any ObjectContent,
        _ ranges: [Range<Int>]?,
        _ headers: HTTPFields
    ) async throws -> Response {
        var headers = headers
        guard let ranges else {
            return Response(status: .ok, headers: headers, body: try await body(content, 0..<content.size))
        }
        if ranges.count == 1 {
            headers[.contentRange] = contentRange(ranges[0], of: content.size)
            return Response(status: .partialContent, headers: headers, body: try await body(content, ranges[0]))
        }
        let boundary = Identifier.hex()
        let type = headers[.contentType] ?? MediaType.unknown
        headers[.contentType] = "multipart/byteranges;boundary=\(boundary)"
        let heads = ranges.map { range in
            "--\(boundary)\r\nContent-Type: \(type)\r\nContent-Range: \(contentRange(range, of: content.size))\r\n\r\n"
        }
        let end = "--\(boundary)--"
        let length = zip(heads, ranges).reduce(end.utf8.count) { $0 + $1.0.utf8.count + $1.1.count + 2 }
        let body = ResponseBody(contentLength: length) { writer in
            for (head, range) in zip(heads, ranges) {
                try await writer.write(ByteBuffer(string: head))
                var left = range
                while let part = try await content.next(left) {
                    left = (left.lowerBound + part.readableBytes)..<left.upperBound
                    try await writer.write(part)
                }
                try await writer.write(ByteBuffer(string: "\r\n"))
            }
            try await writer.write(ByteBuffer(string: end))
            try await writer.finish(nil)
        }
        return Response(status: .partialContent, headers: headers, body: body)
    }

    private static func body(_ content: any ObjectContent, _ range: Range<Int>) async throws -> ResponseBody {
        guard !range.isEmpty else { return ResponseBody() }
        if range.count <= 1 << 16 {
            // What is short goes out with its head.
            return ResponseBody(byteBuffer: try await content.all(range))
        }
        return ResponseBody(contentLength: range.count) { writer in
            var left = range
            while let part = try await content.next(left) {
                left = (left.lowerBound + part.readableBytes)..<left.upperBound
                try await writer.write(part)
            }
            try await writer.finish(nil)
        }
    }
}
