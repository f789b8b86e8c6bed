/// A place where something is plugged into a network.
struct PortRow: StoredRow {
    static let table = "network.port"

    enum Status: String, Codable, Sendable {
        case active = "ACTIVE"
        case down = "DOWN"
        case build = "BUILD"
        /// Of the ports that hold floating IPs.
        case notApplicable = "N/A"
    }

    /// An address of the port.
    struct FixedIP: Codable, Sendable, Hashable {
        var subnetID: String
        var address: String

        var json: JSON { ["subnet_id": .string(subnetID), "ip_address": .string(address)] }
    }

    /// Another address that may be used as the source of what the port sends.
    struct AddressPair: Codable, Sendable, Hashable {
        var mac: String
        var address: String

        var json: JSON { ["mac_address": .string(mac), "ip_address": .string(address)] }
    }

    struct DHCPOption: Codable, Sendable, Hashable {
        var name: String
        var value: String
        var version: Int

        var json: JSON { ["opt_name": .string(name), "opt_value": .string(value), "ip_version": .int(version)] }
    }

    /// How it is bound on one host.
    struct Binding: Codable, Sendable {
        var host: String
        var vnicType: String
        var profile: JSON.Object
        var isActive: Bool
    }

    var id: String
    var name: String
    var projectID: String
    var networkID: String
    var mac: String
    var isUp = true
    var status = Status.down
    var deviceID: String
    var deviceOwner: String
    var fixedIPs: [FixedIP]
    /// Whether it was made to have no address.
    var isUnaddressed = false
    var pairs: [AddressPair] = []
    var options: [DHCPOption] = []
    var groups: [String] = []
    var portSecurity: Bool
    var vnicType = "normal"
    var profile: JSON.Object = [:]
    /// Empty while it is bound nowhere.
    var host = ""
    /// Bindings to other hosts, while a server moves.
    var otherBindings: [Binding] = []
    var qosPolicyID: String?
    var dnsName = ""
    var deviceProfile: String?
    var numaPolicy: String?
    var standard: StandardAttributes

    var lookupKeys: [String] {
        var keys = ["network/\(networkID)", "project/\(projectID)", "mac/\(networkID)/\(mac)"]
        if !deviceID.isEmpty { keys.append("device/\(deviceID)") }
        for fixed in fixedIPs { keys.append(Self.addressKey(fixed.subnetID, fixed.address)) }
        for subnet in Set(fixedIPs.map(\.subnetID)) { keys.append("subnet/\(subnet)") }
        for group in groups { keys.append("group/\(group)") }
        return keys
    }

    static func addressKey(_ subnet: String, _ address: String) -> String { "address/\(subnet)/\(address)" }

    static let routerInterfaceOwners: Set<String> = [
        "network:router_interface", "network:router_interface_distributed", "network:ha_router_replicated_interface",
    ]
    static let gatewayOwner = "network:router_gateway"
    static let floatingIPOwner = "network:floatingip"
    /// Owners whose addresses go with the subnet.
    static let automaticOwners: Set<String> = ["network:dhcp", "network:distributed"]

    var isRouterInterface: Bool { Self.routerInterfaceOwners.contains(deviceOwner) }
    var isNetworkDevice: Bool { deviceOwner.hasPrefix("network:") }
}
