import HeatTemplates
import OpenStack

/// A volume.
struct VolumeKind: DirectKind {
    /// How long a volume may take to be attached, detached or extended.
    private static let patience = Duration.seconds(600)
    private static let plain: Set = ["name", "description", "metadata"]

    private let kind = CollectionKind(
        service: .blockStorage,
        path: ["volumes"],
        envelope: "volume",
        fields: [
            .plain("name"), .plain("description"), .plain("size", fixed: true),
            .plain("availability_zone", fixed: true), .plain("volume_type", fixed: true),
            .plain("metadata"), .plain("backup_id", fixed: true),
            .id(of: .image, "image", "imageRef", as: "imageRef"),
            .id(of: .snapshot, "snapshot_id", as: "snapshot_id"),
            .id(of: .volume, "source_volid", as: "source_volid"),
            .plain("scheduler_hints", as: "OS-SCH-HNT:scheduler_hints", fixed: true),
        ],
        unfinished: ["creating", "downloading", "restoring-backup", "extending", "retyping"],
        isRemovedSlowly: true,
        textAttributes: [
            "availability_zone", "bootable", "created_at", "display_description", "display_name", "encrypted",
            "size", "snapshot_id", "source_volid", "status", "volume_type",
        ],
        renamedAttributes: ["display_name": "name", "display_description": "description"]
    )

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource { try await kind.create(order) }

    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? { try await kind.find(order) }

    func isReady(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        try await kind.isReady(resource, in: cloud)
    }

    func finish(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {
        guard let isReadOnly = order.properties["read_only"] else { return }
        try await act("os-update_readonly_flag", ["readonly": JSON(isReadOnly)], on: resource, order.cloud)
    }

    private func act(
        _ action: String,
        _ content: JSON,
        on volume: MadeResource,
        _ cloud: CloudAccess
    ) async throws(DeploymentFailure) {
        try await cloud.send(.blockStorage, .post, ["volumes", volume.id, "action"], json: .object([action: content]))
    }

    func canChange(_ names: Set<String>) -> Bool { names.isSubset(of: Self.plain.union(["size", "read_only"])) }

    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure) {
        if changed.contains("size"), let size = order.properties["size"]?.integer {
            let current = try await kind.show(resource, in: order.cloud)["size"].integer ?? 0
            guard size >= current else { throw DeploymentFailure("a volume of \(current) GB cannot shrink to \(size)") }
            if size > current { try await extend(resource, to: size, in: order.cloud) }
        }
        if changed.contains("read_only") { try await finish(resource, order) }
        let rest = changed.intersection(Self.plain)
        if !rest.isEmpty { try await kind.update(resource, order, changed: rest) }
    }

    /// Makes a volume larger; while that is done it is at no server, as Heat does it, since not every cloud can do it
    /// otherwise.
    private func extend(
        _ volume: MadeResource,
        to size: Int,
        in cloud: CloudAccess
    ) async throws(DeploymentFailure) {
        let attachments = try await kind.show(volume, in: cloud)["attachments"].array ?? []
        let servers = attachments.compactMap { attachment in
            attachment["server_id"].string.map { (id: $0, device: attachment["device"].string) }
        }
        for server in servers {
            try await cloud.remove(.compute, ["servers", server.id, "os-volume_attachments", volume.id])
        }
        if !servers.isEmpty { try await wait(for: "available", volume, in: cloud) }
        var failure: DeploymentFailure?
        do throws(DeploymentFailure) {
            try await act("os-extend", ["new_size": .integer(size)], on: volume, cloud)
            try await wait(for: "available", volume, in: cloud)
        } catch {
            failure = error
        }
        // Whatever came of it, the volume goes back to where it was.
        for server in servers {
            var body: [String: JSON] = ["volumeId": .string(volume.id)]
            body["device"] = server.device.map(JSON.string)
            try await cloud.send(
                .compute,
                .post,
                ["servers", server.id, "os-volume_attachments"],
                json: ["volumeAttachment": .object(body)]
            )
        }
        if !servers.isEmpty { try await wait(for: "in-use", volume, in: cloud) }
        if let failure { throw failure }
    }

    private func wait(
        for status: String,
        _ volume: MadeResource,
        in cloud: CloudAccess
    ) async throws(DeploymentFailure) {
        var pause = Pause()
        while true {
            let now = try await kind.show(volume, in: cloud)["status"].string ?? "unknown"
            if now == status { return }
            guard !now.hasPrefix("error"), pause.total < Self.patience else {
                throw DeploymentFailure("the volume is \(now), and should be \(status)")
            }
            try await pause.sleep()
        }
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        try await kind.remove(resource, in: cloud)
    }

    func isGone(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        try await kind.isGone(resource, in: cloud)
    }

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        try await kind.show(resource, in: cloud)
    }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        switch name {
        case "metadata", "attachments": .string(TemplateValue(shown[name]).json())
        case "metadata_values": TemplateValue(shown["metadata"])
        case "attachments_list": TemplateValue(shown["attachments"])
        default: kind.attribute(name, of: resource, shown: shown)
        }
    }
}

