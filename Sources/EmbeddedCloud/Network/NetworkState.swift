/// Everything the network service knows.
struct NetworkState: ServiceState {
    var networks = Table<NetworkRow>()
    var segments = Table<SegmentRow>()
    var subnets = Table<SubnetRow>()
    var subnetPools = Table<SubnetPoolRow>()
    var addressScopes = Table<AddressScopeRow>()
    var addressGroups = Table<AddressGroupRow>()
    var ports = Table<PortRow>()
    var routers = Table<RouterRow>()
    var conntrackHelpers = Table<ConntrackHelperRow>()
    var floatingIPs = Table<FloatingIPRow>()
    var portForwardings = Table<PortForwardingRow>()
    var securityGroups = Table<SecurityGroupRow>()
    var securityGroupRules = Table<SecurityGroupRuleRow>()
    var defaultRules = Table<DefaultSecurityGroupRuleRow>()
    var sharings = Table<SharingRow>()
    var quotas = Table<QuotaRow>()
    var meteringLabels = Table<MeteringLabelRow>()
    var meteringRules = Table<MeteringRuleRow>()
    var qualityPolicies = Table<QualityPolicyRow>()
    var trunks = Table<TrunkRow>()
    var flavors = Table<FlavorRow>()
    var serviceProfiles = Table<ServiceProfileRow>()
    var topologies = Table<AutoAllocatedTopologyRow>()

    mutating func visitTables(_ visitor: inout some TableVisitor) throws {
        try visitor.visit(&networks)
        try visitor.visit(&segments)
        try visitor.visit(&subnets)
        try visitor.visit(&subnetPools)
        try visitor.visit(&addressScopes)
        try visitor.visit(&addressGroups)
        try visitor.visit(&ports)
        try visitor.visit(&routers)
        try visitor.visit(&conntrackHelpers)
        try visitor.visit(&floatingIPs)
        try visitor.visit(&portForwardings)
        try visitor.visit(&securityGroups)
        try visitor.visit(&securityGroupRules)
        try visitor.visit(&defaultRules)
        try visitor.visit(&sharings)
        try visitor.visit(&quotas)
        try visitor.visit(&meteringLabels)
        try visitor.visit(&meteringRules)
        try visitor.visit(&qualityPolicies)
        try visitor.visit(&trunks)
        try visitor.visit(&flavors)
        try visitor.visit(&serviceProfiles)
        try visitor.visit(&topologies)
    }
}

/// Who asks for a change, and when.
struct ChangeContext: Sendable {
    var caller: Caller
    var now: Timestamp

    /// The same moment, with all rights.
    var elevated: ChangeContext { ChangeContext(caller: caller.elevated, now: now) }
}
