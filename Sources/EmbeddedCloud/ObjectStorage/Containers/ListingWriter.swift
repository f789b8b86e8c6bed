import NIOCore

/// Writes the body of a listing, entry by entry.
struct ListingWriter {
    private(set) var buffer = ByteBuffer()
    private let format: ListingFormat
    private let root: String
    private var isFirst = true
    /// The last second written, and how: most neighbours share it.
    private var second: Int64 = .min
    private var secondText = ""

    init(_ format: ListingFormat, root: String, name: String) {
        self.format = format
        self.root = root
        switch format {
        case .text: break
        case .json: buffer.writeStaticString("[")
        case .xml, .textXML:
            buffer.writeStaticString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")
            buffer.writeString(root)
            buffer.writeStaticString(" name=\"")
            writeEscaped(name)
            buffer.writeStaticString("\">")
            if root == "account" { buffer.writeStaticString("\n") }
        }
    }

    mutating func finish() -> ByteBuffer {
        switch format {
        case .text: break
        case .json: buffer.writeStaticString("]")
        case .xml, .textXML:
            buffer.writeStaticString("</")
            buffer.writeString(root)
            buffer.writeStaticString(">")
        }
        return buffer
    }

    private mutating func separate() {
        if !isFirst { buffer.writeStaticString(", ") }
        isFirst = false
    }

    // MARK: - Entries

    mutating func folder(_ name: String) {
        switch format {
        case .text: writeLine(name)
        case .json:
            separate()
            buffer.writeStaticString("{\"subdir\": ")
            writeJSON(name)
            buffer.writeStaticString("}")
        case .xml, .textXML:
            buffer.writeStaticString("<subdir name=\"")
            writeEscaped(name)
            if root == "account" {
                buffer.writeStaticString("\" />\n")
            } else {
                buffer.writeStaticString("\"><name>")
                writeEscaped(name)
                buffer.writeStaticString("</name></subdir>")
            }
        }
    }

    mutating func container(_ row: ObjectContainerRow, bytes: Int) {
        switch format {
        case .text: writeLine(row.name)
        case .json:
            separate()
            buffer.writeStaticString("{\"name\": ")
            writeJSON(row.name)
            buffer.writeString(", \"count\": \(row.objectCount), \"bytes\": \(bytes), \"last_modified\": \"")
            writeTime(row.updated)
            buffer.writeString("\", \"storage_policy\": \"\(ObjectStorageService.policy)\"}")
        case .xml, .textXML:
            buffer.writeStaticString("<container><name>")
            writeEscaped(row.name)
            buffer.writeString("</name><count>\(row.objectCount)</count><bytes>\(bytes)</bytes><last_modified>")
            writeTime(row.updated)
            buffer.writeString(
                "</last_modified><storage_policy>\(ObjectStorageService.policy)</storage_policy></container>\n"
            )
        }
    }

    /// The path is that of the object's container, for links.
    mutating func object(_ row: ObjectRow, path: ObjectPath) {
        switch format {
        case .text: writeLine(row.name)
        case .json:
            separate()
            writeObjectHead(row)
            buffer.writeStaticString(", \"name\": ")
            writeJSON(row.name)
            writeObjectTail(row)
            writeLinks(row, path)
            buffer.writeStaticString("}")
        case .xml, .textXML:
            buffer.writeStaticString("<object><name>")
            writeEscaped(row.name)
            buffer.writeStaticString("</name><hash>")
            buffer.writeString(Self.hash(row))
            buffer.writeString("</hash><bytes>\(row.listedSize)</bytes><content_type>")
            writeEscaped(row.contentType)
            buffer.writeStaticString("</content_type><last_modified>")
            writeTime(row.timestamp)
            buffer.writeStaticString("</last_modified></object>")
        }
    }

