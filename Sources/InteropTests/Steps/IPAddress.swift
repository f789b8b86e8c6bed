import Foundation

/// An IPv4 or IPv6 address.
struct IPAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Four or sixteen bytes, the most significant first.
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an address; `nil` when it is none.
    init?(_ text: String) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// The address in its shortest form (RFC 5952).
    var description: String {
        var text = [CChar](repeating: 0, count: 64)
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, 64) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The address a number of addresses behind this one.
    func advanced(by distance: Int) -> IPAddress {
        var bytes = bytes
        var carry = distance
        for index in bytes.indices.reversed() {
            carry += Int(bytes[index])
            bytes[index] = UInt8(carry & 0xff)
            carry >>= 8
        }
        return IPAddress(bytes)
    }

    /// Whether it is in a block such as `10.0.0.0/8`.
    func isIn(_ cidr: String) -> Bool {
        let parts = cidr.split(separator: "/")
        guard parts.count == 2, let base = IPAddress(String(parts[0])), let length = Int(parts[1]),
            base.bytes.count == bytes.count
        else { return false }
        return (0..<min(length, bytes.count * 8)).allSatisfy { bit(at: $0) == base.bit(at: $0) }
    }

    /// The address that a host with a hardware address gives itself in a block: the block's first half, then the
    /// modified EUI-64 (RFC 4291, appendix A).
    static func eui64(in cidr: String, macAddress: String) -> IPAddress? {
        let mac = macAddress.split(separator: ":").compactMap { UInt8($0, radix: 16) }
        let parts = cidr.split(separator: "/")
        guard parts.count == 2, Int(parts[1]) != nil, let base = IPAddress(String(parts[0])),
            base.bytes.count == 16, mac.count == 6
        else { return nil }
        return IPAddress(base.bytes[..<8] + [mac[0] ^ 2, mac[1], mac[2], 0xff, 0xfe, mac[3], mac[4], mac[5]])
    }

    /// By value, within one family.
    static func < (left: IPAddress, right: IPAddress) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    private func bit(at index: Int) -> Bool { bytes[index / 8] & (0x80 >> UInt8(index % 8)) != 0 }
}
