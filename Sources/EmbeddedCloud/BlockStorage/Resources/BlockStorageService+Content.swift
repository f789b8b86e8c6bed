import HTTPTypes
import NIOCore

// The data of volumes: what of it came from an image, and what of it goes to one.
extension BlockStorageService {
    /// Forgets data that nothing has any more.
    func remove(_ content: VolumeContent) async {
        guard let blob = content.blob, !store.read({ $0.isUsed(blob) }) else { return }
        // What can't be removed stays behind, which no request can notice.
        try? await parts.blobs.remove(blob)
    }

    /// Forgets data that nothing has any more, before the next request.
    func discard(_ content: VolumeContent) {
        guard content.blob != nil else { return }
        parts.transitions.at(clock.now) { [self] _ in await remove(content) }
    }

    /// The data of an image, as far as a volume keeps it: all of a raw image; of other formats only where the data would end.
    func content(ofImage image: JSON, _ caller: Caller) async -> VolumeContent? {
        guard let id = image["id"]?.string, let size = image["size"]?.int else { return nil }
        guard image["disk_format"]?.string == "raw" else { return VolumeContent(blob: nil, size: size) }
        let blob = "volume-" + Identifier.uuid()
        var offset = 0
        while offset < size {
            let end = min(offset + Self.partSize, size)
            let answer = await parts.others.call(
                "image",
                .get,
                "/v2/images/\(id)/file",
                headers: [.range: "bytes=\(offset)-\(end - 1)"],
                as: caller
            )
            guard answer.isSuccess, answer.bytes.readableBytes == end - offset else {
                try? await parts.blobs.remove(blob)
                return nil
            }
            do {
                try await parts.blobs.append(answer.bytes, to: blob, at: offset)
            } catch {
                try? await parts.blobs.remove(blob)
                return nil
            }
            offset = end
        }
        return VolumeContent(blob: blob, size: size)
    }

    private static let partSize = 1 << 20

    /// What an image made of a volume gets: the data up to where only zeros follow, at least 1 MiB.
    func imageData(of content: VolumeContent?) async throws -> ByteBuffer {
        var data = ByteBuffer()
        if let content, let blob = content.blob {
            while data.readableBytes < content.size,
                let (start, bytes) = try await parts.blobs.part(of: blob, at: data.readableBytes),
                start == data.readableBytes
            {
                data.writeImmutableBuffer(bytes)
            }
        }
        if data.readableBytes < Self.partSize {
            data.writeRepeatingByte(0, count: Self.partSize - data.readableBytes)
        }
        return data
    }
}
