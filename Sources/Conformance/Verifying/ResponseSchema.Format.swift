import Foundation

extension ResponseSchema.Format {
    /// Whether a text is in the format.
    func fits(_ text: String) -> Bool {
        switch self {
        case .uuid: UUID(uuidString: text) != nil || text.utf8.count == 32 && text.utf8.allSatisfy(Self.isHexadecimal)
        case .uri: URLComponents(string: text)?.scheme != nil
        case .dateTime: Self.isDateTime(Array(text.utf8))
        case .ipv4: Self.isAddress(text, AF_INET)
        case .ipv6: Self.isAddress(text, AF_INET6)
        case .macAddress: Self.fits(Array(text.utf8)[...], "hh:hh:hh:hh:hh:hh")
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

    // By hand, as every time in every response is looked at: a regular expression takes a hundred times as long.
    private static func isDateTime(_ text: [UInt8]) -> Bool {
        let (day, time) = (text.prefix(10), text.dropFirst(11).prefix(8))
        guard text.count >= 19, fits(day, "dddd-dd-dd"), fits(time, "dd:dd:dd") else { return false }
        guard text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " ") else { return false }
        var rest = text.dropFirst(19)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { isDigit($0) }
            guard !fraction.isEmpty else { return false }
            rest = rest[fraction.endIndex...]
        }
        switch rest.first {
        case nil: return true
        case UInt8(ascii: "Z"): return rest.count == 1
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return fits(rest.dropFirst(), "dd:dd") || fits(rest.dropFirst(), "dddd")
        default: return false
        }
    }

    /// Whether a text is like a pattern, in which `d` stands for a digit and `h` for a hexadecimal one.
    private static func fits(_ text: ArraySlice<UInt8>, _ pattern: StaticString) -> Bool {
        guard text.count == pattern.utf8CodeUnitCount else { return false }
        return zip(text, UnsafeBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount)).allSatisfy {
            switch $1 {
            case UInt8(ascii: "d"): isDigit($0)
            case UInt8(ascii: "h"): isHexadecimal($0)
            default: $0 == $1
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return isDigit(byte) || letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "f")
    }

    private static func isAddress(_ text: String, _ family: CInt) -> Bool {
        var storage = in6_addr()
        return inet_pton(family, text, &storage) == 1
    }
}
