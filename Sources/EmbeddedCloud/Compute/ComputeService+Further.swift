extension ComputeService {
    /// What there is besides servers.
    func declareFurther(in table: inout ComputeRouteTable) {
    }

    /// Puts in what a new cloud has besides its hosts.
    func seedFurther() throws {
        try store.write { state in
            guard state.flavors.isEmpty else { return }
            let flavors = [
                ("42", "m1.nano", 64, 1, 1), ("84", "m1.micro", 128, 1, 1), ("1", "m1.tiny", 512, 1, 1),
                ("2", "m1.small", 2048, 20, 1), ("3", "m1.medium", 4096, 40, 2), ("4", "m1.large", 8192, 80, 4),
                ("5", "m1.xlarge", 16384, 160, 8),
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
