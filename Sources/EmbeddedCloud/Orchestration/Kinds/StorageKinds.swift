import HTTPTypes
import NIOCore

/// Types of the block storage, image and object storage services.
enum StorageKinds {
    static func kind(_ type: String, _ schema: ResourceSchema) -> (any StackResourceKind)? {
        switch type {
        case "OS::Cinder::Volume": VolumeKind(schema: schema)
        case "OS::Cinder::VolumeAttachment": VolumeAttachmentKind(schema: schema)
        case "OS::Cinder::VolumeType": VolumeTypeKind(schema: schema)
        case "OS::Glance::WebImage": WebImageKind(schema: schema)
        case "OS::Swift::Container": ContainerKind(schema: schema)
        default: nil
        }
    }
}

/// A volume.
struct VolumeKind: CloudResourceKind {
    let schema: ResourceSchema
    var collection: CloudCollection {
        CloudCollection(service: "block-storage", path: "/v3/$project/volumes", key: "volume")
    }
    var supportsCheck: Bool { true }

    func validate(_ resource: ManagedResource) async throws {
        let sources = ["snapshot_id", "source_volid", "image"].filter { resource[$0] != nil }
        if sources.count > 1 {
            throw ResourceFailure(
                "ResourcePropertyConflict",
                "Cannot define the following properties at the same time: \(sources.joined(separator: ", "))."
            )
        }
        if sources.isEmpty, resource["size"] == nil, resource["backup_id"] == nil {
            throw ResourceFailure(
                "StackValidationFailed",
                "If neither \"backup_id\" nor \"size\" is provided, one of \"image\", \"source_volid\", \"snapshot_id\" must be "
                    + "specified, but currently specified options: []."
            )
        }
    }

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        var body = members(resource, ["size", "description", "availability_zone"])
        body["name"] = .string(resource.text("name") ?? resource.physicalName)
        for (name, thing, key) in [
            ("image", CloudThing.image, "imageRef"), ("snapshot_id", .snapshot, "snapshot_id"),
            ("source_volid", .volume, "source_volid"), ("backup_id", .backup, "backup_id"),
        ] {
            if let id = try await resource.find(thing, property: name) { body[key] = .string(id) }
        }
        body["volume_type"] = resource["volume_type"]
        if let metadata = resource["metadata"]?.object, !metadata.isEmpty { body["metadata"] = .object(metadata) }
        if let hints = resource["scheduler_hints"] { body["OS-SCH-HNT:scheduler_hints"] = hints }
        return body
    }

    func body(_ resource: ManagedResource, _ change: ResourceChange) async throws -> JSON.Object {
        var body: JSON.Object = [:]
        for name in ["name", "description"] where change.names.contains(name) { body[name] = resource[name] ?? .null }
        return body
    }

    private func act(
        _ resource: ManagedResource,
        _ action: String,
        _ content: JSON,
        version: String? = nil
    ) async throws {
        var headers: HTTPFields = [:]
        if let version, let name = HTTPField.Name("OpenStack-API-Version") { headers[name] = "volume \(version)" }
        try await resource.call(
            collection.service,
            .post,
            collection.path(resource, resource.row.physicalID) + "/action",
            .object([action: content]),
            headers: headers
        )
    }

    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {
        guard let change else {
            if let flag = resource["read_only"] {
                resource.row.data["read_only"] = flag
            }
            return
        }
        if change.touches("size"), let size = resource["size"]?.int {
            let before = change.before["size"]?.int ?? 0
            if size < before { throw ResourceFailure("NotSupported", "Shrinking volume is not supported.") }
            // Since this version volumes grow while they are attached.
            if size > before { try await act(resource, "os-extend", ["new_size": .int(size)], version: "3.42") }
        }
        if change.touches("metadata") {
            try await resource.call(
                collection.service,
                .put,
                collection.path(resource, resource.row.physicalID) + "/metadata",
                ["metadata": resource["metadata"] ?? .object([:])]
            )
        }
        if change.touches("volume_type"), let type = resource["volume_type"] {
            try await act(resource, "os-retype", ["new_type": type, "migration_policy": "on-demand"])
        }
        if change.touches("read_only"), let flag = resource["read_only"] {
            try await act(resource, "os-update_readonly_flag", ["readonly": flag])
        }
    }

    func isReady(_ shown: JSON, _ resource: ManagedResource) throws -> Bool {
        switch shown["status"]?.string {
        case "available", "in-use": return true
        case let status? where status.hasPrefix("error"):
            throw ResourceFailure("ResourceInError", "Went to status \(status) due to \"Unknown\"")
        default: return false
        }
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool {
        guard try isReady(try await shown(resource), resource) else { return false }
        if let flag = resource.row.data["read_only"] {
            resource.row.data["read_only"] = nil
            try await act(resource, "os-update_readonly_flag", ["readonly": flag])
        }
        return true
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else { return }
        let shown = await resource.ask(collection.service, .get, collection.path(resource, id))
        if shown.status == 404 { return }
        if shown.body["volume"]?["status"] == "in-use" {
            // Whoever has it lets go of it first.
            throw ResourceFailure("Error", "Volume in use")
        }
        try await resource.remove(collection.service, collection.path(resource, id))
    }

    func snapshot(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else { return }
        let answer = try await resource.call(
            collection.service,
            .post,
            "/v3/\(resource.stack.owner.projectID)/backups",
            ["backup": ["volume_id": .string(id), "force": true]]
        )
        resource.row.data["backup_id"] = answer.body["backup"]?["id"]
    }

    func isSnapshotDone(_ resource: inout ManagedResource) async throws -> Bool {
        guard let id = resource.row.data["backup_id"]?.string else { return true }
        let backup = try await resource.call(
            collection.service,
            .get,
            "/v3/\(resource.stack.owner.projectID)/backups/\(id)"
        ).body["backup"]
        switch backup?["status"]?.string {
        case "available": return true
        case "error":
            throw ResourceFailure("Error", backup?["fail_reason"]?.string ?? "The backup failed.")
        default: return false
        }
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        let volume = try await shown(resource)
        let value: JSON? =
            switch name {
            case "show": volume
            case "display_name": volume["name"]
            case "display_description": volume["description"]
            case "metadata", "attachments": volume[name].map { .string($0.text) }
            case "metadata_values": volume["metadata"]
            case "attachments_list": volume["attachments"]
            case "multiattach": volume[name]
            default: volume[name].map { $0.isNull ? $0 : .string($0.pythonText) }
            }
        return value.flatMap { TemplateResolver.select($0, path) }
    }
}

