/// The addresses that share a prefix: what CIDR notation writes as `10.0.0.0/8`.
struct AddressBlock: Sendable, Hashable {
    var first: IPAddress
    var prefixLength: Int

    /// The block an address is in.
    init(_ address: IPAddress, prefixLength: Int) {
        self.prefixLength = prefixLength
        first = IPAddress(address.version, address.value & Self.mask(address.version, prefixLength))
    }

    /// Reads CIDR notation; an address by itself is a block of one, and bits behind the prefix are dropped.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let head = parts.first, let address = IPAddress(head) else { return nil }
        var length = address.version.bits
        if parts.count > 1 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let given = Int(parts[1]),
                (0...address.version.bits).contains(given)
            else { return nil }
            length = given
        }
        self.init(address, prefixLength: length)
    }

    private static func mask(_ version: IPAddress.Version, _ length: Int) -> UInt128 {
        let all = version == .four ? UInt128(UInt32.max) : .max
        return length == 0 ? 0 : all & ~(length == version.bits ? 0 : (UInt128(1) << (version.bits - length)) &- 1)
    }

    var version: IPAddress.Version { first.version }
    var text: String { "\(first.text)/\(prefixLength)" }

    var last: IPAddress {
        let all = version == .four ? UInt128(UInt32.max) : .max
        return IPAddress(version, first.value | (all & ~Self.mask(version, prefixLength)))
    }

    func contains(_ address: IPAddress) -> Bool {
        address.version == version && first.value <= address.value && address.value <= last.value
    }

    func contains(_ other: AddressBlock) -> Bool { contains(other.first) && contains(other.last) }

    func overlaps(_ other: AddressBlock) -> Bool {
        version == other.version && first.value <= other.last.value && other.first.value <= last.value
    }

    /// The block that both halves make up, if they are halves of one.
    func joined(with upper: AddressBlock) -> AddressBlock? {
        guard prefixLength == upper.prefixLength, prefixLength > 0, self != upper else { return nil }
        let whole = AddressBlock(first, prefixLength: prefixLength - 1)
        return whole.first == first && whole.contains(upper) ? whole : nil
    }

    /// The address that a port with a hardware address gives itself here (RFC 4291, appendix A).
    func automaticAddress(for mac: String) -> IPAddress? {
        let bytes = mac.split(separator: ":").compactMap { UInt8($0, radix: 16) }
        guard bytes.count == 6, version == .six else { return nil }
        let identifier = [bytes[0] ^ 2, bytes[1], bytes[2], 0xFF, 0xFE, bytes[3], bytes[4], bytes[5]]
        return IPAddress(.six, first.value | identifier.reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
    }
}

/// Addresses from one to another, both included.
struct AddressRange: Sendable, Hashable, Codable {
    /// As text, for that is what is stored and shown.
    var start: String
    var end: String

    init(_ first: IPAddress, _ last: IPAddress) {
        start = first.text
        end = last.text
    }

    var bounds: ClosedRange<IPAddress>? {
        guard let first = IPAddress(start), let last = IPAddress(end), first <= last else { return nil }
        return first...last
    }

    var json: JSON { ["start": .string(start), "end": .string(end)] }
}

/// Hardware addresses of ports.
enum HardwareAddress {
    /// A random address of the range that the service gives out.
    static func random() -> String {
        let tail = (0..<3).map { _ in Identifier.hex([UInt8.random(in: .min ... .max)]) }
        return "fa:16:3e:" + tail.joined(separator: ":")
    }

    /// Six pairs of hexadecimal digits, joined by colons or dashes; lower case with colons, or nil.
    static func canonical(_ text: String) -> String? {
        let parts = text.lowercased().split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard parts.count == 6,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) })
        else { return nil }
        return parts.joined(separator: ":")
    }
}
