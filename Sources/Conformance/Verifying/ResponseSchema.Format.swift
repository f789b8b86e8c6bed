import Foundation

extension ResponseSchema.Format {
    /// Whether a text is in the format.
    func fits(_ text: String) -> Bool {
        switch self {
        case .uuid: UUID(uuidString: text) != nil || text.wholeMatch(of: #/[0-9a-fA-F]{32}/#) != nil
        case .uri: URLComponents(string: text)?.scheme != nil
        case .dateTime:
            text.wholeMatch(
                of: #/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?/#
            ) != nil
        case .ipv4: Self.isAddress(text, AF_INET)
        case .ipv6: Self.isAddress(text, AF_INET6)
        case .macAddress: text.wholeMatch(of: #/([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}/#) != nil
        }
    }

    /// The format as a noun phrase.
    var noun: String {
        switch self {
        case .uuid: "a UUID"
        case .uri: "a URI"
        case .dateTime: "a date and time"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .macAddress: "a MAC address"
        }
    }

    private static func isAddress(_ text: String, _ family: CInt) -> Bool {
        var storage = in6_addr()
        return inet_pton(family, text, &storage) == 1
    }
}
