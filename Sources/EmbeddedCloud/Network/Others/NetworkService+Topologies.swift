import HTTPTypes

// Networking API reference, “Auto allocated topology”: a network that reaches the outside, made when first asked for.
extension NetworkService {
    func declareTopologies(in table: inout RouteTable) {
        let path = "/v2.0/auto-allocated-topology/{project}"
        table.on(.get, path) { request in
            let (project, context) = try topologyProject(request)
            if request.query.all("fields").contains("dry-run") {
                try store.read { _ = try $0.topologyParts() }
                return .json(["auto_allocated_topology": ["id": "dry-run=pass", "tenant_id": .string(project)]])
            }
            let network = try store.write { try $0.topology(of: project, context).networkID }
            return .json([
                "auto_allocated_topology": [
                    "id": .string(network), "tenant_id": .string(project), "project_id": .string(project),
                ]
            ])
        }
        table.on(.delete, path) { request in
            let (project, context) = try topologyProject(request)
            try store.write { try $0.deleteTopology(of: project, context) }
            return .empty(.noContent)
        }
    }

    private func topologyProject(_ request: ServiceRequest) throws -> (String, ChangeContext) {
        let caller = try caller(request)
        let own = caller.projectID ?? ""
        let named = request["project"]
        let project = named == "None" ? own : named
        guard caller.isAdmin || project == own else {
            throw NetworkError(.forbidden, "NotAuthorized", "Not authorized.")
        }
        return (project, context(caller))
    }
}

extension NetworkState {
    private static func failed(_ reason: String) -> NetworkError {
        NetworkError.conflict("AutoAllocationFailure", "Deployment error: \(reason).")
    }

    /// The external network and the pools that such topologies are made from.
    fileprivate func topologyParts() throws -> (network: NetworkRow, pools: [SubnetPoolRow]) {
        guard let network = networks.rows(with: "external/true").first(where: \.isDefault) else {
            throw Self.failed("No default router:external network")
        }
        let pools = subnetPools.sorted.filter { $0.isDefault && shares("subnetpool", $0.id, with: nil) }
        guard !pools.isEmpty else { throw Self.failed("No default subnetpools defined") }
        return (network, pools)
    }

    fileprivate mutating func topology(
        of project: String,
        _ context: ChangeContext
    ) throws -> AutoAllocatedTopologyRow {
        if let present = topologies[project] { return present }
        let (external, pools) = try topologyParts()
        let context = context.elevated
        func draft(_ values: JSON.Object) -> Draft { Draft(values: values, given: values.names, projectID: project) }
        let network = try createNetwork(draft(["name": "auto_allocated_network"]), context)
        let router = try createRouter(
            draft([
                "name": "auto_allocated_router", "external_gateway_info": ["network_id": .string(external.id)],
            ]),
            context
        )
        for pool in pools {
            let subnet = try createSubnet(
                draft([
                    "name": .string("auto_allocated_subnet_v\(pool.version.rawValue)"),
                    "network_id": .string(network.id), "ip_version": .int(pool.version.rawValue),
                    "subnetpool_id": .string(pool.id),
                ]),
                context
            )
            _ = try addInterface(router.id, ["subnet_id": .string(subnet.id)], context)
        }
        let row = AutoAllocatedTopologyRow(id: project, networkID: network.id, routerID: router.id)
        topologies.insert(row)
        return row
    }

    fileprivate mutating func deleteTopology(of project: String, _ context: ChangeContext) throws {
        guard let row = topologies[project] else { return }
        let context = context.elevated
        for port in interfaces(of: row.routerID) {
            _ = try removeInterface(row.routerID, ["port_id": .string(port.id)], context)
        }
        if let router = routers[row.routerID] { try deleteRouter(router, context) }
        if let network = networks[row.networkID] { try deleteNetwork(network) }
        topologies[project] = nil
    }
}
