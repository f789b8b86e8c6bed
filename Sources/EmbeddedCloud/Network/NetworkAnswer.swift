import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A document without spaces between its parts, which is how the network service writes resources.
    static func compact(_ value: JSON, status: HTTPResponse.Status = .ok) -> Response {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        value.writeCompact(to: &bytes)
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

extension JSON {
    fileprivate func writeCompact(to out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): out.append(contentsOf: String(value).utf8)
        case .double(let value):
            // Counts of addresses don't fit the integers; they have no fraction.
            if value >= 0x1p63, value < 0x1p127 {
                out.append(contentsOf: String(UInt128(value)).utf8)
            } else {
                out.append(contentsOf: String(value).utf8)
            }
        case .string(let value): Self.writeCompact(quoted: value, to: &out)
        case .array(let values):
            out.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                value.writeCompact(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, name) in members.names.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.writeCompact(quoted: name, to: &out)
                out.append(UInt8(ascii: ":"))
                (members[name] ?? .null).writeCompact(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func writeCompact(quoted text: String, to out: inout [UInt8]) {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        guard isPlain else {
            out.append(contentsOf: JSON.string(text).text.utf8)
            return
        }
        out.append(UInt8(ascii: "\""))
        out.append(contentsOf: text.utf8)
        out.append(UInt8(ascii: "\""))
    }
}
