import HTTPTypes
import NIOCore

/// What a static large object adds up to, read segment by segment as it is sent.
struct ManifestContent: ObjectContent {
    let size: Int
    private let segments: [ManifestSegment]
    private let service: ObjectStorageService
    /// Whoever reads, to be let into the segments.
    private let call: ObjectCall
    /// How many manifests are around this one.
    private let depth: Int

    private static let depthLimit = 10

    init(_ segments: [ManifestSegment], _ service: ObjectStorageService, _ call: ObjectCall, depth: Int = 1) {
        self.segments = segments
        self.service = service
        self.call = call
        self.depth = depth
        size = segments.reduce(0) { $0 + $1.length }
    }

    /// The segment a place is in, and what of it a range that begins there wants.
    private func piece(_ range: Range<Int>) -> (segment: ManifestSegment, range: Range<Int>)? {
        var start = 0
        for segment in segments {
            let end = start + segment.length
            if range.lowerBound < end, !range.isEmpty {
                return (segment, range.lowerBound - start..<min(end, range.upperBound) - start)
            }
            start = end
        }
        return nil
    }

    func next(_ range: Range<Int>) async throws -> ByteBuffer? {
        guard let (segment, part) = piece(range) else { return nil }
        switch segment.source {
        case .data(let bytes): return ByteBuffer(bytes: bytes[part])
        case .object(let reference):
            let start = (reference.range?.lowerBound ?? 0) + part.lowerBound
            return try await content(of: reference).next(start..<start + part.count)
        }
    }

    /// 409 if the first segment isn't what it was when the manifest was made.
    func check(_ range: Range<Int>) async throws {
        guard let (segment, part) = piece(range), case .object(let reference) = segment.source else { return }
        let start = (reference.range?.lowerBound ?? 0) + part.lowerBound
        do {
            try await content(of: reference).check(start..<start + part.count)
        } catch {
            throw ObjectStorageError(.conflict)
        }
    }

    private func content(of reference: ManifestSegment.Reference) async throws -> any ObjectContent {
        guard let (container, object) = ObjectPath.segment(reference.name) else { throw ObjectStorageError(.conflict) }
        let path = ObjectPath(account: call.account, container: container, object: object)
        let found = try service.find(call.asking(.get, path))
        if reference.isManifest {
            guard depth < Self.depthLimit, found.row.isStaticManifest else { throw ObjectStorageError(.conflict) }
            let segments = try await service.segments(of: found.row)
            return ManifestContent(segments, service, call, depth: depth + 1)
        }
        guard found.row.etag.hex == reference.etag, found.row.size == reference.size else {
            throw ObjectStorageError(.conflict)
        }
        return BlobContent(found.row, service.blobs)
    }
}

/// Objects one after the other: what a dynamic large object stands for.
struct ConcatenatedContent: ObjectContent {
    struct Segment: Sendable {
        var path: ObjectPath
        var size: Int
    }

    let size: Int
    private let segments: [Segment]
    private let service: ObjectStorageService
    private let call: ObjectCall

    init(_ segments: [Segment], _ service: ObjectStorageService, _ call: ObjectCall) {
        self.segments = segments
        self.service = service
        self.call = call
        size = segments.reduce(0) { $0 + $1.size }
    }

    func next(_ range: Range<Int>) async throws -> ByteBuffer? {
        guard !range.isEmpty, let (segment, start) = segment(at: range.lowerBound) else { return nil }
        let found = try service.find(call.asking(.get, segment.path))
        let part = range.lowerBound - start..<min(segment.size, range.upperBound - start)
        guard found.row.size >= part.upperBound else { throw ObjectStorageError(.conflict) }
        return try await BlobContent(found.row, service.blobs).next(part)
    }

    /// The segment that has a byte, and where the segment begins.
    private func segment(at offset: Int) -> (Segment, start: Int)? {
        var start = 0
        for segment in segments {
            if offset < start + segment.size { return (segment, start) }
            start += segment.size
        }
        return nil
    }

    /// The caller may see the list of segments and still not be let in.
    func check(_ range: Range<Int>) async throws {
        guard let (segment, _) = segment(at: range.lowerBound) else { return }
        _ = try service.find(call.asking(.get, segment.path))
    }
}
