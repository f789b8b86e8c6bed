/// Addresses for a subnet: 256 of IPv4, or a /64 of IPv6.
struct AddressBlock: Sendable, Hashable {
    /// 4 or 6.
    let version: Int
    /// The first address, as bytes.
    private let base: [UInt8]

    private init(version: Int, base: [UInt8]) {
        self.version = version
        self.base = base
    }

    /// A block of the upper half of 10.0.0.0/8, with room for a few blocks behind it.
    static func randomIPv4() -> AddressBlock {
        AddressBlock(version: 4, base: [10, .random(in: 128...254), .random(in: 0...239), 0])
    }

    /// A block of IPv6's unique local addresses (RFC 4193), with room for a few blocks behind it.
    static func randomIPv6() -> AddressBlock {
        let prefix = [0xfd] + (0..<6).map { _ in UInt8.random(in: 1...255) } + [.random(in: 1...239)]
        return AddressBlock(version: 6, base: prefix + [UInt8](repeating: 0, count: 8))
    }

    /// The block as a subnet has it: `10.200.3.0/24`.
    var cidr: String { version == 4 ? "\(address(0))/24" : "\(address(0))/64" }

    /// An address of the block by its number, from 0 to 255.
    func address(_ number: Int) -> String {
        var bytes = base
        bytes[bytes.count - 1] = UInt8(clamping: number)
        return IPAddress(bytes).description
    }

    /// One of the blocks behind this one, from 1 to 15.
    func next(_ number: Int = 1) -> AddressBlock {
        var bytes = base
        bytes[version == 4 ? 2 : 7] += UInt8(clamping: number)
        return AddressBlock(version: version, base: bytes)
    }
}
