import OpenStack

extension Workshop {
    /// The smallest public image that a server boots from and that wants nothing special of it; `nil` when there is none.
    func bootableImage() async throws(CloudError) -> String? {
        let page = try await session.image.imagesPage([
            ("visibility", "public"), ("status", "active"), ("limit", "200"),
        ])
        let plain = page.resources.filter { image in
            ["qcow2", "raw", "vmdk", "vhd", "vhdx", "vdi"].contains(image.diskFormat ?? "raw")
                && image.attributes.object?.keys.contains { $0.hasPrefix("hw_") || $0.hasPrefix("trait:") } != true
                && (image["min_ram"].integer ?? 0) == 0
        }
        return plain.min { ($0.size ?? .max, $0.id) < ($1.size ?? .max, $1.id) }?.id
    }

    /// The flavor with the least memory, then disk; `nil` when there is none.
    func smallestFlavor() async throws(CloudError) -> String? {
        func size(_ flavor: Flavor) -> (Int, Int, String) {
            (flavor["ram"].integer ?? .max, flavor["disk"].integer ?? .max, flavor.id)
        }
        return try await session.compute.at(nil).flavorsPage(details: true).min { size($0) < size($1) }?.id
    }

    /// Waits until a server is active and nothing is done with it any more.
    func awaitServer(_ id: String) async throws {
        let compute = session.compute.at(nil)
        try await wait(until: "server \(id)", is: "ACTIVE") { () throws(CloudError) in
            let server = try await compute.server(id)
            return (server.taskState == nil ? server.status : server.taskState, server.fault)
        }
    }

    /// Waits until a volume has a status.
    func awaitVolume(_ id: String, _ status: String) async throws {
        try await wait(until: "volume \(id)", is: status) { () throws(CloudError) in
            (try await session.blockStorage.volume(id).status, nil)
        }
    }
}