    /// An entry of a list of versions, which is always JSON.
    mutating func version(_ row: ObjectRow, name: String, id: String, isLatest: Bool) {
        separate()
        writeObjectHead(row)
        buffer.writeStaticString(", \"name\": ")
        writeJSON(name)
        writeObjectTail(row)
        if case .manifest(let facts) = row.kind { buffer.writeString(", \"slo_etag\": \"\\\"\(facts.etag)\\\"\"") }
        // Upstream puts the two together in another order for what was there before versions were.
        let latest = "\"is_latest\": \(isLatest)"
        let version = "\"version_id\": \"\(id)\""
        buffer.writeString(id == "null" ? ", \(version), \(latest)" : ", \(latest), \(version)")
        buffer.writeStaticString("}")
    }

    private mutating func writeObjectHead(_ row: ObjectRow) {
        buffer.writeStaticString("{\"bytes\": ")
        buffer.writeString(String(row.listedSize))
        buffer.writeStaticString(", \"hash\": \"")
        buffer.writeString(Self.hash(row))
        buffer.writeStaticString("\"")
    }

    private mutating func writeObjectTail(_ row: ObjectRow) {
        buffer.writeStaticString(", \"content_type\": ")
        writeJSON(row.contentType)
        buffer.writeStaticString(", \"last_modified\": \"")
        writeTime(row.timestamp)
        buffer.writeStaticString("\"")
    }

    private mutating func writeLinks(_ row: ObjectRow, _ path: ObjectPath) {
        switch row.kind {
        case .plain, .deleteMarker: break
        case .manifest(let facts): buffer.writeString(", \"slo_etag\": \"\\\"\(facts.etag)\\\"\"")
        case .symlink(let link):
            if let version = link.version {
                let object = ObjectPath(account: path.account, container: path.container, object: row.name)
                let target = PercentCoding.encodePath(object.text) + "?version-id=" + version
                buffer.writeString(", \"symlink_path\": \"\(target)\", \"version_symlink\": true")
            } else {
                if let etag = link.etag {
                    buffer.writeStaticString(", \"symlink_etag\": ")
                    writeJSON(etag)
                    buffer.writeString(", \"symlink_bytes\": \(link.bytes ?? 0)")
                }
                let account = link.account ?? PercentCoding.encodePath(path.account)
                buffer.writeStaticString(", \"symlink_path\": ")
                writeJSON("/v1/\(account)/\(link.target)")
            }
            if let etag = link.largeObjectETag { buffer.writeString(", \"slo_etag\": \"\\\"\(etag)\\\"\"") }
        }
    }

    private static func hash(_ row: ObjectRow) -> String {
        if case .symlink(let link) = row.kind, link.version != nil, let etag = link.etag { return etag }
        return row.etag.hex
    }

    // MARK: - Text

    private mutating func writeLine(_ name: String) {
        buffer.writeString(name)
        buffer.writeStaticString("\n")
    }

    private mutating func writeJSON(_ text: String) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            buffer.writeStaticString("\"")
            buffer.writeString(text)
            buffer.writeStaticString("\"")
        } else {
            buffer.writeString(JSON.string(text).text)
        }
    }

    private mutating func writeEscaped(_ text: String) { buffer.writeString(Markup.escaped(text)) }

    /// `2026-11-23T08:03:06.125100`.
    private mutating func writeTime(_ time: Timestamp) {
        let seconds = time.microseconds / 1_000_000
        if seconds != second {
            second = seconds
            secondText = String(Timestamp(microseconds: seconds * 1_000_000).seconds.dropLast()) + "."
        }
        buffer.writeString(secondText)
        let fraction = String(time.microseconds % 1_000_000)
        for _ in fraction.utf8.count..<6 { buffer.writeInteger(UInt8(ascii: "0")) }
        buffer.writeString(fraction)
    }
}

extension ObjectRow {
    /// The size as a listing has it: of a large object that of its whole.
    var listedSize: Int {
        switch kind {
        case .plain, .deleteMarker: size
        case .manifest(let facts): facts.size
        case .symlink(let link): link.version == nil ? 0 : link.bytes ?? 0
        }
    }
}

/// Text inside XML and HTML.
enum Markup {
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x26, 0x3C, 0x3E, 0x22, 0x27].contains($0) || $0 < 0x20 }) else {
            return text
        }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#x27;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
