/// What a request makes of a subnet, to be checked as a whole.
struct SubnetSettings {
    let draft: Draft
    let version: IPAddress.Version
    let block: AddressBlock
    /// Nil for a new one.
    var subnetID: String?
    var gateway: IPAddress?
    var hasDHCP: Bool
    var hadDHCP = false
    var advertisementMode: String?
    var addressMode: String?
    /// Nil where they are up to the service.
    var givenPools: [AddressRange]?

    init(_ draft: Draft, version: IPAddress.Version, block: AddressBlock) {
        self.draft = draft
        self.version = version
        self.block = block
        hasDHCP = draft.bool("enable_dhcp") ?? true
        advertisementMode = draft.string("ipv6_ra_mode")
        addressMode = draft.string("ipv6_address_mode")
        if let given = draft["gateway_ip"] {
            gateway = given.string.flatMap { IPAddress($0) }
        } else {
            gateway = version == .six ? block.first : block.first.advanced(by: 1)
        }
        givenPools = draft.array("allocation_pools").map { pools in
            pools.compactMap { pool in
                guard let start = pool["start"]?.string.flatMap({ IPAddress($0) }),
                    let end = pool["end"]?.string.flatMap({ IPAddress($0) })
                else { return nil }
                return AddressRange(start, end)
            }
        }
    }

    /// Throws what upstream finds wrong, in its order.
    func check() throws {
        try checkBlock()
        if draft["gateway_ip"]?.string != nil, let gateway {
            try requireVersion(gateway.version, gateway.text, "gateway_ip")
            let isEdge = gateway == block.first || gateway == block.last
            if version == .four, block.prefixLength < 31, isEdge {
                throw NetworkError.invalidInput("Gateway is not valid on subnet")
            }
        }
        let servers = draft.strings("dns_nameservers") ?? []
        guard servers.count <= 5 else {
            throw NetworkError.bad(
                "DNSNameServersExhausted",
                saying:
                    "Unable to complete operation for \(subnetID ?? "new subnet"). The number of DNS nameservers exceeds "
                    + "the limit 5."
            )
        }
        for server in servers {
            try requireVersion(IPAddress(server)?.version ?? version, server, "dns_nameserver")
        }
        let routes = (draft.array("host_routes") ?? []).compactMap(RouteEntry.init)
        guard routes.count <= 20 else {
            throw NetworkError.bad(
                "HostRoutesExhausted",
                saying:
                    "Unable to complete operation for \(subnetID ?? "new subnet"). The number of host routes exceeds "
                    + "the limit 20."
            )
        }
        for route in routes {
            try requireVersion(AddressBlock(route.destination)?.version ?? version, route.destination, "destination")
            try requireVersion(IPAddress(route.nexthop)?.version ?? version, route.nexthop, "nexthop")
        }
        try checkModes()
    }

    private func requireVersion(_ given: IPAddress.Version, _ text: String, _ name: String) throws {
        guard given != version else { return }
        throw NetworkError.invalidInput("\(name) '\(text)' does not match the ip_version '\(version.rawValue)'")
    }

    private func checkBlock() throws {
        try requireVersion(block.version, block.text, "cidr")
        if version == .six, block.first.value == 0 {
            throw NetworkError.invalidInput("IPv6 subnet '::' is not supported")
        }
        if hasDHCP, !hadDHCP { try checkServed() }
        if block.prefixLength == 0 { throw NetworkError.invalidInput("0 is not allowed as CIDR prefix length") }
    }

    /// Whether addresses of the block can be given out.
    private func checkServed() throws {
        if block.prefixLength > (version == .four ? 30 : 126) {
            throw NetworkError.invalidInput(
                "Subnet has a prefix length that is incompatible with DHCP service enabled"
            )
        }
        if block.first.isMulticast {
            throw NetworkError.invalidInput("Multicast IP subnet is not supported if enable_dhcp is True")
        }
        if version == .four ? block.first.value >> 24 == 127 : block.first.value == 1 {
            throw NetworkError.invalidInput("Loopback IP subnet is not supported if enable_dhcp is True")
        }
        if version == .four, block.first.value == 0 {
            throw NetworkError.invalidInput(
                "First IP '0.0.0.0' of network is not supported if enable_dhcp is True."
            )
        }
    }