/// A volume plugged into a server.
struct VolumeAttachmentKind: StackResourceKind {
    let schema: ResourceSchema

    private func path(_ server: String) -> String { "/v2.1/servers/\(server)/os-volume_attachments" }

    private func attach(_ resource: inout ManagedResource) async throws {
        var body: JSON.Object = ["volumeId": resource["volume_id"] ?? .null]
        if let device = resource.text("mountpoint"), !device.isEmpty { body["device"] = .string(device) }
        let answer = try await resource.call(
            "compute",
            .post,
            path(resource.text("instance_uuid") ?? ""),
            .object(["volumeAttachment": .object(body)])
        )
        let attachment = answer.body["volumeAttachment"]
        resource.row.physicalID = attachment?["id"]?.string ?? resource.text("volume_id")
        resource.row.data["server"] = resource["instance_uuid"]
        resource.row.data["volume"] = resource["volume_id"]
    }

    private func volumeStatus(_ resource: ManagedResource) async -> (status: String?, isGone: Bool) {
        let id = resource.row.data["volume"]?.string ?? ""
        let answer = await resource.ask("block-storage", .get, "/v3/\(resource.stack.owner.projectID)/volumes/\(id)")
        return (answer.body["volume"]?["status"]?.string, answer.status == 404)
    }

