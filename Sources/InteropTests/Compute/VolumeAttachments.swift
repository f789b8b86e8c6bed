import Conformance
import OpenStack

/// Volumes are attached to servers.
///
/// Compute API reference, “Servers with volume attachments (servers, os-volume\_attachments)”.
struct VolumeAttachments: TestClass {
    let name = "tempest.api.compute.volumes.test_attach_volume.AttachVolumeTestJSON"
    let requirements: [Requirement] = .servers + [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "52e9045a-e90d-4c0d-9087-79d657faffff",
            "test_attach_detach_volume",
            "A volume stays attached while its server is stopped and started, and can be detached.",
            uses: [.sharedServers: 1, .lentServers: 1, .volumes: 1],
            remark: "Whether the server's system sees the volume could only be seen by logging in to it."
        ) { t in
            let server = try await serverWithAddresses(t)
            let volume = try await t.newVolume()
            let attachment = try await attach(volume, to: server, t)
            try await stopAndStart(server, t)

            try await detach(attachment, t, from: server)
            try await stopAndStart(server, t)
            try await expectDetached(volume, from: server, t)
        }

        tests.test(
            "7fa563fe-f0f7-43eb-9e22-a1ece036b513",
            "test_list_get_volume_attachments",
            "The volumes attached to a server are listed and shown with their server.",
            uses: [.sharedServers: 1, .lentServers: 1, .volumes: 2]
        ) { t in
            let server = try await serverWithAddresses(t)
            let volumes = [try await t.newVolume(), try await t.newVolume()]

            let first = try await attach(volumes[0], to: server, t)
            let listed = try await t.compute.volumeAttachments(ofServer: server.id)
            t.expect("attachments listed", listed, is: [first])
            try await expectShown(first, of: server, t)

            let second = try await attach(volumes[1], to: server, t)
            let count = try await t.compute.volumeAttachments(ofServer: server.id).count
            t.expect("number of attachments listed", count, is: 2)

            for attachment in [first, second] {
                try await expectShown(attachment, of: server, t)
                try await detach(attachment, t, from: server)
            }
            for volume in volumes { try await expectDetached(volume, from: server, t) }
        }
    }

    /// A server whose addresses can be looked up.
    private func serverWithAddresses(_ t: TestContext) async throws -> Server {
        let server = try await t.borrowed(lentServer)
        _ = try await t.compute.addresses(ofServer: server.id)
        return server
    }

    /// Attaches a volume and waits until the block storage service knows it too.
    private func attach(_ volume: Volume, to server: Server, _ t: TestContext) async throws -> VolumeAttachment {
        let attachment = try await t.compute.attachVolume(volume.id, toServer: server.id)
        try await t.wait(until: "volume \(volume.id) is in use", like: "attach volume") {
            let shown = try await t.volumes.volume(volume.id)
            let servers = (shown["attachments"].array ?? []).map { $0["server_id"].string }
            guard servers.contains(server.id) else { return false }
            if shown.status == "error" { try t.stop("volume \(volume.id) should be in use and is in error") }
            return shown.status == "in-use"
        }
        return attachment
    }

    private func detach(_ attachment: VolumeAttachment, _ t: TestContext, from server: Server) async throws {
        let volumeID = try t.require("volume of the attachment", attachment.volumeID)
        try await t.compute.detachVolume(volumeID, fromServer: server.id)
        try await t.wait(
            until: "volume \(volumeID) is available",
            like: "detach volume"
        ) {
            let status = try await t.volumes.volume(volumeID).status
            if status == "error" { try t.stop("volume \(volumeID) should be available and is in error") }
            return status == "available"
        }
    }

    /// Sees that neither service knows of an attachment any more.
    private func expectDetached(_ volume: Volume, from server: Server, _ t: TestContext) async throws {
        try await t.wait(until: "volume \(volume.id) is no longer among the server's") {
            try await !t.compute.volumeAttachments(ofServer: server.id).contains { $0.volumeID == volume.id }
        }
        let status = try await t.volumes.volume(volume.id).status
        t.expect("status of the detached volume", status, is: "available")
    }

    private func expectShown(_ attachment: VolumeAttachment, of server: Server, _ t: TestContext) async throws {
        let shown = try await t.compute.volumeAttachment(attachment.id, ofServer: server.id)
        t.expect("server of the attachment", shown.serverID, is: server.id)
        t.expect("volume of the attachment", shown.volumeID, is: try t.require("volume", attachment.volumeID))
        t.expect("id of the attachment", shown.id, is: attachment.id)
    }

    private func stopAndStart(_ server: Server, _ t: TestContext) async throws {
        try await t.compute.stopServer(server.id)
        try await t.awaitServer(server.id, "SHUTOFF", after: "stop server")
        try await t.compute.startServer(server.id)
        try await t.awaitServer(server.id, "ACTIVE", after: "start server")
    }
}
