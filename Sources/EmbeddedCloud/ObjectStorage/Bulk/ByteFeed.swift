import Hummingbird
import NIOCore

/// Hands out the bytes of a body in the portions that are asked for, decompressed if need be.
struct ByteFeed {
    enum Coding: Sendable {
        case none, gzip, bzip2
    }

    private enum Source {
        case plain(BodyBytes)
        case gzip(Inflater)
        case bzip2(BunzipReader)
    }

    private var source: Source
    private var pending = ByteBuffer()

    init(_ body: RequestBody, _ coding: Coding) {
        let bytes = BodyBytes(body)
        switch coding {
        case .none: source = .plain(bytes)
        case .gzip: source = .gzip(Inflater(bytes))
        case .bzip2: source = .bzip2(BunzipReader(bytes))
        }
    }

    /// Gets more bytes; false at the end.
    private mutating func fill() async throws -> Bool {
        let more: ByteBuffer?
        switch source {
        case .plain(var bytes):
            more = try await bytes.next()
            source = .plain(bytes)
        case .gzip(var inflater):
            more = try await inflater.next()
            source = .gzip(inflater)
        case .bzip2(var reader):
            more = try await reader.next()
            source = .bzip2(reader)
        }
        guard let more else { return false }
        pending.discardReadBytes()
        pending.writeImmutableBuffer(more)
        return true
    }

    /// At least one byte, at most so many; nil at the end.
    mutating func some(upTo limit: Int) async throws -> ByteBuffer? {
        while pending.readableBytes == 0 {
            guard try await fill() else { return nil }
        }
        return pending.readSlice(length: min(limit, pending.readableBytes))
    }

    /// Whether nothing is at hand.
    var isEmpty: Bool { pending.readableBytes == 0 }

    /// So many bytes; nil if fewer are left.
    mutating func exactly(_ count: Int) async throws -> ByteBuffer? {
        while pending.readableBytes < count {
            guard try await fill() else { return nil }
        }
        return pending.readSlice(length: count)
    }

    mutating func skip(_ count: Int) async throws {
        var left = count
        while left > 0, let part = try await some(upTo: left) { left -= part.readableBytes }
    }

    /// Everything before a mark, in portions; nil once the mark has come, which is taken too.
    mutating func some(before mark: [UInt8]) async throws -> ByteBuffer? {
        while true {
            let view = pending.readableBytesView
            if let found = view.firstRange(of: mark) {
                let length = found.lowerBound - view.startIndex
                if length > 0 { return pending.readSlice(length: length) }
                pending.moveReaderIndex(forwardBy: mark.count)
                return nil
            }
            // The mark may have begun.
            let safe = pending.readableBytes - (mark.count - 1)
            if safe > 0 { return pending.readSlice(length: safe) }
            guard try await fill() else { throw ArchiveError(text: "unexpected end of data") }
        }
    }
}

/// The parts of a body, one after the other.
struct BodyBytes {
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) { iterator = body.makeAsyncIterator() }

    mutating func next() async throws -> ByteBuffer? { try await iterator.next(isolation: #isolation) }
}