    private func isAttached(_ resource: ManagedResource) async throws -> Bool {
        let (status, _) = await volumeStatus(resource)
        if status?.hasPrefix("error") == true {
            throw ResourceFailure(
                "ResourceUnknownStatus",
                "Volume attachment failed - Unknown status \(status ?? "") due to \"Unknown\""
            )
        }
        return status == "in-use"
    }

    func create(_ resource: inout ManagedResource) async throws { try await attach(&resource) }
    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { try await isAttached(resource) }

    private func detach(_ resource: ManagedResource) async throws {
        guard let id = resource.row.physicalID, let server = resource.row.data["server"]?.string else { return }
        try await resource.remove("compute", path(server) + "/" + id)
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        try await detach(resource)
        resource.row.data["moving"] = true
        return .updated
    }

    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool {
        guard resource.row.data["moving"] == true else { return try await isAttached(resource) }
        guard await volumeStatus(resource).status == "available" else { return false }
        resource.row.data["moving"] = nil
        try await attach(&resource)
        return try await isAttached(resource)
    }

    func delete(_ resource: inout ManagedResource) async throws { try await detach(resource) }

    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool {
        guard resource.row.data["volume"] != nil else { return true }
        let (status, isGone) = await volumeStatus(resource)
        return isGone || (status != "in-use" && status != "detaching")
    }
}

/// A type of volumes.
struct VolumeTypeKind: CloudResourceKind {
    let schema: ResourceSchema
    var isForAdmins: Bool { true }
    var collection: CloudCollection {
        CloudCollection(service: "block-storage", path: "/v3/$project/types", key: "volume_type")
    }

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        var body = members(resource, ["name", "description"])
        body["os-volume-type-access:is_public"] = resource["is_public"]
        return body
    }

    func body(_ resource: ManagedResource, _ change: ResourceChange) async throws -> JSON.Object {
        var body: JSON.Object = [:]
        for name in ["name", "description", "is_public"] where change.names.contains(name) {
            body[name] = resource[name] ?? .null
        }
        return body
    }

    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {
        let path = collection.path(resource, resource.row.physicalID)
        if change?.touches("metadata") ?? true {
            for name in change?.before["metadata"]?.object?.names ?? [] {
                try await resource.remove(
                    collection.service,
                    "\(path)/extra_specs/\(OrchestrationService.pathPart(name))"
                )
            }
            if let specs = resource["metadata"], specs != .object([:]) {
                try await resource.call(collection.service, .post, path + "/extra_specs", ["extra_specs": specs])
            }
        }
        guard resource["is_public"] == false, change?.touches("projects") ?? true else { return }
        let before = change?.before["projects"]?.array ?? []
        let now = resource["projects"]?.array ?? []
        for (project, action) in before.filter({ !now.contains($0) }).map({ ($0, "removeProjectAccess") })
            + now.filter({ !before.contains($0) }).map({ ($0, "addProjectAccess") })
        {
            let id = try await resource.find(.project, project.pythonText)
            try await resource.call(
                collection.service,
                .post,
                path + "/action",
                .object([action: ["project": .string(id)]])
            )
        }
    }
}

/// An image that the image service fetches itself.
struct WebImageKind: StackResourceKind {
    let schema: ResourceSchema

    func create(_ resource: inout ManagedResource) async throws {
        var body: JSON.Object = ["name": .string(resource.text("name") ?? resource.physicalName)]
        for name in [
            "id", "min_disk", "min_ram", "protected", "disk_format", "container_format", "tags", "architecture",
            "kernel_id", "os_distro", "os_version", "owner", "visibility", "ramdisk_id",
        ] {
            if let value = resource[name] { body[name] = value }
        }
        body.merge(resource["extra_properties"]?.object ?? [:])
        let made = try await resource.call("image", .post, "/v2/images", .object(body)).body
        resource.row.physicalID = made["id"]?.string
        resource.service.save(resource)
        try await resource.call(
            "image",
            .post,
            "/v2/images/\(resource.row.physicalID ?? "")/import",
            ["method": ["name": "web-download", "uri": resource["location"] ?? .null]]
        )
    }

