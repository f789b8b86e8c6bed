import Mustache

/// Escapes text for HTML, whatever it is made of.
///
/// Mustache's own escaping goes by characters as people see them, and a quotation mark with a combining accent is
/// another character to it than a quotation mark: a service could end an attribute with one. This goes by code
/// points, and shows what would be invisible.
struct HTMLEscaping: MustacheContentType {
    func escapeText(_ text: String) -> String { Self.escaped(text) }

    static func escaped(_ text: String) -> String {
        var escaped: [UInt8] = []
        let visible = VisibleText.of(text)
        escaped.reserveCapacity(visible.utf8.count)
        for byte in visible.utf8 {
            switch byte {
            case UInt8(ascii: "&"): escaped += Array("&amp;".utf8)
            case UInt8(ascii: "<"): escaped += Array("&lt;".utf8)
            case UInt8(ascii: ">"): escaped += Array("&gt;".utf8)
            case UInt8(ascii: "\""): escaped += Array("&quot;".utf8)
            case UInt8(ascii: "'"): escaped += Array("&#39;".utf8)
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
