import Crypto
import HTTPTypes
import NIOCore
import Synchronization

/// The bytes of objects, a numbered blob each.
///
/// Who reads a blob holds a ``Lease``: an object that is replaced or deleted while somebody downloads it is sent to its
/// end, and its bytes go afterwards.
final class ObjectBlobs: Sendable {
    private let blobs: any BlobStore
    private let outlast: Bool
    private let uses = Mutex(Uses())

    private struct Uses {
        var readers: [Int: Int] = [:]
        /// To be removed once nobody reads them.
        var retired: Set<Int> = []
        /// Those nobody reads any longer.
        var removable: [Int] = []
    }

    /// Keeps the bytes of some blobs from being removed while it exists.
    final class Lease: Sendable {
        private let numbers: [Int]
        private let owner: ObjectBlobs

        fileprivate init(_ numbers: [Int], _ owner: ObjectBlobs) {
            self.numbers = numbers
            self.owner = owner
        }

        deinit { owner.release(numbers) }
    }

    /// With `outlast`, bytes outlast the process, and so may be there of an upload that never ended.
    init(_ blobs: any BlobStore, outlast: Bool) {
        self.blobs = blobs
        self.outlast = outlast
    }

    private static func name(_ number: Int) -> String { "object/\(number)" }

    func lease(_ numbers: [Int]) -> Lease {
        uses.withLock { uses in
            for number in numbers { uses.readers[number, default: 0] += 1 }
        }
        return Lease(numbers, self)
    }

    private func release(_ numbers: [Int]) {
        uses.withLock { uses in
            for number in numbers {
                let left = (uses.readers[number] ?? 1) - 1
                uses.readers[number] = left > 0 ? left : nil
                if left <= 0, uses.retired.remove(number) != nil { uses.removable.append(number) }
            }
        }
    }

    /// Removes bytes that no object has any longer, now or as soon as nobody reads them.
    func remove(_ numbers: [Int]) async {
        let removable = uses.withLock { uses in
            for number in numbers where number > 0 {
                if uses.readers[number] == nil { uses.removable.append(number) } else { uses.retired.insert(number) }
            }
            let found = uses.removable
            uses.removable.removeAll()
            return found
        }
        for number in removable { try? await blobs.remove(Self.name(number)) }
    }

    func append(_ part: ByteBuffer, to number: Int, at start: Int) async throws {
        if outlast, start == 0 { try await blobs.remove(Self.name(number)) }
        try await blobs.append(part, to: Self.name(number), at: start)
    }

    /// The first bytes of a range of a blob; nil if they aren't there.
    func slice(of number: Int, _ range: Range<Int>) async throws -> ByteBuffer? {
        try await blobs.slice(of: Self.name(number), range)
    }
}

/// Bytes that were taken in.
struct StoredBlob: Sendable {
    /// 0 where there are no bytes.
    var number: Int
    var size: Int
    var etag: MD5Digest
}

/// Takes bytes in, in parts of at most 1 MiB.
struct BlobUpload {
    private let blobs: ObjectBlobs
    private let store: ObjectStore
    private var number = 0
    private var pending = ByteBuffer()
    private var digest = Insecure.MD5()
    private(set) var size = 0
    private var stored = 0

    private static var partSize: Int { 1 << 20 }

    init(_ service: ObjectStorageService) {
        blobs = service.blobs
        store = service.store
    }

    mutating func take(_ buffer: ByteBuffer) async throws {
        buffer.withUnsafeReadableBytes { digest.update(bufferPointer: $0) }
        size += buffer.readableBytes
        var rest = buffer
        while rest.readableBytes > 0 {
            let length = min(rest.readableBytes, Self.partSize - pending.readableBytes)
            if pending.readableBytes == 0, length == Self.partSize || length == rest.readableBytes,
                let slice = rest.readSlice(length: length)
            {
                pending = slice
            } else if let slice = rest.readSlice(length: length) {
                pending.writeImmutableBuffer(slice)
            }
            if pending.readableBytes == Self.partSize { try await flush() }
        }
    }

    private mutating func flush() async throws {
        if number == 0 { number = try store.write { $0.nextNumber() } }
        // A part that is a piece of something larger would keep all of that in memory.
        let isLoose = pending.storageCapacity > 2 * pending.readableBytes + 64
        let part = isLoose ? ByteBuffer(bytes: pending.readableBytesView) : pending
        try await blobs.append(part, to: number, at: stored)
        stored += part.readableBytes
        pending = ByteBuffer()
    }

    mutating func finish() async throws -> StoredBlob {
        if pending.readableBytes > 0 { try await flush() }
        return StoredBlob(number: number, size: size, etag: MD5Digest(digest.finalize()))
    }

    /// Removes what was taken in.
    func abandon() async { await blobs.remove([number]) }
}