    private func shown(_ resource: ManagedResource) async throws -> JSON {
        try await resource.call("image", .get, "/v2/images/\(resource.row.physicalID ?? "")").body
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool {
        let status = try await shown(resource)["status"]?.string
        if status == "killed" { throw ResourceFailure("ResourceInError", "Went to status killed due to \"Unknown\"") }
        return status == "active"
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else { return }
        try await resource.remove("image", "/v2/images/\(id)")
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        name == "show" ? TemplateResolver.select(try await shown(resource), path) : nil
    }
}

/// A container of objects.
struct ContainerKind: StackResourceKind {
    let schema: ResourceSchema

    private func path(_ resource: ManagedResource, _ name: String) -> String {
        "/v1/AUTH_\(resource.stack.owner.projectID)/\(OrchestrationService.pathPart(name))"
    }

    private func headers(_ resource: ManagedResource) -> HTTPFields {
        var headers: HTTPFields = [:]
        func set(_ name: String, _ value: JSON?) {
            guard let value, let name = HTTPField.Name(name) else { return }
            headers[name] = value.pythonText
        }
        set("X-Container-Read", resource["X-Container-Read"])
        set("X-Container-Write", resource["X-Container-Write"])
        for (name, value) in resource["X-Container-Meta"]?.object ?? [:] { set("X-Container-Meta-" + name, value) }
        return headers
    }

    func create(_ resource: inout ManagedResource) async throws {
        let name = resource.text("name") ?? resource.physicalName
        let answer = await resource.service.parts.others.send(
            "object-store",
            .put,
            path(resource, name),
            ByteBuffer(),
            headers: headers(resource),
            as: resource.owner
        )
        guard answer.isSuccess else { throw ResourceFailure(answer) }
        resource.row.physicalID = name
    }

    private func head(_ resource: ManagedResource) async throws -> InternalClient.Answer {
        try await resource.call("object-store", .head, path(resource, resource.row.physicalID ?? ""))
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let name = resource.row.physicalID else { return }
        if resource["PurgeOnDelete"] == true {
            let listed = await resource.ask("object-store", .get, path(resource, name) + "?format=json")
            for object in listed.body.array ?? [] {
                let object = object["name"]?.string ?? ""
                try await resource.remove(
                    "object-store",
                    path(resource, name) + "/" + OrchestrationService.pathPart(object)
                )
            }
        }
        try await resource.remove("object-store", path(resource, name))
    }

    var supportsCheck: Bool { true }
    func check(_ resource: inout ManagedResource) async throws { _ = try await head(resource) }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        let base = resource.service.parts.address.base(of: "object-store")
        let own = self.path(resource, resource.row.physicalID ?? "")
        switch name {
        case "DomainName":
            let host = base.split(separator: "/").dropFirst().first ?? ""
            return .string(String(host.prefix { $0 != ":" }))
        case "WebsiteURL": return .string(base + own)
        case "RootURL": return .string(base + "/v1/AUTH_" + resource.stack.owner.projectID)
        case "ObjectCount", "BytesUsed":
            let field = name == "ObjectCount" ? "X-Container-Object-Count" : "X-Container-Bytes-Used"
            let headers = try await head(resource).headers
            return JSON(HTTPField.Name(field).flatMap { headers[$0] })
        case "HeadContainer", "show":
            var all: JSON.Object = [:]
            for field in try await head(resource).headers { all[field.name.canonicalName] = .string(field.value) }
            return TemplateResolver.select(.object(all), path)
        default: return nil
        }
    }
}
