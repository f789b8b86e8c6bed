import HTTPTypes
import Hummingbird
import NIOCore

/// Reads a form part by part (RFC 7578).
struct MultipartForm {
    private var feed: ByteFeed
    private let boundary: [UInt8]
    private var isAtEnd = false

    /// One part's header.
    struct Part: Sendable {
        var name: String?
        /// Set, maybe empty, for a file.
        var fileName: String?
        /// By their names in lower case.
        var fields: [String: String] = [:]
    }

    private static let lineLimit = 16_384

    /// The boundary of a form; nil for any other body.
    static func boundary(of contentType: String?) -> String? {
        guard let (type, attributes) = contentType.map(attributes), type == "multipart/form-data",
            let boundary = attributes["boundary"], !boundary.isEmpty
        else { return nil }
        return boundary
    }

    /// Reads `form-data; name="x"; filename="y"`.
    static func attributes(_ text: String) -> (value: String, attributes: [String: String]) {
        var attributes: [String: String] = [:]
        let semicolon = text.firstIndex(of: ";") ?? text.endIndex
        let value = text[..<semicolon].filter { $0 != " " }.lowercased()
        var rest = text[semicolon...]
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].filter { !" ;".contains($0) }.lowercased()
            rest = rest[rest.index(after: equals)...]
            var found = ""
            if rest.first == "\"" {
                rest.removeFirst()
                while let next = rest.popFirst(), next != "\"" {
                    if next == "\\", let escaped = rest.popFirst() { found.append(escaped) } else { found.append(next) }
                }
                rest = rest.drop { $0 != ";" }
            } else {
                found = String(rest.prefix { $0 != ";" })
                rest = rest.dropFirst(found.count)
                while found.last == " " { found.removeLast() }
            }
            attributes[name] = found
        }
        return (value, attributes)
    }

    /// Throws unless the body begins with the boundary.
    init(_ body: RequestBody, boundary: String) async throws {
        self.boundary = Array("\r\n--\(boundary)".utf8)
        feed = ByteFeed(body, .none)
        do {
            guard let first = try await feed.exactly(self.boundary.count - 2),
                first.readableBytesView.elementsEqual("--\(boundary)".utf8)
            else { throw ArchiveError(text: "") }
            try await endBoundary()
        } catch is ArchiveError {
            throw ObjectStorageError(.badRequest, "FormPost: invalid starting boundary", plain: true)
        }
    }

    /// What follows a boundary: the end of the line, or of the form.
    private mutating func endBoundary() async throws {
        guard let end = try await feed.exactly(2) else { throw ArchiveError(text: "unexpected end of data") }
        isAtEnd = end.readableBytesView.elementsEqual("--".utf8)
        if !isAtEnd, !end.readableBytesView.elementsEqual("\r\n".utf8) { _ = try await line() }
    }

    private mutating func line() async throws -> String {
        var bytes: [UInt8] = []
        while let part = try await feed.some(before: [13, 10]) {
            bytes += part.readableBytesView
            guard bytes.count <= Self.lineLimit else { throw ArchiveError(text: "line too long") }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The next part; nil at the end.
    mutating func next() async throws -> Part? {
        guard !isAtEnd else { return nil }
        var part = Part()
        while true {
            let line = try await line()
            guard !line.isEmpty else { break }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].filter { $0 != " " }.lowercased()
            part.fields[name] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        let (kind, attributes) = Self.attributes(part.fields["content-disposition"] ?? "")
        part.name = attributes["name"]
        if kind == "form-data" { part.fileName = attributes["filename"] }
        return part
    }

    /// The next bytes of the part; nil at its end.
    mutating func read() async throws -> ByteBuffer? {
        if let bytes = try await feed.some(before: boundary) { return bytes }
        try await endBoundary()
        return nil
    }
}
