import HTTPTypes
import Hummingbird

// Object Storage API reference, “Bulk operations”.
extension ObjectStorageService {
    private static let deleteLimit = 10_000
    private static let failureLimit = 1000
    private static let pathLimit = Constraints.objectName + Constraints.containerName + 2

    // MARK: - Deleting many

    /// Deletes what the body lists, a line each: objects first, then containers.
    func bulkDelete(_ call: ObjectCall) async throws -> Response {
        var report = BulkReport(call, kind: .delete, fallback: nil)
        do {
            guard report.isWanted else { throw ObjectStorageError(.notAcceptable) }
            if let type = call.headers[.contentType], !type.isEmpty, !type.hasPrefix("text/plain") {
                throw ObjectStorageError(.notAcceptable)
            }
            let names = try await namesToDelete(call)
            let isObject = { (name: String) in ObjectPath.segment(name) != nil }
            for name in names.filter(isObject) + names.filter({ !isObject($0) }) {
                let trimmed = String(name.drop { $0 == "/" })
                guard !trimmed.isEmpty else { continue }
                do {
                    let path = try ObjectPath("/v1/\(call.account)/\(trimmed)")
                    report.count(try await response(to: call.asking(.delete, path)), of: name)
                } catch let error as ObjectStorageError {
                    report.fail(PercentCoding.encodePath(name), error.statusLine)
                }
                guard report.failures.count < Self.failureLimit else {
                    throw ObjectStorageError(.badRequest, "Max delete failures exceeded")
                }
            }
        } catch let error as ObjectStorageError {
            return report.refusal(error, withStatus: true)
        }
        return report.finish(emptyText: "Invalid bulk delete.")
    }

    private func namesToDelete(_ call: ObjectCall) async throws -> [String] {
        guard call.isChunked || call.contentLength != nil else { throw ObjectStorageError(.lengthRequired) }
        guard case .stream(let stream) = call.body else { return [] }
        var names: [String] = []
        var line: [UInt8] = []
        func add() {
            var text = String(decoding: line, as: UTF8.self)
            while let last = text.last, last.isWhitespace { text.removeLast() }
            let name = PercentCoding.decode(text.drop(while: \.isWhitespace))
            if !name.isEmpty { names.append(name) }
            line.removeAll(keepingCapacity: true)
        }
        for try await buffer in stream {
            for byte in buffer.readableBytesView {
                if byte == UInt8(ascii: "\n") { add() } else { line.append(byte) }
                guard line.count <= 2 * Self.pathLimit * 3 else {
                    throw ObjectStorageError(.badRequest, "Invalid File Name")
                }
            }
            guard names.count <= Self.deleteLimit else {
                throw ObjectStorageError(.contentTooLarge, "Maximum Bulk Deletes: \(Self.deleteLimit) per request")
            }
        }
        add()
        return names
    }

    // MARK: - Archives

    /// Makes an object of each file in a tar archive.
    func extractArchive(_ call: ObjectCall, kind: String) async throws -> Response {
        let kinds: [String: ByteFeed.Coding] = ["tar": .none, "tar.gz": .gzip, "tar.bz2": .bzip2]
        guard let coding = kinds[kind.lowercased().trimmingPrefix(".").description] else {
            throw ObjectStorageError(.badRequest, "Unsupported archive format")
        }
        var report = BulkReport(call, kind: .extract, fallback: nil)
        do {
            guard report.isWanted else { throw ObjectStorageError(.notAcceptable) }
            guard call.isChunked || call.contentLength != nil else { throw ObjectStorageError(.lengthRequired) }
            guard case .stream(let stream) = call.body else { throw ObjectStorageError(.badRequest) }
            var reader = TarReader(ByteFeed(stream, coding))
            var seen: Set<String> = []
            while report.failures.count < Self.failureLimit, let file = try await reader.next() {
                try await extract(file, &reader, call, &seen, &report)
            }
        } catch let error as ObjectStorageError {
            return report.refusal(error, withStatus: true)
        } catch let error as ArchiveError {
            return report.refusal(
                ObjectStorageError(.badRequest, "Invalid Tar File: \(error.text)"),
                withStatus: true
            )
        }
        return report.finish(emptyText: "Invalid Tar File: No Valid Files")
    }

    private func extract(
        _ file: TarReader.File,
        _ reader: inout TarReader,
        _ call: ObjectCall,
        _ seen: inout Set<String>,
        _ report: inout BulkReport
    ) async throws {
        var name = file.name.hasPrefix("./") ? String(file.name.dropFirst(2)) : file.name
        name = String(name.drop { $0 == "/" })
        var base = [call.path.container, call.path.object].compactMap { $0 }.joined(separator: "/")
        while base.hasSuffix("/") { base.removeLast() }
        if !base.isEmpty { name = base + "/" + name }
        // A file at the top belongs to no container.
        guard name.contains("/") else { return }
        let quoted = PercentCoding.encodePath(String(name.prefix(Self.pathLimit)))
        guard let path = try? ObjectPath("/v1/\(call.account)/\(name)"), let container = path.container,
            path.object != nil
        else { return report.fail(quoted, "412 Precondition Failed") }
        guard file.size <= Constraints.objectSize else { return report.fail(quoted, "413 Request Entity Too Large") }
        var failure: (String, String)?
        if seen.insert(container).inserted {
            let status = try await ensureContainer(ObjectPath(account: call.account, container: container), call)
            if status.code == 401 { throw Self.unauthorized(call.path) }
            if !(200..<300).contains(status.code) {
                failure = (PercentCoding.encodePath("/v1/\(call.account)/\(container)"), StatusText.line(status))
            }
        }
        var put = call.asking(.put, path)
        for field in call.headers
        where field.name == .deleteAt || field.name == .deleteAfter
            || field.name.canonicalName.hasPrefix("x-object-meta-")
        {
            put.headers[field.name] = field.value
        }
        for (name, value) in file.fields { put.headers[text: name] = value }
        put.headers[.contentLength] = String(file.size)
        let blob = try await store(&reader)
        put.body = .stored(blob)
        let response = try await response(to: put)
        guard !(200..<300).contains(response.status.code) else { return report.succeed() }
        await blobs.remove([blob.number])
        if let failure { report.fail(failure.0, failure.1) }
        report.fail(quoted, StatusText.line(response.status))
        if response.status.code == 401 { throw Self.unauthorized(call.path) }
        if response.status.code >= 500 { report.noteServerFailure() }
    }

    private func store(_ reader: inout TarReader) async throws -> StoredBlob {
        var upload = BlobUpload(self)
        do {
            while let part = try await reader.read() { try await upload.take(part) }
            return try await upload.finish()
        } catch {
            await upload.abandon()
            throw error
        }
    }

    /// Makes a container that isn't there; the status of the last thing tried.
    private func ensureContainer(_ path: ObjectPath, _ call: ObjectCall) async throws -> HTTPResponse.Status {
        let head = try await response(to: call.asking(.head, path))
        guard head.status.code == 404 else { return head.status }
        return try await response(to: call.asking(.put, path)).status
    }
}
