import HTTPTypes
import Hummingbird

/// The logic of the Image API v2; ``ImageAPI`` puts it behind paths.
struct ImageService: Sendable {
    let store: StateStore<ImageState>
    let blobs: any BlobStore
    let tokens: any TokenReader
    let address: PublicAddress
    let clock: CloudClock
    /// Bytes.
    let sizeLimit: Int
    /// Where images may be downloaded from.
    let filter: ImportFilter
    let downloads = ImageDownloads()

    /// The one store images are kept in.
    static let storeName = "embedded"
    static let importMethods = ["glance-direct", download]
    /// The method of import that takes an address.
    static let download = "web-download"
    /// The longest JSON body, in bytes.
    static let bodyLimit = 1 << 20
    static let diskFormats = ["ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop"]
    static let containerFormats = ["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"]

    /// Without a slash at the end.
    var base: String { address.base(of: "image") }

    // MARK: - Requests

    /// Who sends the request; 401 without a valid token.
    func caller(_ request: ServiceRequest) throws -> Caller {
        guard let caller = tokens.caller(of: request, service: "image") else {
            var error = ImageError(
                .unauthorized,
                "This server could not verify that you are authorized to access the document you requested. Either you "
                    + "supplied the wrong credentials (e.g., bad password), or your browser does not understand how "
                    + "to supply the credentials required."
            )
            error.headers[.wwwAuthenticate] = "Keystone uri=\"\(address.base(of: "identity"))\""
            throw error
        }
        return caller
    }

    /// The request's document.
    func document(_ request: ServiceRequest) async throws -> JSON {
        let bytes = try await request.bytes(upTo: Self.bodyLimit)
        guard let value = try? JSON(parsing: bytes) else {
            throw ImageError(.badRequest, "Malformed JSON in request body.")
        }
        return value
    }

    /// Throws 403 unless the policy allows it.
    func require(_ rule: String, _ allowed: Bool) throws {
        guard allowed else { throw ImageError.forbidden(rule) }
    }

    // MARK: - Who may do what

    /// Whether the caller may know of the image at all.
    func sees(_ image: ImageRow, _ caller: Caller, in state: borrowing ImageState) -> Bool {
        if caller.isAdmin { return true }
        guard caller.roles.contains("reader"), let project = caller.projectID else { return false }
        if image.owner == project { return true }
        switch image.visibility {
        case .public, .community: return true
        case .shared: return state.members[ImageMemberRow.id(image.id, project)] != nil
        case .private: return false
        }
    }

    /// Whether the caller may change the image: a member of the project that owns it.
    func owns(_ image: ImageRow, _ caller: Caller) -> Bool {
        caller.isAdmin
            || (caller.roles.contains("member") && caller.projectID != nil && caller.projectID == image.owner)
    }

    /// The image of the path; 404 if it isn't there or not for the caller's eyes.
    func image(_ request: ServiceRequest, _ caller: Caller) throws -> ImageRow {
        let id = request["id"]
        let image = store.read { state in state.images[id].flatMap { sees($0, caller, in: state) ? $0 : nil } }
        guard let image else { throw ImageError.noImage(id) }
        return image
    }

    /// Changes one image; 404 if it has gone meanwhile.
    @discardableResult
    func update(_ id: String, _ change: (inout ImageRow) throws -> Void) throws -> ImageRow {
        let now = clock.now
        return try store.write { state in
            guard var image = state.images[id] else { throw ImageError.noImage(id) }
            try change(&image)
            image.updated = now
            state.images.insert(image)
            return image
        }
    }
}
