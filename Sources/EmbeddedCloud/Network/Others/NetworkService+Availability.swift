import HTTPTypes

// Networking API reference, “Network IP availability and usage stats”.
extension NetworkService {
    func declareAvailability(in table: inout RouteTable) {
        table.on(.get, "/v2.0/network-ip-availabilities") { request in
            let caller = try caller(request)
            let known: Set = ["network_id", "network_name", "tenant_id", "project_id", "ip_version", "fields"]
            let unknown = request.query.items.map(\.name).filter {
                !known.contains($0) && !["limit", "marker", "sort_key", "sort_dir", "page_reverse"].contains($0)
            }
            guard unknown.isEmpty else {
                throw NetworkError.malformed("\(JSON(unknown).pythonLiteral) is invalid attribute for filtering")
            }
            guard caller.isAdmin || caller.isService else { return .json(["network_ip_availabilities": []]) }
            let query = request.query
            let versions = query.all("ip_version").compactMap(Int.init)
            let documents = store.read { state in
                state.networks.sorted.filter { network in
                    Self.isNamed(network.id, query.all("network_id"))
                        && Self.isNamed(network.name, query.all("network_name"))
                        && Self.isNamed(network.projectID, query.all("tenant_id") + query.all("project_id"))
                }.map { Self.availability(of: $0, versions, in: state) }
            }
            return .compact(["network_ip_availabilities": .array(documents)])
        }
        table.on(.get, "/v2.0/network-ip-availabilities/{id}") { request in
            let caller = try caller(request)
            let document = try store.read { state in
                guard caller.isAdmin || caller.isService, let network = state.networks[request["id"]] else {
                    throw NetworkError.noNetwork(request["id"])
                }
                return Self.availability(of: network, [], in: state)
            }
            return .compact(["network_ip_availability": document])
        }
    }

    private static func isNamed(_ value: String, _ wanted: [String]) -> Bool {
        wanted.isEmpty || wanted.contains(value)
    }

    /// Counts of one subnet, or of several together.
    private struct Counts {
        var total = UInt128(0)
        var inPools = UInt128(0)
        var used = UInt128(0)
        var usedInPools = UInt128(0)

        static func + (left: Counts, right: Counts) -> Counts {
            Counts(
                total: left.total + right.total,
                inPools: left.inPools + right.inPools,
                used: left.used + right.used,
                usedInPools: left.usedInPools + right.usedInPools
            )
        }

        static func number(_ value: UInt128) -> JSON {
            value <= UInt128(Int.max) ? .int(Int(value)) : .double(Double(value))
        }

        var details: JSON {
            [
                "total_ips_in_subnet": Self.number(total), "total_ips_in_allocation_pool": Self.number(inPools),
                "used_ips_in_subnet": Self.number(used), "used_ips_in_allocation_pool": Self.number(usedInPools),
            ]
        }
    }

    private static func availability(of network: NetworkRow, _ versions: [Int], in state: NetworkState) -> JSON {
        var sum = Counts()
        var subnets: [JSON] = []
        for subnet in state.subnets.rows(with: "network/\(network.id)").sorted(by: { $0.id < $1.id })
        where versions.isEmpty || versions.contains(subnet.version.rawValue) {
            let counts = counts(of: subnet, in: state)
            sum = sum + counts
            subnets.append([
                "subnet_id": .string(subnet.id), "ip_version": .int(subnet.version.rawValue),
                "cidr": .string(subnet.block), "subnet_name": .string(subnet.name),
                "used_ips": Counts.number(counts.used), "total_ips": Counts.number(counts.inPools),
                "ip_availability_details": counts.details,
            ])
        }
        return [
            "network_id": .string(network.id), "network_name": .string(network.name),
            "project_id": .string(network.projectID), "tenant_id": .string(network.projectID),
            "subnet_ip_availability": .array(subnets), "used_ips": Counts.number(sum.used),
            "total_ips": Counts.number(sum.inPools), "ip_availability_details": sum.details,
        ]
    }

    private static func counts(of subnet: SubnetRow, in state: NetworkState) -> Counts {
        var counts = Counts()
        if let block = subnet.addresses {
            let all = block.last.value - block.first.value
            // The first and the last address of IPv4 are for nobody.
            counts.total = all &+ 1
            if block.version == .four, block.prefixLength < 31 { counts.total = all - 1 }
        }
        let pools = subnet.pools.compactMap(\.bounds)
        for pool in pools { counts.inPools += pool.upperBound.value - pool.lowerBound.value + 1 }
        for port in state.ports.rows(with: "subnet/\(subnet.id)") {
            for fixed in port.fixedIPs where fixed.subnetID == subnet.id {
                counts.used += 1
                guard let address = IPAddress(fixed.address) else { continue }
                if pools.contains(where: { $0.contains(address) }) { counts.usedInPools += 1 }
            }
        }
        return counts
    }
}
