/// A network: one broadcast domain.
struct NetworkRow: StoredRow {
    static let table = "network.network"
    var id: String
    var name: String
    var projectID: String
    var isUp = true
    var mtu: Int
    var isExternal = false
    /// Whether routers that are made by themselves get their gateway here.
    var isDefault = false
    var portSecurity = true
    var qosPolicyID: String?
    var dnsDomain = ""
    var availabilityZoneHints: [String] = []
    var standard: StandardAttributes

    var lookupKeys: [String] { ["project/\(projectID)"] + (isExternal ? ["external/true"] : []) }
}

/// How a network is carried.
struct SegmentRow: StoredRow {
    static let table = "network.segment"
    var id: String
    var networkID: String
    var type: String
    var physicalNetwork: String?
    var segmentationID: Int?
    var name: String?
    var standard: StandardAttributes

    var lookupKeys: [String] {
        ["network/\(networkID)", "tag/\(type)/\(physicalNetwork ?? "")/\(segmentationID.map(String.init) ?? "")"]
    }
}

/// A block of addresses on a network.
struct SubnetRow: StoredRow {
    static let table = "network.subnet"
    var id: String
    var name: String
    var projectID: String
    var networkID: String
    var block: String
    var version: IPAddress.Version
    var gateway: String?
    var pools: [AddressRange]
    var nameservers: [String]
    var hostRoutes: [RouteEntry]
    var hasDHCP: Bool
    var advertisementMode: String?
    var addressMode: String?
    var poolID: String?
    var segmentID: String?
    var serviceTypes: [String]
    var standard: StandardAttributes

    var lookupKeys: [String] {
        ["network/\(networkID)", "project/\(projectID)"] + (poolID.map { ["pool/\($0)"] } ?? [])
    }

    var addresses: AddressBlock? { AddressBlock(block) }

    /// Whether ports give themselves their addresses here.
    var isAutomatic: Bool {
        version == .six && ["slaac", "dhcpv6-stateless"].contains(addressMode ?? "")
    }
}

struct RouteEntry: Codable, Sendable, Hashable {
    var destination: String
    var nexthop: String

    init?(_ json: JSON) {
        guard let destination = json["destination"]?.string, let nexthop = json["nexthop"]?.string else { return nil }
        self.destination = destination
        self.nexthop = nexthop
    }

    var json: JSON { ["destination": .string(destination), "nexthop": .string(nexthop)] }
}

/// Blocks that subnets are cut from.
struct SubnetPoolRow: StoredRow {
    static let table = "network.subnet-pool"
    var id: String
    var name: String
    var projectID: String
    var prefixes: [String]
    var version: IPAddress.Version
    var defaultLength: Int
    var leastLength: Int
    var mostLength: Int
    var quota: Int?
    var scopeID: String?
    var isDefault = false
    var standard: StandardAttributes

    var lookupKeys: [String] { ["project/\(projectID)"] + (scopeID.map { ["scope/\($0)"] } ?? []) }
}

/// Subnet pools whose addresses don't overlap.
struct AddressScopeRow: StoredRow {
    static let table = "network.address-scope"
    var id: String
    var name: String
    var projectID: String
    var version: IPAddress.Version
    var standard: StandardAttributes
    var lookupKeys: [String] { ["project/\(projectID)"] }
}

/// Blocks that rules of security groups name together.
struct AddressGroupRow: StoredRow {
    static let table = "network.address-group"
    var id: String
    var name: String
    var projectID: String
    var addresses: [String]
    var standard: StandardAttributes
    var lookupKeys: [String] { ["project/\(projectID)"] }
}