/// A volume at a server.
struct VolumeAttachmentKind: DirectKind {
    var isExclusive: Bool { true }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        guard let server = order.properties.text("instance_uuid"),
            let volume = try await order.id(of: .volume, "volume_id")
        else { throw DeploymentFailure("the attachment needs a server and a volume") }
        var body: [String: JSON] = ["volumeId": .string(volume)]
        if let device = order.properties.text("mountpoint") { body["device"] = .string(device) }
        let made = try await order.cloud.send(
            .compute,
            .post,
            ["servers", server, "os-volume_attachments"],
            json: ["volumeAttachment": .object(body)]
        )
        return MadeResource(
            id: made["volumeAttachment"]["id"].string ?? volume,
            data: ["server": .string(server), "volume": .string(volume)]
        )
    }

    private func status(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> String? {
        guard let volume = resource.text("volume") else { return nil }
        return try await cloud.look(.blockStorage, ["volumes", volume])?["volume"]["status"].string
    }

    func isReady(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        let status = try await status(resource, in: cloud)
        switch status {
        case "in-use": return true
        case "attaching", "reserved", "available": return false
        default: throw DeploymentFailure("the volume was not attached: its status is \(status ?? "unknown")")
        }
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        guard let server = resource.text("server"), let volume = resource.text("volume") else { return }
        try await cloud.remove(.compute, ["servers", server, "os-volume_attachments", volume])
    }

    func isGone(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        let status = try await status(resource, in: cloud)
        return status != "in-use" && status != "detaching"
    }
}

/// A container of objects; its id is its name.
struct ContainerKind: DirectKind {
    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        let name = order.properties.text("name") ?? order.name
        try await order.cloud.send(.objectStore, .put, [name], headers: headers(order.properties))
        let purges = order.properties["PurgeOnDelete"]?.bool ?? false
        return MadeResource(id: name, data: ["purges": .bool(purges)])
    }

    private func headers(_ properties: TypedProperties) -> Headers {
        var headers = Headers()
        for name in ["X-Container-Read", "X-Container-Write"] { headers[name] = properties.text(name) }
        for kind in ["X-Container-Meta", "X-Account-Meta"] {
            for (name, value) in properties.value([kind])?.map ?? TemplateMap() {
                headers["\(kind)-\(name)"] = value.plainText
            }
        }
        return headers
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        if resource.data["purges"]?.bool == true {
            var marker = ""
            while true {
                let page: JSON
                do throws(DeploymentFailure) {
                    page = try await cloud.send(
                        .objectStore,
                        .get,
                        [resource.id],
                        query: [("format", "json"), ("marker", marker)]
                    )
                } catch {
                    guard error.status == 404 else { throw error }
                    return
                }
                let names = (page.array ?? []).compactMap { $0["name"].string }
                guard let last = names.last else { break }
                for name in names { try await cloud.remove(.objectStore, [resource.id, name]) }
                marker = last
            }
        }
        try await cloud.remove(.objectStore, [resource.id])
    }

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        let answer = try await cloud.answer(.objectStore, .head, [resource.id])
        var members: [String: JSON] = [:]
        for field in answer.headers.fields { members[field.name.lowercased()] = .string(field.value) }
        members["fits:url"] = .string(answer.request.url)
        return .object(members)
    }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        let url = shown["fits:url"].string ?? ""
        switch name {
        case "DomainName":
            let authority = url.split(separator: "/").dropFirst().first ?? ""
            return .string(String(authority.prefix { $0 != ":" }))
        case "WebsiteURL": return .string(url)
        case "RootURL": return .string(String(url.dropLast(url.split(separator: "/").last.map { $0.count + 1 } ?? 0)))
        case "ObjectCount": return TemplateValue(shown["x-container-object-count"])
        case "BytesUsed": return TemplateValue(shown["x-container-bytes-used"])
        case "HeadContainer", "show":
            var members = shown.object ?? [:]
            members["fits:url"] = nil
            return TemplateValue(.object(members))
        default: return .null
        }
    }
}

/// An image that the image service fetches itself.
struct WebImageKind: DirectKind {
    private static let plain = [
        "id", "min_disk", "min_ram", "protected", "disk_format", "container_format", "tags", "architecture",
        "kernel_id", "os_distro", "os_version", "owner", "visibility", "ramdisk_id",
    ]

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        var body: [String: JSON] = ["name": .string(order.properties.text("name") ?? order.name)]
        for name in Self.plain { body[name] = order.properties.value([name]).map { JSON($0) } }
        body.merge(order.properties["extra_properties"].map { JSON($0).object ?? [:] } ?? [:]) { $1 }
        let made = try await order.cloud.send(.image, .post, ["images"], json: .object(body))
        guard let id = made["id"].string else { throw DeploymentFailure("the service does not say what it made") }
        return MadeResource(id: id)
    }

    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? {
        guard order.properties["name"] == nil else { return nil }
        let images = try await order.cloud.send(.image, .get, ["images"], query: [("name", order.name)])
        return images["images"][0]["id"].string.map { MadeResource(id: $0) }
    }

    func finish(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {
        try await order.cloud.send(
            .image,
            .post,
            ["images", resource.id, "import"],
            json: ["method": ["name": "web-download", "uri": JSON(order.properties.text("location"))]]
        )
        let start = ContinuousClock.now
        while true {
            let status = try await show(resource, in: order.cloud)["status"].string ?? ""
            if status == "active" { return }
            guard ["queued", "saving", "importing"].contains(status) else {
                throw DeploymentFailure("the image went into the status \(status)")
            }
            guard ContinuousClock.now - start < .seconds(3600), !Task.isCancelled else {
                throw DeploymentFailure("the image is still \(status)")
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        try await cloud.remove(.image, ["images", resource.id])
    }

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        try await cloud.send(.image, .get, ["images", resource.id])
    }
}
