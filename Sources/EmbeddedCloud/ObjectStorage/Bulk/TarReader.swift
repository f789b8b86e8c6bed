import NIOCore

/// An archive that can't be read.
struct ArchiveError: Error {
    var text: String
}

/// Reads a tar archive file by file (POSIX.1-2017, `pax`), GNU's long names included.
struct TarReader {
    private var feed: ByteFeed
    /// Bytes left of the file, and of the zeros behind it.
    private var left = 0
    private var padding = 0
    private var isStarted = false

    private static let block = 512

    /// A regular file of the archive.
    struct File: Sendable {
        var name: String
        var size: Int
        /// Header fields its extended attributes ask for.
        var fields: [(String, String)] = []
    }

    init(_ feed: ByteFeed) { self.feed = feed }

    /// The next regular file, past what was left of the one before; nil at the end.
    mutating func next() async throws -> File? {
        var name: String?
        var attributes: [String: String] = [:]
        while true {
            try await feed.skip(left + padding)
            (left, padding) = (0, 0)
            guard let header = try await feed.exactly(Self.block) else {
                guard feed.isEmpty else { throw ArchiveError(text: "truncated header") }
                guard isStarted else { throw ArchiveError(text: "empty file") }
                return nil
            }
            let bytes = Array(header.readableBytesView)
            if bytes.allSatisfy({ $0 == 0 }) {
                guard isStarted else { throw ArchiveError(text: "empty header") }
                return nil
            }
            guard Self.isIntact(bytes), let size = Self.number(bytes[124..<136]), size >= 0 else {
                throw ArchiveError(text: isStarted ? "invalid header" : "not a gzip, bzip2 or plain tar file")
            }
            isStarted = true
            left = size
            padding = (Self.block - size % Self.block) % Self.block
            switch bytes[156] {
            case UInt8(ascii: "L"): name = try await longText().trimmingNULs
            case UInt8(ascii: "x"):
                for (key, value) in Self.records(try await longText()) { attributes[key] = value }
            case UInt8(ascii: "g"), UInt8(ascii: "K"): continue
            case UInt8(ascii: "0"), UInt8(ascii: "7"), 0:
                let found = attributes["path"] ?? name ?? Self.name(bytes)
                if let text = attributes["size"], let given = Int(text), given >= 0 {
                    left = given
                    padding = (Self.block - given % Self.block) % Self.block
                }
                // Before there were types, a folder was a name that ends with a slash.
                if bytes[156] == 0, found.hasSuffix("/") { (name, attributes) = (nil, [:]); continue }
                return File(name: found, size: left, fields: Self.fields(attributes))
            default: (name, attributes) = (nil, [:])
            }
        }
    }

    /// The next bytes of the file; nil at its end.
    mutating func read() async throws -> ByteBuffer? {
        guard left > 0 else { return nil }
        guard let part = try await feed.some(upTo: min(left, 1 << 16)) else {
            throw ArchiveError(text: "unexpected end of data")
        }
        left -= part.readableBytes
        return part
    }

    private mutating func longText() async throws -> String {
        guard left <= 1 << 20, let bytes = try await feed.exactly(left) else {
            throw ArchiveError(text: "invalid header")
        }
        left = 0
        return String(buffer: bytes)
    }

    // MARK: - Headers

    private static func isIntact(_ bytes: [UInt8]) -> Bool {
        guard let sum = number(bytes[148..<156]) else { return false }
        let actual = bytes.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        return sum == actual
    }

    /// An octal number, or a binary one if the first bit is set.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        if let first = bytes.first, first & 0x80 != 0 {
            var value = Int(first & 0x7F)
            for byte in bytes.dropFirst() {
                guard value < Int.max >> 8 else { return nil }
                value = value << 8 | Int(byte)
            }
            return value
        }
        let digits = bytes.drop { $0 == 0x20 }.prefix { $0 >= 0x30 && $0 <= 0x37 }
        return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    private static func name(_ bytes: [UInt8]) -> String {
        let name = String(decoding: bytes[0..<100].prefix { $0 != 0 }, as: UTF8.self)
        guard bytes[257..<262].elementsEqual("ustar".utf8), bytes[262] == 0 else { return name }
        let folder = String(decoding: bytes[345..<500].prefix { $0 != 0 }, as: UTF8.self)
        return folder.isEmpty ? name : folder + "/" + name
    }

    /// The records of an extended header: `length key=value`, a line each.
    private static func records(_ text: String) -> [(String, String)] {
        var rest = Array(text.utf8)[...]
        var found: [(String, String)] = []
        while let space = rest.firstIndex(of: 0x20),
            let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > space - rest.startIndex + 1,
            length <= rest.count
        {
            let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
            if let equals = record.firstIndex(of: UInt8(ascii: "=")) {
                found.append(
                    (
                        String(decoding: record[..<equals], as: UTF8.self),
                        String(decoding: record[(equals + 1)...], as: UTF8.self)
                    )
                )
            }
            rest = rest.dropFirst(length)
        }
        return found
    }

    private static func fields(_ attributes: [String: String]) -> [(String, String)] {
        attributes.compactMap { key, value in
            for tool in ["SCHILY", "LIBARCHIVE"] {
                if key == tool + ".xattr.user.mime_type" { return ("Content-Type", value) }
                let prefix = tool + ".xattr.user.meta."
                if key.hasPrefix(prefix) { return ("X-Object-Meta-" + key.dropFirst(prefix.count), value) }
            }
            return nil
        }
    }
}

extension String {
    fileprivate var trimmingNULs: String { String(prefix { $0 != "\0" }) }
}
