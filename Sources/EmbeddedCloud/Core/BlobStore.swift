import NIOCore

/// Bytes of images (and later volumes and objects), kept in parts, so that nothing large is ever in one piece.
protocol BlobStore: Sendable {
    /// Adds a part that begins at `start`, counted in bytes from the blob's beginning.
    func append(_ part: ByteBuffer, to name: String, at start: Int) async throws

    /// The part that holds the byte at `offset`, and where that part begins; nil beyond the end.
    func part(of name: String, at offset: Int) async throws -> (start: Int, bytes: ByteBuffer)?

    /// Removes the blob; one that isn't there is no error.
    func remove(_ name: String) async throws
}

extension BlobStore {
    /// Stores what a body delivers, under a fresh name, in parts of at most 1 MiB; `look` sees every part once, in order.
    ///
    /// If the body breaks off, what was stored of it is removed before the error is thrown on.
    func store(
        _ body: some AsyncSequence<ByteBuffer, any Error>,
        as name: String,
        upTo limit: Int,
        look: (ByteBuffer) -> Void
    ) async throws -> Int {
        var size = 0
        do {
            var pending = ByteBuffer()
            func flush() async throws {
                look(pending)
                try await append(pending, to: name, at: size)
                size += pending.readableBytes
                pending = ByteBuffer()
            }
            for try await buffer in body {
                guard size + pending.readableBytes + buffer.readableBytes <= limit else {
                    throw ServiceRequest.BodyTooLarge()
                }
                var rest = buffer
                while rest.readableBytes > 0 {
                    let length = min(rest.readableBytes, Self.partSize - pending.readableBytes)
                    if let slice = rest.readSlice(length: length) { pending.writeImmutableBuffer(slice) }
                    if pending.readableBytes == Self.partSize { try await flush() }
                }
            }
            if pending.readableBytes > 0 { try await flush() }
            return size
        } catch {
            try? await remove(name)
            throw error
        }
    }

    /// The next bytes of a range, at most a part of them; nil if there are none.
    func slice(of name: String, _ range: Range<Int>) async throws -> ByteBuffer? {
        guard !range.isEmpty, let (start, bytes) = try await part(of: name, at: range.lowerBound) else { return nil }
        let skipped = range.lowerBound - start
        let length = min(bytes.readableBytes - skipped, range.count)
        return length > 0 ? bytes.getSlice(at: bytes.readerIndex + skipped, length: length) : nil
    }

    /// The size of a part, in bytes; only a blob's last is smaller.
    static var partSize: Int { 1 << 20 }
}

/// Blobs in memory, gone with the process.
actor MemoryBlobStore: BlobStore {
    private var blobs: [String: [ByteBuffer]] = [:]

    func append(_ part: ByteBuffer, to name: String, at start: Int) {
        blobs[name, default: []].append(part)
    }

    func part(of name: String, at offset: Int) -> (start: Int, bytes: ByteBuffer)? {
        let index = offset / Self.partSize
        guard let parts = blobs[name], parts.indices.contains(index) else { return nil }
        return (index * Self.partSize, parts[index])
    }

    func remove(_ name: String) { blobs[name] = nil }
}
