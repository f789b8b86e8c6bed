import HTTPTypes

/// What a client accepts (RFC 9110, section 12.5.1).
enum AcceptHeader {
    /// The first of the offers that a header field prefers; nil if it takes none, `default` without a field.
    static func best(of offers: [String], for header: String?, default fallback: String) throws -> String? {
        guard let header, !header.isEmpty else { return fallback }
        var ranges: [(type: String, quality: Double)] = []
        for item in header.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let type = parts.first, type == "*" || type.split(separator: "/").count == 2 else {
                throw ObjectStorageError(.badRequest, "Invalid Accept header")
            }
            var quality = 1.0
            for parameter in parts.dropFirst() where parameter.hasPrefix("q=") {
                guard let value = Double(parameter.dropFirst(2)) else {
                    throw ObjectStorageError(.badRequest, "Invalid Accept header")
                }
                quality = value
            }
            ranges.append((type == "*" ? "*/*" : type, quality))
        }
        // The better one first; of equals what is named before what is covered by a star.
        let ordered = ranges.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.quality != b.quality { return a.quality > b.quality }
            let (x, y) = (a.type.filter { $0 == "*" }.count, b.type.filter { $0 == "*" }.count)
            return (x, left.offset) < (y, right.offset)
        }
        for range in ordered where range.element.quality > 0 {
            for offer in offers where covers(range.element.type, offer) { return offer }
        }
        return nil
    }

    private static func covers(_ range: String, _ type: String) -> Bool {
        range == "*/*" || range == type || (range.hasSuffix("/*") && type.hasPrefix(range.dropLast()))
    }
}

/// What a name tells of its content.
enum MediaType {
    static let unknown = "application/octet-stream"

    /// The type of a file of that name.
    static func guess(_ name: String) -> String {
        let last = name.split(separator: "/").last ?? ""
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return unknown }
        return known[last[last.index(after: dot)...].lowercased()] ?? unknown
    }

    private static let known: [String: String] = [
        "7z": "application/x-7z-compressed", "aac": "audio/aac", "avi": "video/x-msvideo", "avif": "image/avif",
        "bin": unknown, "bmp": "image/bmp", "bz2": "application/x-bzip2", "c": "text/x-csrc", "css": "text/css",
        "csv": "text/csv", "doc": "application/msword", "eot": "application/vnd.ms-fontobject",
        "epub": "application/epub+zip", "flac": "audio/flac", "gif": "image/gif", "h": "text/x-chdr",
        "htm": "text/html", "html": "text/html", "ico": "image/vnd.microsoft.icon", "ics": "text/calendar",
        "iso": "application/x-iso9660-image", "jar": "application/java-archive", "jpeg": "image/jpeg",
        "jpg": "image/jpeg", "js": "text/javascript", "json": "application/json", "m4a": "audio/mp4",
        "md": "text/markdown", "mjs": "text/javascript", "mov": "video/quicktime", "mp3": "audio/mpeg",
        "mp4": "video/mp4", "mpeg": "video/mpeg", "mpg": "video/mpeg", "odt": "application/vnd.oasis.opendocument.text",
        "ogg": "audio/ogg", "otf": "font/otf", "pdf": "application/pdf", "png": "image/png",
        "ppt": "application/vnd.ms-powerpoint", "ps": "application/postscript", "py": "text/x-python",
        "rtf": "application/rtf", "sh": "application/x-sh", "svg": "image/svg+xml", "tar": "application/x-tar",
        "tif": "image/tiff", "tiff": "image/tiff", "ttf": "font/ttf", "txt": "text/plain", "wasm": "application/wasm",
        "wav": "audio/x-wav", "webm": "video/webm", "webp": "image/webp", "woff": "font/woff", "woff2": "font/woff2",
        "xls": "application/vnd.ms-excel", "xml": "text/xml", "zip": "application/zip",
    ]
}

extension PercentCoding {
    /// A path with everything escaped but letters, digits and `_.-~/`.
    static func encodePath(_ text: String, keeping kept: String = "/") -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "~"):
                out.append(byte)
            default:
                if kept.utf8.contains(byte) {
                    out.append(byte)
                } else {
                    out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
