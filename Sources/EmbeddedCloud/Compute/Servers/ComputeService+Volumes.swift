import HTTPTypes

/// What the block storage service says of a volume, and how servers use volumes.
extension ComputeService {
    private static let volumeVersion = "volume 3.44"

    /// A volume, as the caller sees it.
    func volume(_ id: String, as caller: Caller) async throws -> JSON {
        let path = "/v3/\(caller.projectID ?? "")/volumes/\(id)"
        return try await call("block-storage", .get, path, microversion: Self.volumeVersion, as: caller)["volume"]
            ?? .null
    }

    /// Keeps a volume for a server; the answer is the attachment's id.
    func reserve(_ volume: String, for server: String, as caller: Caller) async throws -> String {
        let made = try await call(
            "block-storage",
            .post,
            "/v3/\(caller.projectID ?? "")/attachments",
            ["attachment": ["volume_uuid": .string(volume), "instance_uuid": .string(server)]],
            microversion: Self.volumeVersion,
            as: caller
        )
        return made["attachment"]?["id"]?.string ?? ""
    }

    /// Connects a volume that is kept for a server.
    func connect(_ volume: ServerVolume, to server: ServerRow) async throws {
        guard let attachment = volume.attachmentID else { return }
        let account = account(of: server)
        let path = "/v3/\(server.projectID)/attachments/\(attachment)"
        let connector: JSON = [
            "ip": "127.0.0.1", "host": JSON(server.host), "multipath": false, "platform": "x86_64", "os_type": "linux",
            "initiator": "iqn.\(server.host ?? "")", "mountpoint": JSON(volume.device),
        ]
        try await call(
            "block-storage",
            .put,
            path,
            ["attachment": ["connector": connector]],
            microversion: Self.volumeVersion,
            as: account
        )
        try await complete(attachment, of: server)
    }

    /// Says that a volume is in use.
    func complete(_ attachment: String, of server: ServerRow) async throws {
        try await call(
            "block-storage",
            .post,
            "/v3/\(server.projectID)/attachments/\(attachment)/action",
            ["os-complete": .null],
            microversion: Self.volumeVersion,
            as: account(of: server)
        )
    }

    /// Takes a volume from a server; one that is deleted with it is deleted.
    func disconnect(_ volume: ServerVolume, from server: ServerRow, deleting: Bool) async {
        let account = account(of: server)
        if let attachment = volume.attachmentID {
            let path = "/v3/\(server.projectID)/attachments/\(attachment)"
            let headers: HTTPFields = [.apiVersion: Self.volumeVersion]
            _ = await parts.others.call("block-storage", .delete, path, headers: headers, as: account)
        }
        if deleting, volume.isDeletedWithServer, let id = volume.volumeID {
            _ = await parts.others.call("block-storage", .delete, "/v3/\(server.projectID)/volumes/\(id)", as: account)
        }
    }

    /// Makes the volume a server starts from or has been promised.
    func makeVolume(_ wanted: ServerVolume, for server: ServerRow) async throws -> String {
        var members: JSON.Object = ["name": "", "description": ""]
        if let size = wanted.size { members["size"] = .int(size) }
        switch wanted.source {
        case "image": members["imageRef"] = JSON(wanted.sourceID)
        case "snapshot": members["snapshot_id"] = JSON(wanted.sourceID)
        default: break
        }
        if let type = wanted.type { members["volume_type"] = .string(type) }
        let made = try await call(
            "block-storage",
            .post,
            "/v3/\(server.projectID)/volumes",
            ["volume": .object(members)],
            microversion: Self.volumeVersion,
            as: account(of: server)
        )
        return made["volume"]?["id"]?.string ?? ""
    }

    /// The next free name of a disk.
    static func nextDevice(of server: ServerRow) -> String {
        var used = Set(server.volumes.compactMap(\.device))
        used.insert(server.rootDevice)
        for letter in "abcdefghijklmnopqrstuvwxyz" where !used.contains("/dev/sd\(letter)") {
            return "/dev/sd\(letter)"
        }
        return "/dev/sdaa"
    }
}
