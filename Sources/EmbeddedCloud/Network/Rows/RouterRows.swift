/// A router between networks.
struct RouterRow: StoredRow {
    static let table = "network.router"
    var id: String
    var name: String
    var projectID: String
    var isUp = true
    var isDistributed = false
    var isHighlyAvailable = false
    var gatewayPortID: String?
    /// The network of the gateway port.
    var gatewayNetworkID: String?
    var hasSNAT = true
    var gatewayPolicyID: String?
    var routes: [RouteEntry] = []
    var availabilityZoneHints: [String] = []
    var flavorID: String?
    var standard: StandardAttributes

    var lookupKeys: [String] { ["project/\(projectID)"] }
}

/// A protocol whose connections a router follows.
struct ConntrackHelperRow: StoredRow {
    static let table = "network.conntrack-helper"
    var id: String
    var routerID: String
    var protocolName: String
    var port: Int
    var helper: String
    var standard: StandardAttributes
    var lookupKeys: [String] { ["router/\(routerID)"] }
}

/// An address of an external network that stands for one of an inner network.
struct FloatingIPRow: StoredRow {
    static let table = "network.floating-ip"
    var id: String
    var projectID: String
    var address: String
    var networkID: String
    /// The port that holds the address.
    var ownPortID: String
    var portID: String?
    var fixedAddress: String?
    var routerID: String?
    var isActive = false
    var dnsName = ""
    var dnsDomain = ""
    var qosPolicyID: String?
    var standard: StandardAttributes

    var lookupKeys: [String] {
        var keys = ["project/\(projectID)", "network/\(networkID)", "own/\(ownPortID)"]
        if let portID { keys.append("port/\(portID)") }
        if let routerID { keys.append("router/\(routerID)") }
        return keys
    }
}

/// A port of a floating IP that stands for one of an inner address.
struct PortForwardingRow: StoredRow {
    static let table = "network.port-forwarding"
    var id: String
    var floatingIPID: String
    var internalPortID: String
    var internalAddress: String
    var protocolName: String
    var externalPorts: PortRange
    var internalPorts: PortRange
    var standard: StandardAttributes

    var lookupKeys: [String] { ["floatingip/\(floatingIPID)", "port/\(internalPortID)"] }
}

/// TCP or UDP ports from one to another.
struct PortRange: Codable, Sendable, Hashable {
    var first: Int
    var last: Int

    var text: String { "\(first):\(last)" }
    func overlaps(_ other: PortRange) -> Bool { first <= other.last && other.first <= last }
}
