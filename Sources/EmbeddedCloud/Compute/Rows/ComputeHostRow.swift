/// A host that runs servers: its nova-compute service and its one hypervisor.
struct ComputeHostRow: StoredRow {
    static let table = "compute.host"

    /// A UUID: the hypervisor's, and the name of its resource provider.
    var id: String
    /// The host's name, and its hypervisor's.
    var name: String
    /// 1 for the first.
    var number: Int
    var created: Timestamp
    /// The service's UUID.
    var serviceID = Identifier.uuid()
    var isDisabled = false
    var disabledReason: String?
    var isForcedDown = false

    /// Whether new servers may be put on it.
    var takesServers: Bool { !isDisabled && !isForcedDown }
}
