import HTTPTypes

extension ComputeService {
    /// Servers and what belongs to them.
    func declareServers(in table: inout ComputeRouteTable) {
        table.on(.get, "/servers", listServers)
        table.on(.get, "/servers/detail", listServersInDetail)
        table.on(.post, "/servers", createServers)
        table.on(.get, "/servers/{id}", showServer)
        table.on(.put, "/servers/{id}", updateServer)
        table.on(.delete, "/servers/{id}", deleteServer)
        declarePowerActions(in: &table)
        declareAdminActions(in: &table)
        declareMoves(in: &table)
        declareSnapshots(in: &table)
        declareShelving(in: &table)
        declareConsoles(in: &table)
        declareNetworkActions(in: &table)
        declareServerMetadata(in: &table)
        declareInterfaces(in: &table)
        declareVolumeAttachments(in: &table)
        declareServerHistory(in: &table)
        declareServerMigrations(in: &table)
    }
}
