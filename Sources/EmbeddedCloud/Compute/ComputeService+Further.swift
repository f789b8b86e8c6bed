extension ComputeService {
    /// What there is besides servers.
    func declareFurther(in table: inout ComputeRouteTable) {
        declareVersions(in: &table)
        declareFlavors(in: &table)
        declareFlavorAccess(in: &table)
        declareExtraSpecs(in: &table)
        declareKeyPairs(in: &table)
        declareServerGroups(in: &table)
        declareQuotas(in: &table)
        declareLimits(in: &table)
        declareAdministration(in: &table)
        declareProxies(in: &table)
        declareGone(in: &table)
    }

    private func declareAdministration(in table: inout ComputeRouteTable) {
        declareServices(in: &table)
        declareHypervisors(in: &table)
        declareHosts(in: &table)
        declareZones(in: &table)
        declareAggregates(in: &table)
        declareMigrations(in: &table)
        declareUsage(in: &table)
        declareAuditLog(in: &table)
        declareEvents(in: &table)
    }

    private func declareProxies(in table: inout ComputeRouteTable) {
        declareImages(in: &table)
        declareImageMetadata(in: &table)
        declareNetworks(in: &table)
        declareFloatingIPs(in: &table)
        declareSecurityGroups(in: &table)
        declareVolumeProxies(in: &table)
        declareBareMetal(in: &table)
    }

    /// Puts in what a new cloud has besides its hosts.
    func seedFurther() throws {
        try store.write { state in
            guard state.flavors.isEmpty else { return }
            // Placement knows the same machines by the same ids.
            for machine in ComputeMachine.machines(of: parts.configuration) {
                guard var row = state.hosts.values.first(where: { $0.name == machine.name }) else { continue }
                state.hosts[row.id] = nil
                row.id = machine.id
                state.hosts.insert(row)
            }
            let flavors = [
                ("1", "m1.tiny", 512, 1, 1), ("2", "m1.small", 2048, 20, 1), ("3", "m1.medium", 4096, 40, 2),
                ("4", "m1.large", 8192, 80, 4), ("5", "m1.xlarge", 16384, 160, 8), ("42", "m1.nano", 64, 1, 1),
                ("84", "m1.micro", 128, 1, 1),
            ]
            for (number, (id, name, ram, disk, vcpus)) in flavors.enumerated() {
                state.flavors.insert(
                    ComputeFlavorRow(
                        id: id,
                        name: name,
                        vcpus: vcpus,
                        ram: ram,
                        disk: disk,
                        number: number + 1,
                        created: now
                    )
                )
            }
        }
    }
}
