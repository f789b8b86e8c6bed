import Conformance
import OpenStack

/// A network of a test's own, and what the test puts on it and takes off again.
///
/// Before anything is taken off for the first time, it is looked for in the service's lists.
final class IPv6Bench {
    private let t: TestContext
    private let network: Network
    private var subnets: [Subnet] = []
    private var ports: [Port] = []
    /// Routers, and the id of each one's port.
    private var routers: [(router: Router, port: String)] = []
    private var hasLooked = false
    /// The hardware address of the test's ports, of the range that OpenStack's are from.
    let macAddress: String

    init(_ t: TestContext) async throws {
        self.t = t
        network = try await t.newNetwork()
        macAddress = "fa:16:3e" + (0..<3).map { _ in ":" + Self.hexadecimal(.random(in: 0...255)) }.joined()
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    // MARK: - Putting things on

    func subnet(_ modes: IPv6Addresses.Modes) async throws -> Subnet {
        try await subnet(.randomIPv6(), modes.attributes)
    }

    func subnet(_ block: AddressBlock, _ attributes: [String: JSON] = [:]) async throws -> Subnet {
        let subnet = try await t.newSubnet(on: network, block, attributes)
        subnets.append(subnet)
        return subnet
    }

    func port(_ attributes: [String: JSON] = [:]) async throws -> Port {
        let port = try await t.newPort(on: network, attributes)
        ports.append(port)
        return port
    }

    /// Joins a subnet to a new router, and gives the attributes of the router's port.
    func routerPort(on subnet: Subnet) async throws -> JSON {
        let router = try await t.newRouter(isUp: true)
        let interface = try await t.network.addInterface(to: router.id, .subnet(subnet.id))
        let port = try t.require("port of the interface", interface["port_id"].string)
        routers.append((router, port))
        return try await t.network.port(port)
    }

    // MARK: - Taking things off

    /// Takes everything off the network.
    func clear() async throws {
        if !hasLooked { try await look() }
        for (router, port) in routers { try await t.network.removeInterface(from: router.id, .port(port)) }
        for port in ports {
            try await t.network.deletePort(port.id)
            await t.confirmRemoved(port)
        }
        for subnet in subnets { try await t.network.deleteSubnet(subnet.id) }
        for (router, _) in routers {
            try await t.network.deleteRouter(router.id)
            await t.confirmRemoved(router)
        }
        (ports, subnets, routers) = ([], [], [])
    }

    /// Takes the ports off the network and sees that they are not listed any more.
    func removePorts() async throws {
        for port in ports {
            try await t.network.deletePort(port.id)
            await t.confirmRemoved(port)
        }
        let listed = try t.ids(of: await t.network.ports())
        for port in ports { t.expect("ports listed", listed, lacks: port.id) }
        ports = []
    }

    /// Looks for everything in the service's lists; what is not listed is not taken off.
    ///
    /// A subnet or a router that is missing in a list is no failure by itself: it goes with the network. A port that is
    /// missing keeps its subnet from being deleted.
    private func look() async throws {
        hasLooked = true
        let listedPorts = try await t.network.ports()
        if !ports.isEmpty || !routers.isEmpty {
            let owners = try listedPorts.map { try t.require("owner of a port", $0["device_owner"].string) }
            let ids = try t.ids(of: listedPorts)
            ports.removeAll { !ids.contains($0.id) }
            let routerPorts = zip(owners, listedPorts).filter { owner, _ in
                owner.prefixMatch(of: #/network:.*router_.*interface/#) != nil
            }.map(\.1)
            routers.removeAll { router, id in
                !routerPorts.contains { $0["id"].string == id && $0["device_id"].string == router.id }
            }
        }

        let listedSubnets = try await t.network.subnets()
        if !subnets.isEmpty {
            let ids = try t.ids(of: listedSubnets)
            subnets.removeAll { !ids.contains($0.id) }
        }

        let listedRouters = try await t.network.routers()
        if !routers.isEmpty {
            let ids = try t.ids(of: listedRouters)
            routers.removeAll { !ids.contains($0.router.id) }
        }
    }

    // MARK: - Addresses

    /// The address that a host with the test's hardware address gives itself.
    func ownAddress(in subnet: Subnet) throws -> String {
        let cidr = try t.require("cidr of the subnet", subnet.cidr)
        return try t.require("IPv6 cidr of the subnet", IPAddress.eui64(in: cidr, macAddress: macAddress)).description
    }

    /// A port's addresses, by the ids of their subnets.
    func addresses(of port: Port) throws -> [String: String] {
        var addresses: [String: String] = [:]
        for fixed in try t.require("fixed_ips of the port", port["fixed_ips"].array) {
            let subnet = try t.require("subnet of the address", fixed["subnet_id"].string)
            addresses[subnet] = try t.require("the address", fixed["ip_address"].string)
        }
        return addresses
    }

    /// Checks that an address is one of a subnet's.
    func expect(_ address: String, isIn subnet: Subnet, fileID: String = #fileID, line: Int = #line) throws {
        let cidr = try t.require("cidr of the subnet", subnet.cidr)
        let isIn = IPAddress(address).map { $0.isIn(cidr) } ?? false
        t.expect(isIn, "the address \(address) is in \(cidr)", fileID: fileID, line: line)
    }

    /// Some address of a subnet's allocation pool.
    func addressInPool(of subnet: Subnet) throws -> String {
        let start = try t.require("start of the pool", poolBound("start", of: subnet))
        _ = try t.require("end of the pool", poolBound("end", of: subnet))
        return start.advanced(by: .random(in: 1...1_000_000_000)).description
    }

    /// An address a little behind a subnet's allocation pool.
    func addressBehindPool(of subnet: Subnet) throws -> String {
        _ = try t.require("start of the pool", poolBound("start", of: subnet))
        let end = try t.require("end of the pool", poolBound("end", of: subnet))
        return end.advanced(by: .random(in: 1...9)).description
    }

    private func poolBound(_ bound: String, of subnet: Subnet) -> IPAddress? {
        subnet["allocation_pools"][0][bound].string.flatMap { IPAddress($0) }
    }

    /// The attributes of a port with an address.
    func fixedAddress(_ address: String, in subnet: Subnet) -> [String: JSON] {
        ["fixed_ips": [["subnet_id": .string(subnet.id), "ip_address": .string(address)]]]
    }
}
