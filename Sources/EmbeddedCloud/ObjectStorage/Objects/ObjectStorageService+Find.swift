import HTTPTypes

/// An object that was found, maybe at the end of links.
struct FoundObject: Sendable {
    var row: ObjectRow
    var container: ObjectContainerRow
    /// Where it is, not escaped.
    var path: ObjectPath
    /// Where it is, escaped, if links led there.
    var location: String?
    /// The version the path stands for in a versioned container.
    var version: String?
}

extension ObjectStorageService {
    /// How many links are followed, one after the other.
    static let linkLimit = 2

    /// Finds the object of a path for reading, once it is known that that is allowed.
    ///
    /// With `follows`, it goes where a symbolic link leads. A `target` is the ETag that a static link has for what is
    /// looked for; then static links are followed anyway.
    func find(_ call: ObjectCall, follows: Bool = true, target: String? = nil) throws -> FoundObject {
        let access = call.access
        var call = call
        var location = target == nil ? nil : PercentCoding.encodePath(call.path.text)
        var version: String?
        var wanted = target
        var count = 0
        while true {
            let container = try containerForReading(call)
            guard let container, let row = object(call.object, in: container) else {
                var error = ObjectStorageError.notFound
                if let location { error.headers[.contentLocation] = location }
                if let container, container.isVersioned != nil { error.headers[.objectVersion] = "null" }
                throw error
            }
            guard case .symlink(let link) = row.kind, follows || target != nil && link.etag != nil else {
                if let wanted, wanted != row.etag.hex { throw Self.otherTarget(row, wanted, location) }
                var found = FoundObject(row: row, container: container, path: call.path, location: location)
                found.version = version
                if case .symlink(let link) = row.kind, let own = link.version { found.version = own }
                return found
            }
            if let wanted, wanted != link.etag ?? row.etag.hex {
                throw Self.conflict("X-Symlink-Target-Etag headers do not match", location)
            }
            guard let next = linkTarget(link, from: call.path) else { throw ObjectStorageError.notFound }
            wanted = link.etag
            // Versions are nobody's to read by themselves; what a version links to is again the caller's business.
            call.access = link.version == nil ? access : .service
            if let id = link.version {
                if count == 0 { version = id }
                location = versionLocation(call.path, id)
            } else {
                guard count < Self.linkLimit else {
                    throw ObjectStorageError(
                        .conflict,
                        "Too many levels of symbolic links, maximum allowed is \(Self.linkLimit)",
                        plain: true
                    )
                }
                count += 1
                location = "/v1/\(PercentCoding.encodePath(next.account))/\(link.target)"
            }
            call.path = next
        }
    }

    /// Where a link leads, from where it is.
    func linkTarget(_ link: SymlinkFacts, from path: ObjectPath) -> ObjectPath? {
        if link.version != nil, let container = path.container {
            return ObjectPath(account: path.account, container: "\0versions\0" + container, object: link.target)
        }
        guard let (container, object) = ObjectPath.containerAndObject(link.target) else { return nil }
        let account = link.account.map { PercentCoding.decode($0) } ?? path.account
        return ObjectPath(account: account, container: container, object: object)
    }

    func versionLocation(_ path: ObjectPath, _ version: String) -> String {
        PercentCoding.encodePath(path.text) + "?version-id=" + version
    }

    static func conflict(_ text: String, _ location: String?) -> ObjectStorageError {
        var error = ObjectStorageError(.conflict, text, plain: true)
        if let location { error.headers[.contentLocation] = location }
        return error
    }

    private static func otherTarget(_ row: ObjectRow, _ wanted: String, _ location: String?) -> ObjectStorageError {
        conflict("Object Etag '\(row.etag.hex)' does not match X-Symlink-Target-Etag header '\(wanted)'", location)
    }
}

extension HTTPField.Name {
    static let contentLocation = HTTPField.Name("Content-Location") ?? .location
}
