import HTTPTypes

/// What the network service knows of some servers: the addresses and groups of their ports.
struct NetworkFacts: Sendable {
    /// Ports by server, in the order the servers have them.
    private var ports: [String: [JSON]] = [:]
    /// Floating addresses by port.
    private var floating: [String: [String]] = [:]
    /// Names by id.
    private var groupNames: [String: String] = [:]

    /// Nothing.
    init() {}

    /// Asks for what there is about servers that have ports.
    init(of servers: [ServerRow], in service: ComputeService, as caller: Caller) async {
        let ids = servers.filter { !$0.interfaces.isEmpty }.map(\.id)
        guard !ids.isEmpty else { return }
        let elevated = caller.elevated
        let query = ids.map { "device_id=" + $0 }.joined(separator: "&")
        let found = try? await service.call("network", .get, "/v2.0/ports?" + query, as: elevated)
        for port in found?["ports"]?.array ?? [] {
            if let id = port["device_id"]?.string { ports[id, default: []].append(port) }
        }
        await askForFloating(service, elevated)
        await askForGroups(service, elevated)
    }

    private mutating func askForFloating(_ service: ComputeService, _ caller: Caller) async {
        let ids = ports.values.joined().compactMap { $0["id"]?.string }
        guard !ids.isEmpty else { return }
        let query = ids.map { "port_id=" + $0 }.joined(separator: "&")
        let found = try? await service.call("network", .get, "/v2.0/floatingips?" + query, as: caller)
        for address in found?["floatingips"]?.array ?? [] {
            if let port = address["port_id"]?.string, let text = address["floating_ip_address"]?.string {
                floating[port + "/" + (address["fixed_ip_address"]?.string ?? ""), default: []].append(text)
            }
        }
    }

    private mutating func askForGroups(_ service: ComputeService, _ caller: Caller) async {
        let ids = Set(ports.values.joined().flatMap { $0["security_groups"]?.array ?? [] }.compactMap(\.string))
        guard !ids.isEmpty else { return }
        let query = ids.sorted().map { "id=" + $0 }.joined(separator: "&")
        let path = "/v2.0/security-groups?fields=id&fields=name&" + query
        let found = try? await service.call("network", .get, path, as: caller)
        for group in found?["security_groups"]?.array ?? [] {
            if let id = group["id"]?.string, let name = group["name"]?.string { groupNames[id] = name }
        }
    }

    // MARK: - What is shown

    /// The addresses by the name of their network; kinds and hardware addresses only where `isExtended`.
    func addresses(of server: ServerRow, isExtended: Bool) -> JSON {
        var networks: JSON.Object = [:]
        let known = Dictionary(
            (ports[server.id] ?? []).compactMap { port in port["id"]?.string.map { ($0, port) } },
            uniquingKeysWith: { first, _ in first }
        )
        var later: [(label: String, address: JSON)] = []
        for interface in server.interfaces {
            guard let port = known[interface.portID] else { continue }
            let mac = port["mac_address"]?.string ?? interface.mac
            var list = networks[interface.label]?.array ?? []
            for fixed in port["fixed_ips"]?.array ?? [] {
                guard let text = fixed["ip_address"]?.string else { continue }
                list.append(Self.entry(text, "fixed", mac, isExtended))
                for other in floating[interface.portID + "/" + text] ?? [] {
                    later.append((interface.label, Self.entry(other, "floating", mac, isExtended)))
                }
            }
            networks[interface.label] = .array(list)
        }
        for (label, address) in later { networks[label] = .array((networks[label]?.array ?? []) + [address]) }
        return .object(networks)
    }

    private static func entry(_ address: String, _ kind: String, _ mac: String, _ isExtended: Bool) -> JSON {
        var members: JSON.Object = ["version": address.contains(":") ? 6 : 4, "addr": .string(address)]
        if isExtended {
            members["OS-EXT-IPS:type"] = .string(kind)
            members["OS-EXT-IPS-MAC:mac_addr"] = .string(mac)
        }
        return .object(members)
    }

    /// The groups of all its ports; nil for none.
    func groups(of server: ServerRow) -> JSON? {
        let names = (ports[server.id] ?? []).flatMap { $0["security_groups"]?.array ?? [] }
            .compactMap { $0.string.flatMap { groupNames[$0] } }
        return names.isEmpty ? nil : .array(names.map { ["name": .string($0)] })
    }

    /// Its fixed addresses.
    func fixedAddresses(of server: ServerRow) -> [String] {
        (ports[server.id] ?? []).flatMap { $0["fixed_ips"]?.array ?? [] }.compactMap { $0["ip_address"]?.string }
    }
}
