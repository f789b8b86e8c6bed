/// What addresses a port is to have.
struct AddressRequest {
    var network: NetworkRow
    var portID: String
    var mac: String
    var deviceOwner: String
    /// The `fixed_ips` of the request; nil for what the network has to give.
    var asked: [JSON]?
    /// What the port has already.
    var present: [PortRow.FixedIP] = []
}

extension NetworkState {
    /// The addresses for a port; none of them is anybody else's.
    func addresses(for request: AddressRequest) throws -> [PortRow.FixedIP] {
        let subnets = subnets.rows(with: "network/\(request.network.id)").sorted { $0.id < $1.id }
        let isRouter =
            request.deviceOwner == PortRow.gatewayOwner || PortRow.routerInterfaceOwners.contains(request.deviceOwner)
        if let asked = request.asked {
            var chosen: [PortRow.FixedIP] = []
            for item in asked {
                chosen.append(try address(item, request, subnets, besides: chosen, isRouter: isRouter))
            }
            guard !asked.isEmpty, !isRouter else { return chosen }
            let automatic = subnets.filter { subnet in
                subnet.isAutomatic && !chosen.contains { $0.subnetID == subnet.id }
                    && (request.present.isEmpty || request.present.contains { $0.subnetID == subnet.id })
            }
            return chosen + automatic.compactMap { automaticAddress(in: $0, request.mac) }
        }
        let usable = try serving(subnets, request)
        var chosen: [PortRow.FixedIP] = []
        let isAutomatic = { (subnet: SubnetRow) in subnet.isAutomatic && !isRouter }
        for version in [IPAddress.Version.four, .six] {
            let candidates = usable.filter { $0.version == version && !isAutomatic($0) }
            guard !candidates.isEmpty else { continue }
            let free = candidates.lazy.compactMap { subnet in
                self.freeAddress(in: subnet).map { PortRow.FixedIP(subnetID: subnet.id, address: $0.text) }
            }.first
            guard let free else {
                throw NetworkError.conflict(
                    "IpAddressGenerationFailure",
                    "No more IP addresses available on network \(request.network.id)."
                )
            }
            chosen.append(free)
        }
        return chosen + usable.filter(isAutomatic).compactMap { automaticAddress(in: $0, request.mac) }
    }

    private func automaticAddress(in subnet: SubnetRow, _ mac: String) -> PortRow.FixedIP? {
        subnet.addresses?.automaticAddress(for: mac).map { .init(subnetID: subnet.id, address: $0.text) }
    }

    /// The subnets that are for ports with an owner: those that name it, or else those that name none.
    private func serving(_ subnets: [SubnetRow], _ request: AddressRequest) throws -> [SubnetRow] {
        guard subnets.contains(where: { !$0.serviceTypes.isEmpty }) else { return subnets }
        let named = subnets.filter { subnet in
            !request.deviceOwner.isEmpty && subnet.serviceTypes.contains(where: request.deviceOwner.hasPrefix)
        }
        let usable = named.isEmpty ? subnets.filter(\.serviceTypes.isEmpty) : named
        guard !usable.isEmpty else {
            throw NetworkError.conflict(
                "IpAddressGenerationFailureNoMatchingSubnet",
                "No valid service subnet for the given device owner, network \(request.network.id), service type "
                    + "\(request.deviceOwner)."
            )
        }
        return usable
    }

    /// One of the addresses asked for.
    private func address(
        _ item: JSON,
        _ request: AddressRequest,
        _ subnets: [SubnetRow],
        besides chosen: [PortRow.FixedIP],
        isRouter: Bool
    ) throws -> PortRow.FixedIP {
        let address = item["ip_address"]?.string.flatMap { IPAddress($0) }
        var subnet: SubnetRow?
        if let id = item["subnet_id"]?.string {
            guard let found = self.subnets[id] else { throw NetworkError.noSubnet(id) }
            guard found.networkID == request.network.id else {
                throw NetworkError.invalidInput(
                    "Failed to create port on network \(request.network.id), because fixed_ips included invalid subnet \(id)"
                )
            }
            subnet = found
        }
        guard let address else {
            guard let subnet else {
                throw NetworkError.invalidInput("IP allocation requires subnet_id or ip_address")
            }
            if let present = request.present.first(where: { $0.subnetID == subnet.id && !chosen.contains($0) }) {
                return present
            }
            if subnet.isAutomatic, !isRouter, let automatic = automaticAddress(in: subnet, request.mac) {
                return automatic
            }
            guard let free = freeAddress(in: subnet, besides: chosen) else {
                throw NetworkError.conflict(
                    "IpAddressGenerationFailure",
                    "No more IP addresses available on network \(request.network.id)."
                )
            }
            return .init(subnetID: subnet.id, address: free.text)
        }
        let inner = subnet ?? subnets.first { $0.addresses?.contains(address) ?? false }
        guard let inner else {
            throw NetworkError.bad(
                "InvalidIpForNetwork",
                saying: "IP address \(address.text) is not a valid IP for any of the subnets on the specified network."
            )
        }
        try check(address, in: inner, request, isRouter: isRouter)
        return .init(subnetID: inner.id, address: address.text)
    }

    private func check(_ address: IPAddress, in subnet: SubnetRow, _ request: AddressRequest, isRouter: Bool) throws {
        guard let block = subnet.addresses, block.contains(address),
            !(block.version == .four && block.prefixLength < 31 && (address == block.first || address == block.last))
        else {
            throw NetworkError.bad(
                "InvalidIpForSubnet",
                saying: "IP address \(address.text) is not a valid IP for the specified subnet."
            )
        }
        if subnet.isAutomatic, !isRouter, request.deviceOwner != "network:dhcp",
            block.automaticAddress(for: request.mac) != address,
            !request.present.contains(where: { $0.address == address.text })
        {
            throw NetworkError.bad(
                "AllocationOnAutoAddressSubnet",
                saying:
                    "IPv6 address \(address.text) cannot be directly assigned to a port on subnet \(subnet.id) as the "
                    + "subnet is configured for automatic addresses"
            )
        }
        let users = ports.ids(with: PortRow.addressKey(subnet.id, address.text))
        guard users.allSatisfy({ $0 == request.portID }) else {
            throw NetworkError.conflict(
                "IpAddressAlreadyAllocated",
                "IP address \(address.text) already allocated in subnet \(subnet.id)"
            )
        }
    }

    /// A free address of a subnet's pools: a random one of the first thousand, of more where many are taken, or the next
    /// free one behind it.
    func freeAddress(in subnet: SubnetRow, besides chosen: [PortRow.FixedIP] = []) -> IPAddress? {
        func isFree(_ address: IPAddress) -> Bool {
            let text = address.text
            return ports.ids(with: PortRow.addressKey(subnet.id, text)).isEmpty
                && !chosen.contains { $0.subnetID == subnet.id && $0.address == text }
        }
        let taken = ports.ids(with: "subnet/\(subnet.id)").count
        for pool in subnet.pools {
            guard let bounds = pool.bounds else { continue }
            let distance = bounds.upperBound.value - bounds.lowerBound.value
            let window = min(distance, UInt128(max(999, 4 * taken)))
            let start = UInt128(UInt64.random(in: 0...UInt64(window)))
            var offset = start
            var tried: UInt128 = 0
            // Every address is tried once, but never more than a port table could fill.
            while tried <= distance, tried <= UInt128(ports.count) + 1000 {
                let address = bounds.lowerBound.advanced(by: offset)
                if isFree(address) { return address }
                offset = offset == distance ? 0 : offset + 1
                tried += 1
            }
        }
        return nil
    }
}
