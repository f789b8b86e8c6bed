import HTTPTypes
import Hummingbird

extension ComputeService {
    // Compute API reference, “Show Server Details”.
    func showServer(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "servers:show", .read)
        var extent = ServerView.Extent()
        extent.showsGroups = true
        return .json(["server": await view(of: [row], request).detail(row, extent)])
    }

    // Compute API reference, “Update Server”.
    func updateServer(_ request: ComputeRequest) async throws -> ServiceResponse {
        let changes = try request.body(ServerSchema.update(request.minor))["server"]?.object ?? [:]
        let found = try server(request, "servers:update")
        let row = try change(found.id) { row, _ in
            if let name = changes["name"]?.string { row.name = name.trimmed }
            if let description = changes["description"] { row.description = description.string }
            if let hostname = changes["hostname"]?.string { row.hostname = hostname }
            if let config = changes["OS-DCF:diskConfig"]?.string { row.isAutoDiskConfig = config == "AUTO" }
            if let address = changes["accessIPv4"]?.string { row.accessIPv4 = address }
            if let address = changes["accessIPv6"]?.string { row.accessIPv6 = ComputeSchema.canonical(address) }
        }
        let extent = ServerView.Extent(
            isFull: request.minor >= 75,
            showsGroups: true,
            showsUserData: true,
            showsKey: request.minor >= 75
        )
        return .json(["server": await view(of: [row], request).detail(row, extent)])
    }

    /// What is needed to show servers to somebody.
    func view(of rows: [ServerRow], _ request: ComputeRequest) async -> ServerView {
        let network = await NetworkFacts(of: rows.filter { $0.state != .building }, in: self, as: request.caller)
        return store.read { state in
            var hosts: [String: String] = [:]
            for host in state.hosts.values {
                if host.isForcedDown {
                    hosts[host.name] = "DOWN"
                } else if host.isDisabled {
                    hosts[host.name] = "MAINTENANCE"
                }
            }
            var view = ServerView(
                request: request,
                network: network,
                zones: Self.hostZones(in: state),
                hostStates: hosts
            )
            if rows.count == 1, request.minor >= 71 {
                let id = rows[0].id
                view.groups[id] = state.serverGroups.values.first { $0.members.contains(id) }?.id
            }
            return view
        }
    }
}
