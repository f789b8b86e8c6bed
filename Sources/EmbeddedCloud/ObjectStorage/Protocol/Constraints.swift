import HTTPTypes

/// How long names and how large things may be.
enum Constraints {
    static let objectSize = 5_368_709_122
    static let objectName = 1024
    static let containerName = 256
    static let accountName = 256
    static let listing = 10_000
    static let metadataName = 128
    static let metadataValue = 256
    static let metadataCount = 90
    static let metadataSize = 4096
    static let header = 8192
    static let manifestSegments = 1000
    static let manifestSize = 8_388_608

    /// Fields that are kept with an object besides its metadata.
    static let keptHeaders: Set<String> = [
        "content-disposition", "content-encoding", "x-object-manifest", "cache-control", "content-language", "expires",
        "x-robots-tag",
    ]

    /// What metadata belongs to.
    enum Owner: String {
        case account, container, object

        var prefix: String { "x-\(rawValue)-meta-" }
    }

    /// 400 for metadata that is too long or too much.
    static func checkMetadata(_ fields: HTTPFields, of owner: Owner) throws {
        var count = 0
        var size = 0
        for field in fields {
            guard field.value.utf8.count <= header else {
                throw problem("Header value too long: \(HeaderName.title(field.name.rawName).prefix(metadataName))")
            }
            let name = field.name.canonicalName
            guard name.hasPrefix(owner.prefix) else { continue }
            let key = name.dropFirst(owner.prefix.utf8.count)
            guard !key.isEmpty else { throw problem("Metadata name cannot be empty") }
            if owner != .object, field.value.unicodeScalars.contains("\u{FFFD}") {
                throw problem("Metadata must be valid UTF-8")
            }
            count += 1
            size += key.utf8.count + field.value.utf8.count
            guard key.utf8.count <= metadataName else {
                throw problem("Metadata name too long: \(owner.prefix)\(HeaderName.title(String(key)))")
            }
            guard field.value.utf8.count <= metadataValue else {
                throw problem(
                    "Metadata value longer than \(metadataValue): \(owner.prefix)\(HeaderName.title(String(key)))"
                )
            }
            try checkTotal(count: count, size: size, plain: true)
        }
    }

    /// 400 if all metadata together, old and new, is too much.
    static func checkTotal(_ stored: StoredHeaders, of owner: Owner) throws {
        var count = 0
        var size = 0
        for entry in stored.entries where entry.name.lowercased().hasPrefix(owner.prefix) {
            count += 1
            size += entry.name.utf8.count - owner.prefix.utf8.count + entry.value.utf8.count
        }
        try checkTotal(count: count, size: size, plain: false)
    }

    private static func checkTotal(count: Int, size: Int, plain: Bool) throws {
        guard count <= metadataCount else {
            throw ObjectStorageError(.badRequest, "Too many metadata items; max \(metadataCount)", plain: plain)
        }
        guard size <= metadataSize else {
            throw ObjectStorageError(.badRequest, "Total metadata too large; max \(metadataSize)", plain: plain)
        }
    }

    private static func problem(_ text: String) -> ObjectStorageError {
        ObjectStorageError(.badRequest, text, plain: true)
    }
}

/// When an object is to disappear.
enum Expiry {
    /// Seconds since 1970; nil where the fields don't say.
    static func time(_ fields: HTTPFields, now: Timestamp) throws -> Int? {
        if let text = fields[.deleteAfter] {
            guard let after = integer(text) else { throw problem("Non-integer X-Delete-After") }
            let (time, isTooMuch) = now.startedSeconds.addingReportingOverflow(after)
            guard !isTooMuch, after > 0 else { throw problem("X-Delete-After in past") }
            return min(time, 9_999_999_999)
        }
        guard let text = fields[.deleteAt] else { return nil }
        guard let time = integer(text) else { throw problem("Non-integer X-Delete-At") }
        guard time > now.startedSeconds else { throw problem("X-Delete-At in past") }
        return min(time, 9_999_999_999)
    }

    private static func integer(_ text: String) -> Int? {
        Int(text.split(separator: " ").joined())
    }

    private static func problem(_ text: String) -> ObjectStorageError {
        ObjectStorageError(.badRequest, text, plain: true)
    }
}
