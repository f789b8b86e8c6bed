import Crypto
import Foundation

/// The shapes of names the services make up.
enum Identifier {
    /// 32 hexadecimal digits, as the identity service names its resources.
    static func hex() -> String {
        UUID().uuidString.lowercased().filter { $0 != "-" }
    }

    /// A lower-case UUID, as most other services name theirs.
    static func uuid() -> String { UUID().uuidString.lowercased() }

    /// The value of `x-openstack-request-id`.
    static func request() -> String { "req-" + uuid() }

    /// So many unpredictable bytes, in the URL-safe alphabet of base 64, without padding.
    static func secret(bytes count: Int) -> String {
        base64URL(SymmetricKey(size: .init(bitCount: count * 8)).withUnsafeBytes { Data($0) })
    }

    /// RFC 4648, section 5, without padding.
    static func base64URL(_ data: Data) -> String {
        var text = ""
        for character in data.base64EncodedString() {
            switch character {
            case "+": text.append("-")
            case "/": text.append("_")
            case "=": break
            default: text.append(character)
            }
        }
        return text
    }

    /// The reverse of ``base64URL(_:)``; nil if it is no such text.
    static func data(base64URL text: String) -> Data? {
        var standard = text.replacing("-", with: "+").replacing("_", with: "/")
        standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard)
    }

    /// Lower-case hexadecimal digits, two per byte.
    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
        return text
    }

    /// Whether the text is a UUID with its dashes.
    static func isUUID(_ text: String) -> Bool { text.utf8.count == 36 && UUID(uuidString: text) != nil }
}
