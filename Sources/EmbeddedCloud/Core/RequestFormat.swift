import Foundation

/// The formats of texts that request schemas name.
enum RequestFormat {
    /// Whether a text is in a format; a format that is not known accepts everything, as `jsonschema` does.
    static func accepts(_ text: String, _ format: String) -> Bool {
        switch format {
        case "uuid": Identifier.isUUID(text)
        case "date-time": Timestamp(iso: text) != nil
        case "ipv4": Self.isAddress(text, AF_INET)
        case "ipv6": Self.isAddress(text, AF_INET6)
        case "uri": URLComponents(string: text)?.scheme != nil
        case "base64": Data(base64Encoded: text, options: .ignoreUnknownCharacters) != nil
        case "name_skip_leading_trailing_spaces": !text.trimmingCharacters(in: .whitespaces).isEmpty
        default: true
        }
    }

    static func isAddress(_ text: String, _ family: CInt) -> Bool {
        var storage = in6_addr()
        return inet_pton(family, text, &storage) == 1
    }
}
