import HTTPTypes
import NIOCore

/// Bytes that can be sent: an object's own, or those of the segments it is made of.
protocol ObjectContent: Sendable {
    var size: Int { get }

    /// The first bytes of a range, as many as are at hand; nil for an empty range.
    func next(_ range: Range<Int>) async throws -> ByteBuffer?

    /// Throws if it is plain already that a range can't be read.
    func check(_ range: Range<Int>) async throws
}

extension ObjectContent {
    func check(_ range: Range<Int>) async throws {}

    /// All of a range in one piece.
    func all(_ range: Range<Int>) async throws -> ByteBuffer {
        var all = ByteBuffer()
        var left = range
        while let part = try await next(left) {
            left = (left.lowerBound + part.readableBytes)..<left.upperBound
            if all.readableBytes == 0 { all = part } else { all.writeImmutableBuffer(part) }
        }
        return all
    }
}

/// The bytes of one object, which stay while this exists.
struct BlobContent: ObjectContent {
    let size: Int
    private let number: Int
    private let blobs: ObjectBlobs
    private let lease: ObjectBlobs.Lease?

    init(_ row: ObjectRow, _ blobs: ObjectBlobs) {
        size = row.size
        number = row.blob
        self.blobs = blobs
        lease = row.blob > 0 ? blobs.lease([row.blob]) : nil
    }

    func next(_ range: Range<Int>) async throws -> ByteBuffer? {
        guard number > 0, !range.isEmpty else { return nil }
        guard let part = try await blobs.slice(of: number, range) else { throw ObjectStorageError(.serviceUnavailable) }
        // Whoever reads holds the bytes.
        withExtendedLifetime(lease) {}
        return part
    }
}

/// Bytes that were made up.
struct BytesContent: ObjectContent {
    private let bytes: ByteBuffer

    init(_ text: String) { bytes = ByteBuffer(string: text) }

    init(_ bytes: ByteBuffer) { self.bytes = bytes }

    var size: Int { bytes.readableBytes }

    func next(_ range: Range<Int>) async throws -> ByteBuffer? {
        range.isEmpty ? nil : bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count)
    }
}
