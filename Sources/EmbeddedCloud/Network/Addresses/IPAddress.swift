import Foundation

/// An address of IPv4 or IPv6.
struct IPAddress: Sendable, Hashable {
    enum Version: Int, Sendable, Codable {
        case four = 4
        case six = 6

        var bits: Int { self == .four ? 32 : 128 }
        /// As security group rules name it.
        var ethertype: String { self == .four ? "IPv4" : "IPv6" }
    }

    var version: Version
    var value: UInt128

    init(_ version: Version, _ value: UInt128) {
        self.version = version
        self.value = value
    }

    /// Reads a dotted quad or the forms of RFC 4291; nil for anything else, a prefix length included.
    init?(_ text: some StringProtocol) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let family = text.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
        guard bytes.withUnsafeMutableBytes({ inet_pton(family, String(text), $0.baseAddress) }) == 1 else { return nil }
        version = family == AF_INET ? .four : .six
        value = bytes.prefix(version.bits / 8).reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// The form the services write: lower case, the longest run of zeros left out.
    var text: String {
        var bytes = [UInt8](repeating: 0, count: version.bits / 8)
        for index in bytes.indices {
            bytes[index] = UInt8(truncatingIfNeeded: value >> (version.bits - 8 * (index + 1)))
        }
        if version == .four { return bytes.map(String.init).joined(separator: ".") }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "::" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The text that a text stands for, if it is an address.
    static func canonical(_ text: String) -> String? { IPAddress(text)?.text }

    /// Whether it is for one link only (RFC 4291, section 2.4).
    var isLinkLocal: Bool {
        version == .six ? value >> 118 == 0x3FA : value >> 16 == 0xA9FE
    }

    var isMulticast: Bool { version == .six ? value >> 120 == 0xFF : value >> 28 == 0xE }

    func advanced(by distance: UInt128) -> IPAddress { IPAddress(version, value &+ distance) }
}

extension IPAddress: Comparable {
    static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.version.rawValue, left.value) < (right.version.rawValue, right.value)
    }
}
