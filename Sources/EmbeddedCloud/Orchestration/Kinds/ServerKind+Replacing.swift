import HTTPTypes

// A server's ports go to the server that takes its place, and come back in a rollback.
extension ServerKind {
    /// The ports that were unplugged from the server, in its row's data.
    private static let unplugged = "unplugged_ports"

    func prepareReplacement(_ resource: inout ManagedResource) async throws {
        guard resource.row.physicalID != nil else { return }
        let answer = await resource.ask("compute", .get, Self.path(of: resource))
        // A server in error, or that is gone, gives nothing away.
        guard let status = answer.body["server"]?["status"]?.string, status != "ERROR" else { return }
        resource.row.data[Self.unplugged] = .array(try await unplug(resource).map { .string($0) })
    }

    func isPreparedForReplacement(_ resource: ManagedResource) async throws -> Bool {
        guard resource.row.data[Self.unplugged] != nil else { return true }
        return try await ports(of: resource).isEmpty
    }

    func handBack(_ resource: inout ManagedResource, from other: inout ManagedResource) async throws -> Bool {
        guard let ports = resource.row.data[Self.unplugged]?.array else { return true }
        if other.row.physicalID != nil {
            if other.row.data[Self.unplugged] == nil {
                other.row.data[Self.unplugged] = .array(try await unplug(other).map { .string($0) })
            }
            guard try await self.ports(of: other).isEmpty else { return false }
        }
        for port in ports {
            // A port of Nova's own making went with its interface.
            _ = await resource.ask(
                "compute",
                .post,
                Self.path(of: resource) + "/os-interface",
                ["interfaceAttachment": ["port_id": port]]
            )
        }
        resource.row.data[Self.unplugged] = nil
        return true
    }

    private static func path(of resource: ManagedResource) -> String {
        "\(path)/\(resource.row.physicalID ?? "")"
    }

    /// Begins to unplug the server's ports; the result is which.
    private func unplug(_ resource: ManagedResource) async throws -> [String] {
        let ports = try await ports(of: resource)
        for port in ports { try await resource.remove("compute", "\(Self.path(of: resource))/os-interface/\(port)") }
        return ports
    }

    private func ports(of resource: ManagedResource) async throws -> [String] {
        let answer = await resource.ask("compute", .get, Self.path(of: resource) + "/os-interface")
        if answer.status == 404 { return [] }
        guard answer.isSuccess else { throw ResourceFailure(answer) }
        return (answer.body["interfaceAttachments"]?.array ?? []).compactMap { $0["port_id"]?.string }
    }
}
