import Crypto
import Foundation

/// A segment of a static large object.
struct ManifestSegment: Sendable {
    enum Source: Sendable {
        /// Bytes that are in the manifest itself.
        case data([UInt8])
        case object(Reference)
    }

    /// An object, or a part of one.
    struct Reference: Sendable {
        /// `/container/object`.
        var name: String
        var etag: String
        /// Of all of the object.
        var size: Int
        var range: Range<Int>?
        /// Whether it is a static large object itself.
        var isManifest: Bool
        var contentType = ""
        var modified = ""
    }

    var source: Source

    var length: Int {
        switch source {
        case .data(let bytes): bytes.count
        case .object(let reference): reference.range?.count ?? reference.size
        }
    }

    /// What goes into the ETag of the whole.
    var etagPart: String {
        switch source {
        case .data(let bytes): MD5Digest(of: bytes).hex
        case .object(let reference):
            reference.range.map { "\(reference.etag):\($0.lowerBound)-\($0.upperBound - 1);" } ?? reference.etag
        }
    }

    /// As it is stored.
    var stored: JSON {
        switch source {
        case .data(let bytes): return ["data": .string(Data(bytes).base64EncodedString())]
        case .object(let reference):
            var object: JSON.Object = [
                "name": .string(reference.name), "bytes": .int(reference.size), "hash": .string(reference.etag),
                "content_type": .string(reference.contentType), "last_modified": .string(reference.modified),
            ]
            if let range = reference.range { object["range"] = .string("\(range.lowerBound)-\(range.upperBound - 1)") }
            if reference.isManifest { object["sub_slo"] = true }
            return .object(object)
        }
    }

    /// As a client sends it, members in the order of their names.
    var sent: JSON {
        switch source {
        case .data: return stored
        case .object(let reference):
            var object: JSON.Object = ["etag": .string(reference.etag), "path": .string(reference.name)]
            if let range = reference.range { object["range"] = .string("\(range.lowerBound)-\(range.upperBound - 1)") }
            object["size_bytes"] = .int(reference.size)
            return .object(object)
        }
    }

    init(source: Source) { self.source = source }

    /// Reads what was stored.
    init?(_ json: JSON) {
        if let text = json["data"]?.string {
            guard let data = Data(base64Encoded: text) else { return nil }
            source = .data(Array(data))
            return
        }
        guard let name = json["name"]?.string, let etag = json["hash"]?.string, let size = json["bytes"]?.int else {
            return nil
        }
        var reference = Reference(name: name, etag: etag, size: size, isManifest: json["sub_slo"]?.bool ?? false)
        reference.contentType = json["content_type"]?.string ?? ""
        reference.modified = json["last_modified"]?.string ?? ""
        if let text = json["range"]?.string {
            let ends = text.split(separator: "-").compactMap { Int($0) }
            guard ends.count == 2, ends[0] <= ends[1] else { return nil }
            reference.range = ends[0]..<ends[1] + 1
        }
        source = .object(reference)
    }
}

extension MD5Digest {
    init(of bytes: some Sequence<UInt8>) {
        self.init(Insecure.MD5.hash(data: Array(bytes)))
    }
}
