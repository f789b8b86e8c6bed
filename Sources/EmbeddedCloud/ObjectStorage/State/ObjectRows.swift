/// An account: a project's share of the object store.
struct ObjectAccountRow: Codable, Sendable {
    var name: String
    var created: Timestamp
    /// Metadata, and what is kept of quotas.
    var headers = StoredHeaders()
    /// The domain of the project; empty if that isn't known.
    var domainID: String?
    /// Whether it was deleted: it can't be used again.
    var isDeleted = false

    // Counted from what is there, not stored.
    var containerCount = 0
    var objectCount = 0
    var bytesUsed = 0

    enum CodingKeys: CodingKey { case name, created, headers, domainID, isDeleted }
}

/// A container.
struct ObjectContainerRow: NamedRow, Codable {
    var account: String
    var name: String
    /// What its objects are filed under.
    var number: Int
    var created: Timestamp
    var updated: Timestamp
    /// Metadata, access lists and synchronisation.
    var headers = StoredHeaders()
    /// Where old versions go; nil for nowhere.
    var archive: Archive?
    /// Whether every write makes a version; nil if that never was so.
    var isVersioned: Bool?

    // Counted from what is there, not stored.
    var objectCount = 0
    var bytesUsed = 0

    enum CodingKeys: CodingKey { case account, name, number, created, updated, headers, archive, isVersioned }

    /// The older kind of versioning: replaced objects are moved to a container that is named.
    struct Archive: Codable, Sendable {
        enum Mode: String, Codable, Sendable { case stack, history }
        /// As the client wrote it.
        var location: String
        var mode: Mode

        /// The container's name.
        var container: String { String(PercentCoding.decode(location).prefix { $0 != "/" }) }
    }

    /// The hidden container of its versions.
    var versionsName: String { "\0versions\0" + name }
    /// Whether it holds another's versions.
    var isHidden: Bool { name.utf8.first == 0 }
    var readList: String? { headers["X-Container-Read"] }
    var writeList: String? { headers["X-Container-Write"] }
}

/// An object: all but its bytes.
struct ObjectRow: NamedRow, Codable {
    var name: String
    var timestamp: Timestamp
    /// Bytes, of a manifest those of the manifest.
    var size: Int
    var etag: MD5Digest
    var contentType: String
    /// The number of its bytes' blob; 0 for none.
    var blob = 0
    /// Seconds since 1970; 0 for never.
    var deleteAt = 0
    /// Metadata, and the header fields that are kept with an object.
    var headers = StoredHeaders()
    var kind = ObjectKind.plain
}

/// What an object is besides its bytes.
indirect enum ObjectKind: Codable, Sendable {
    case plain
    case manifest(StaticManifestFacts)
    case symlink(SymlinkFacts)
    /// The sign that an object was deleted at that time.
    case deleteMarker
}

/// What a static large object adds up to.
struct StaticManifestFacts: Codable, Sendable {
    var etag: String
    var size: Int
}

/// Where a symbolic link leads.
struct SymlinkFacts: Codable, Sendable {
    /// As the client wrote it, escaped: `container/object`.
    var target: String
    /// Nil for the link's own account.
    var account: String?
    /// Of a static link: what the target's ETag must be.
    var etag: String?
    var bytes: Int?
    /// Of a static link to a large object.
    var largeObjectETag: String?
    /// Set for the link from an object to its latest version.
    var version: String?
}

/// Header fields kept with something, in the order they came.
struct StoredHeaders: Codable, Sendable {
    struct Entry: Codable, Sendable {
        var name: String
        var value: String
    }

    private(set) var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    /// Names are as ``HeaderName/title(_:)`` spells them; setting an empty value removes.
    subscript(name: String) -> String? {
        get { entries.first { $0.name == name }?.value }
        set {
            let index = entries.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?) where !value.isEmpty: entries[index].value = value
            case (let index?, _): entries.remove(at: index)
            case (nil, let value?) where !value.isEmpty: entries.append(Entry(name: name, value: value))
            case (nil, _): break
            }
        }
    }

    init() {}

    /// Adds a field that isn't there yet, be it empty.
    mutating func append(_ name: String, _ value: String) { entries.append(Entry(name: name, value: value)) }

    init(from decoder: any Decoder) throws {
        entries = try decoder.singleValueContainer().decode([Entry].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(entries)
    }
}
