/// Everything the compute service knows.
struct ComputeState: ServiceState {
    var servers = ServerTable()
    var hosts = Table<ComputeHostRow>()
    var flavors = Table<ComputeFlavorRow>()
    var quotas = Table<ComputeQuotaRow>()
    var keyPairs = Table<KeyPairRow>()
    var serverGroups = Table<ServerGroupRow>()
    var aggregates = Table<AggregateRow>()
    var migrations = Table<MigrationRow>()
    var moves = Table<MoveRow>()
    var histories = Table<ServerHistoryRow>()

    mutating func visitTables(_ visitor: inout some TableVisitor) throws {
        try visitor.visit(&servers.table)
        try visitor.visit(&hosts)
        try visitor.visit(&flavors)
        try visitor.visit(&quotas)
        try visitor.visit(&keyPairs)
        try visitor.visit(&serverGroups)
        try visitor.visit(&aggregates)
        try visitor.visit(&migrations)
        try visitor.visit(&moves)
        try visitor.visit(&histories)
    }
}
