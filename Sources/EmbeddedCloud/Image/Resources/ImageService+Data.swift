import Crypto
import HTTPTypes
import Hummingbird
import NIOCore

extension ImageService {
    func declareImageData(in table: inout RouteTable) {
        table.on(.put, "/v2/images/{id}/file", uploadData)
        table.on(.get, "/v2/images/{id}/file", downloadData)
        table.on(.put, "/v2/images/{id}/stage", stageData)
    }

    // MARK: - Upload

    /// What was learnt of the bytes while they were stored.
    struct StoredData: Sendable {
        var blob: String
        var size: Int
        var digest: ImageDigest
        var head: [UInt8]
    }

    // Image API reference, “Upload binary image data”: 204.
    private func uploadData(_ request: ServiceRequest) async throws -> ServiceResponse {
        try await receive(request, while: .saving) { image, stored in
            image.status = .active
            image.size = stored.size
            image.digest = stored.digest
            image.virtualSize = DiskImage.virtualSize(image.diskFormat, size: stored.size, head: stored.head)
            image.blob = stored.blob
        }
    }

    // “Upload binary data to staging”: 204, then the image waits to be imported.
    private func stageData(_ request: ServiceRequest) async throws -> ServiceResponse {
        try await receive(request, while: .uploading) { image, stored in
            image.status = .uploading
            image.size = stored.size
            image.digest = stored.digest
            image.blob = stored.blob
        }
    }

    /// Takes the body in, the image being in the given status meanwhile; it goes back to queued if the body breaks off.
    private func receive(
        _ request: ServiceRequest,
        while status: ImageRow.Status,
        done: (inout ImageRow, StoredData) -> Void
    ) async throws -> ServiceResponse {
        let caller = try caller(request)
        guard request.mediaType == "application/octet-stream" else { throw ImageError.mediaType(request.mediaType) }
        let found = try image(request, caller)
        try require("upload_image", owns(found, caller))
        try update(found.id) { image in
            if status == .saving { try Self.checkFormats(image) }
            guard image.status == .queued else {
                throw ImageError(
                    .conflict,
                    "Image status transition from \(image.status.rawValue) to \(status.rawValue) is not allowed"
                )
            }
            image.status = status
        }
        let stored: StoredData
        do {
            stored = try await keep(
                request.body,
                announced: request.headers[.contentLength].flatMap { Int($0) }
            )
        } catch {
            _ = try? update(found.id) { $0.status = .queued }
            throw error
        }
        do {
            try update(found.id) { done(&$0, stored) }
        } catch {
            // Deleted meanwhile: its bytes must not stay behind.
            try? await blobs.remove(stored.blob)
            throw ImageError(
                .gone,
                "Image \(found.id) could not be found after upload. The image may have been deleted."
            )
        }
        return .empty(.noContent)
    }

    private static func checkFormats(_ image: ImageRow) throws {
        var missing: [String] = []
        if image.diskFormat == nil { missing.append("disk_format") }
        if image.containerFormat == nil { missing.append("container_format") }
        guard !missing.isEmpty else { return }
        throw ImageError(
            .badRequest,
            "Properties \(missing.joined(separator: ", ")) must be set prior to saving data."
        )
    }

    /// Stores bytes as they come, no more than an image may have.
    func keep(
        _ body: some AsyncSequence<ByteBuffer, any Error>,
        announced: Int?
    ) async throws -> StoredData {
        if let announced, announced > sizeLimit { throw ServiceRequest.BodyTooLarge() }
        let blob = Identifier.uuid()
        var md5 = Insecure.MD5()
        var sha512 = SHA512()
        var head: [UInt8] = []
        let size = try await blobs.store(body, as: blob, upTo: sizeLimit) { part in
            part.withUnsafeReadableBytes { bytes in
                md5.update(bufferPointer: bytes)
                sha512.update(bufferPointer: bytes)
                if head.isEmpty { head = Array(bytes.prefix(512)) }
            }
        }
        return StoredData(
            blob: blob,
            size: size,
            digest: ImageDigest(md5: Identifier.hex(md5.finalize()), sha512: Identifier.hex(sha512.finalize())),
            head: head
        )
    }

    // MARK: - Download

    // “Download binary image data”: 200, 206 for a range, 204 if there is none.
    private func downloadData(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let image = try image(request, caller)
        try require("download_image", caller.isAdmin || caller.roles.contains("member"))
        if image.status == .deactivated, !caller.isAdmin {
            throw ImageError(
                .forbidden,
                "The requested image has been deactivated. Image data download is forbidden."
            )
        }
        guard image.hasData, let blob = image.blob, let size = image.size else { return .empty(.noContent) }
        let range = try ByteRange.requested(by: request.headers, size: size)
        var headers: HTTPFields = [.contentType: "application/octet-stream"]
        headers[.contentMD5] = image.digest?.md5
        if let range { headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)" }
        let sent = range ?? 0..<size
        let body = ResponseBody(contentLength: sent.count) { [blobs] writer in
            var left = sent
            while let part = try await blobs.slice(of: blob, left) {
                left = (left.lowerBound + part.readableBytes)..<left.upperBound
                try await writer.write(part)
            }
            // Deleted while it was sent: the connection must not look as if all had been.
            guard left.isEmpty else { throw ImageError.noImage(blob) }
            try await writer.finish(nil)
        }
        return Response(status: range == nil ? .ok : .partialContent, headers: headers, body: body)
    }
}
