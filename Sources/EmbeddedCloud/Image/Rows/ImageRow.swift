/// An image: what is known of it, and where its bytes are.
struct ImageRow: StoredRow {
    static let table = "image.image"

    enum Status: String, Codable, Sendable {
        case queued, saving, uploading, importing, active, deactivated
    }

    enum Visibility: String, Codable, Sendable, CaseIterable {
        case community, `public`, `private`, shared
    }

    var id: String
    var name: String?
    var owner: String?
    var status = Status.queued
    var visibility = Visibility.shared
    var isProtected = false
    var isHidden = false
    var diskFormat: String?
    var containerFormat: String?
    /// GiB.
    var minDisk = 0
    /// MiB.
    var minRAM = 0
    var size: Int?
    var virtualSize: Int?
    var digest: ImageDigest?
    var created: Timestamp
    var updated: Timestamp
    var tags: [String] = []
    /// Properties the API has no field for; all texts.
    var properties: JSON.Object = [:]
    /// The name of its bytes; present while staged too.
    var blob: String?
}

/// Checksums of an image's bytes, as hexadecimal digits.
struct ImageDigest: Codable, Sendable, Hashable {
    var md5: String
    var sha512: String
}

/// A project an image is shared with.
struct ImageMemberRow: StoredRow {
    static let table = "image.member"

    enum Status: String, Codable, Sendable { case pending, accepted, rejected }

    var imageID: String
    var projectID: String
    var status = Status.pending
    var created: Timestamp
    var updated: Timestamp

    var id: String { Self.id(imageID, projectID) }
    static func id(_ image: String, _ project: String) -> String { image + "/" + project }
}

/// An import that was asked for.
struct ImageTaskRow: StoredRow {
    static let table = "image.task"

    /// Why it failed.
    ///
    /// A task that was asked for by itself always does: there is nothing that such tasks may read from.
    struct Failure: Codable, Sendable {
        var type: String
        var message: String
    }

    var id: String
    /// Nil for a task that never made an image.
    var imageID: String?
    var owner: String?
    var userID: String
    var requestID: String
    var input: JSON.Object
    var created: Timestamp
    /// Nil unless it failed.
    var failure: Failure?
    /// Nil once it is done, as most are when they are answered.
    var isRunning: Bool?
    /// Nil if it took no time.
    var finished: Timestamp?
    /// How many bytes were downloaded; nil if none were to be.
    var copied: Int?
}

/// Everything the image service knows, but the bytes.
struct ImageState: ServiceState {
    var images = Table<ImageRow>()
    var members = Table<ImageMemberRow>()
    var tasks = Table<ImageTaskRow>()
    var namespaces = Table<MetadataNamespaceRow>()
    var resourceTypes = Table<ResourceTypeRow>()

    mutating func visitTables(_ visitor: inout some TableVisitor) throws {
        try visitor.visit(&images)
        try visitor.visit(&members)
        try visitor.visit(&tasks)
        try visitor.visit(&namespaces)
        try visitor.visit(&resourceTypes)
    }

    mutating func removeImage(_ id: String) {
        images[id] = nil
        members.remove { $0.imageID == id }
        tasks.remove { $0.imageID == id }
    }
}
