/// Everything the placement service knows.
struct PlacementState: ServiceState {
    var providers = Table<ResourceProviderRow>()
    var consumers = Table<ConsumerRow>()
    var customClasses = Table<CustomResourceClassRow>()
    var customTraits = Table<CustomTraitRow>()

    mutating func visitTables(_ visitor: inout some TableVisitor) throws {
        try visitor.visit(&providers)
        try visitor.visit(&consumers)
        try visitor.visit(&customClasses)
        try visitor.visit(&customTraits)
    }

    /// In the order they were made.
    var orderedProviders: [ResourceProviderRow] { providers.values.sorted { $0.number < $1.number } }

    func provider(_ id: String) throws(PlacementError) -> ResourceProviderRow {
        guard let row = providers[id] else { throw .noProvider(id) }
        return row
    }

    /// The provider and everything below it.
    func subtree(of id: String) -> [ResourceProviderRow] {
        guard let top = providers[id] else { return [] }
        let children = providers.values.filter { $0.parent == id }
        return [top] + children.flatMap { subtree(of: $0.id) }
    }

    // MARK: - Names

    func knowsClass(_ name: String) -> Bool {
        ResourceClasses.standard.contains(name) || customClasses[name] != nil
    }

    func knowsTrait(_ name: String) -> Bool {
        StandardTraits.names.contains(name) || customTraits[name] != nil
    }

    func requireClass(_ name: String) throws(UnknownName) {
        guard knowsClass(name) else { throw UnknownName(message: "No such resource class \(name).") }
    }

    func requireTraits(_ names: some Sequence<String>) throws(UnknownName) {
        let unknown = names.filter { !knowsTrait($0) }
        guard unknown.isEmpty else {
            throw UnknownName(message: "No such trait(s): \(unknown.joined(separator: ", ")).")
        }
    }

    /// A resource class or trait nobody defined; every call has its own words around the message.
    struct UnknownName: Error {
        var message: String
    }
}

/// The resource classes every cloud has, in the order they are listed.
enum ResourceClasses {
    static let ordered = [
        "VCPU", "MEMORY_MB", "DISK_GB", "PCI_DEVICE", "SRIOV_NET_VF", "NUMA_SOCKET", "NUMA_CORE", "NUMA_THREAD",
        "NUMA_MEMORY_MB", "IPV4_ADDRESS", "VGPU", "VGPU_DISPLAY_HEAD", "NET_BW_EGR_KILOBIT_PER_SEC",
        "NET_BW_IGR_KILOBIT_PER_SEC", "PCPU", "MEM_ENCRYPTION_CONTEXT", "FPGA", "PGPU",
        "NET_PACKET_RATE_KILOPACKET_PER_SEC", "NET_PACKET_RATE_EGR_KILOPACKET_PER_SEC",
        "NET_PACKET_RATE_IGR_KILOPACKET_PER_SEC",
    ]
    static let standard = Set(ordered)
}