    private func checkModes() throws {
        if version == .four {
            for (name, mode) in [("ipv6_ra_mode", advertisementMode), ("ipv6_address_mode", addressMode)]
            where mode != nil {
                throw NetworkError.invalidInput("\(name) is not valid when ip_version is 4")
            }
            return
        }
        guard advertisementMode != nil || addressMode != nil else { return }
        guard hasDHCP else {
            throw NetworkError.invalidInput(
                subnetID == nil
                    ? "ipv6_ra_mode or ipv6_address_mode cannot be set when enable_dhcp is set to False"
                    : "Cannot disable enable_dhcp with ipv6 attributes set"
            )
        }
        if let advertisementMode, let addressMode, advertisementMode != addressMode {
            throw NetworkError.invalidInput(
                "ipv6_ra_mode set to '\(advertisementMode)' with ipv6_address_mode set to '\(addressMode)' is not valid. "
                    + "If both attributes are set, they must be the same value"
            )
        }
        if ["slaac", "dhcpv6-stateless"].contains(addressMode ?? ""), block.prefixLength != 64 {
            throw NetworkError.invalidInput(
                "Invalid CIDR \(block.text) for IPv6 address mode. OpenStack uses the EUI-64 address format, which "
                    + "requires the prefix to be /64"
            )
        }
    }

    // MARK: - Allocation pools

    /// The pools, checked; all there is but the gateway if none are given.
    func pools() throws -> [AddressRange] {
        guard let givenPools else { return defaultPools }
        let usable = usable
        var ranges: [ClosedRange<IPAddress>] = []
        for (pool, json) in zip(givenPools, draft.array("allocation_pools") ?? givenPools.map(\.json)) {
            let shown = "\(json["start"]?.string ?? "")-\(json["end"]?.string ?? "")"
            guard let bounds = pool.bounds, bounds.lowerBound.version == version,
                bounds.upperBound.version == version
            else {
                throw NetworkError.bad(
                    "InvalidAllocationPool",
                    saying: "The allocation pool \(json.pythonLiteral) is not valid."
                )
            }
            guard usable.contains(bounds.lowerBound), usable.contains(bounds.upperBound) else {
                throw NetworkError.bad(
                    "OutOfBoundsAllocationPool",
                    saying: "The allocation pool \(shown) spans beyond the subnet cidr \(block.text)."
                )
            }
            if let gateway, bounds.contains(gateway) {
                throw NetworkError.conflict(
                    "GatewayConflictWithAllocationPools",
                    "Gateway ip \(gateway.text) conflicts with allocation pool \(shown)."
                )
            }
            if let other = ranges.first(where: { $0.overlaps(bounds) }) {
                throw NetworkError.conflict(
                    "OverlappingAllocationPools",
                    "Found overlapping allocation pools: \(other.lowerBound.text)-\(other.upperBound.text) \(shown) for subnet "
                        + "\(block.text)."
                )
            }
            ranges.append(bounds)
        }
        return givenPools
    }

    /// From the first to the last address that a port may have.
    private var usable: ClosedRange<IPAddress> {
        if block.first == block.last { return block.first...block.last }
        if version == .six { return block.first.advanced(by: 1)...block.last }
        if block.prefixLength > 30 { return block.first...block.last }
        return block.first.advanced(by: 1)...IPAddress(.four, block.last.value - 1)
    }

    private var defaultPools: [AddressRange] {
        let all = usable
        guard let gateway, all.contains(gateway), all.lowerBound != all.upperBound else {
            return [AddressRange(all.lowerBound, all.upperBound)]
        }
        var pools: [AddressRange] = []
        if all.lowerBound < gateway {
            pools.append(AddressRange(all.lowerBound, IPAddress(version, gateway.value - 1)))
        }
        if gateway < all.upperBound { pools.append(AddressRange(gateway.advanced(by: 1), all.upperBound)) }
        return pools
    }
}
