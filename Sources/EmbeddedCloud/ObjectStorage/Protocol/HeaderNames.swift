import HTTPTypes

/// Names of header fields, as the object store spells them.
enum HeaderName {
    /// Every run of letters begins with a capital: `x-object-meta-color` becomes `X-Object-Meta-Color`.
    static func title(_ name: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(name.utf8.count)
        var isFirst = true
        for byte in name.utf8 {
            let isLower = byte >= 0x61 && byte <= 0x7A
            let isUpper = byte >= 0x41 && byte <= 0x5A
            if isFirst, isLower {
                out.append(byte - 0x20)
            } else if !isFirst, isUpper {
                out.append(byte + 0x20)
            } else {
                out.append(byte)
            }
            isFirst = !isLower && !isUpper
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension HTTPFields {
    /// The value of a field by its name; nil for what is no name.
    subscript(text name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set { if let name = HTTPField.Name(name) { self[name] = newValue } }
    }

    /// Adds a field as it stands, beside others of that name; control characters become spaces.
    mutating func add(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name) else { return }
        append(HTTPField(name: name, value: value))
    }

    /// Adds stored fields.
    mutating func add(_ stored: StoredHeaders) {
        for entry in stored.entries { add(entry.name, entry.value) }
    }
}

extension HTTPField.Name {
    /// As the object store spells it.
    static let entityTag = objectStore("Etag")
    static let copyFrom = objectStore("X-Copy-From")
    static let copyFromAccount = objectStore("X-Copy-From-Account")
    static let destination = objectStore("Destination")
    static let destinationAccount = objectStore("Destination-Account")
    static let freshMetadata = objectStore("X-Fresh-Metadata")
    static let storageToken = objectStore("X-Storage-Token")
    static let transactionID = objectStore("X-Trans-Id")
    static let transactionExtra = objectStore("X-Trans-Id-Extra")
    static let storageRequestID = objectStore("X-Openstack-Request-Id")
    static let timestamp = objectStore("X-Timestamp")
    static let storagePolicy = objectStore("X-Storage-Policy")
    static let objectManifest = objectStore("X-Object-Manifest")
    static let staticLargeObject = objectStore("X-Static-Large-Object")
    static let symlinkTarget = objectStore("X-Symlink-Target")
    static let symlinkTargetAccount = objectStore("X-Symlink-Target-Account")
    static let symlinkTargetETag = objectStore("X-Symlink-Target-Etag")
    static let symlinkTargetBytes = objectStore("X-Symlink-Target-Bytes")
    static let deleteAt = objectStore("X-Delete-At")
    static let deleteAfter = objectStore("X-Delete-After")
    static let detectContentType = objectStore("X-Detect-Content-Type")
    static let versionsLocation = objectStore("X-Versions-Location")
    static let historyLocation = objectStore("X-History-Location")
    static let versionsEnabled = objectStore("X-Versions-Enabled")
    static let objectVersion = objectStore("X-Object-Version-Id")
    static let currentObjectVersion = objectStore("X-Object-Current-Version-Id")
    static let containerRead = objectStore("X-Container-Read")
    static let containerWrite = objectStore("X-Container-Write")
    static let webMode = objectStore("X-Web-Mode")

    private static func objectStore(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .userAgent }
}

extension String {
    /// Whether it is one of the words the object store takes for yes.
    var isConfirmation: Bool { ["true", "1", "yes", "on", "t", "y"].contains(lowercased()) }

    /// Whether it is digits only, and at least one.
    var isDecimal: Bool { !isEmpty && utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
}
