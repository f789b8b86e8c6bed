import Foundation
import HTTPTypes

/// A server.
struct ServerKind: StackResourceKind {
    let schema: ResourceSchema

    static let path = "/v2.1/servers"

    func validate(_ resource: ManagedResource) async throws {
        let devices =
            (resource["block_device_mapping"]?.array ?? []) + (resource["block_device_mapping_v2"]?.array ?? [])
        if resource["image"] == nil, devices.isEmpty {
            throw ResourceFailure(
                "StackValidationFailed",
                "Neither image nor bootable volume is specified for instance \(resource.row.name)"
            )
        }
        for network in resource["networks"]?.array ?? [] {
            let given = ["network", "uuid", "port", "subnet", "allocate_network"].contains {
                network[$0]?.isNull == false
            }
            if !given {
                throw ResourceFailure(
                    "PropertyUnspecifiedError",
                    "At least one of the following properties must be specified: network, port, allocate_network, subnet."
                )
            }
        }
    }

    private func name(_ resource: ManagedResource) -> String {
        resource.text("name") ?? resource.physicalName(limit: 53)
    }

    // MARK: - Making

    func create(_ resource: inout ManagedResource) async throws {
        var server: JSON.Object = ["name": .string(name(resource))]
        server["flavorRef"] = .string(try await resource.find(.flavor, resource.text("flavor") ?? ""))
        if let image = try await resource.find(.image, property: "image") { server["imageRef"] = .string(image) }
        if let key = resource.text("key_name"), !key.isEmpty { server["key_name"] = .string(key) }
        server["availability_zone"] = resource["availability_zone"]
        server["config_drive"] = resource["config_drive"]
        server["adminPass"] = resource["admin_pass"]
        if let disk = resource["diskConfig"] { server["OS-DCF:diskConfig"] = disk }
        if let metadata = resource["metadata"]?.object, !metadata.isEmpty {
            server["metadata"] = .object(Self.texts(metadata))
        }
        if let text = userData(resource), !text.isEmpty {
            server["user_data"] = .string(Data(text.utf8).base64EncodedString())
        }
        let groups = resource["security_groups"]?.array ?? []
        var version = ""
        server["networks"] = try await networks(&resource, groups, &version)
        if !groups.isEmpty { server["security_groups"] = .array(groups.map { ["name": .string($0.pythonText)] }) }
        if let devices = try await devices(resource) { server["block_device_mapping_v2"] = .array(devices) }
        if let tags = resource["tags"], tags != [] {
            server["tags"] = tags
            version = "2.52"
        }
        var body: JSON.Object = ["server": .object(server)]
        if let hints = resource["scheduler_hints"]?.object, !hints.isEmpty {
            body["os:scheduler_hints"] = .object(hints)
        }
        let answer = try await resource.call(
            "compute",
            .post,
            Self.path,
            .object(body),
            headers: version.isEmpty ? [:] : ComputeKinds.version(version)
        )
        resource.row.physicalID = answer.body["server"]?["id"]?.string
        resource.row.metadata["deployments"] = resource.text("user_data_format") == "SOFTWARE_CONFIG" ? [] : nil
    }

    private static func texts(_ metadata: JSON.Object) -> JSON.Object {
        var texts: JSON.Object = [:]
        for (name, value) in metadata { texts[name] = .string(value.isContainer ? value.text : value.pythonText) }
        return texts
    }

    /// What the server is handed at its start; a config is put in by its id.
    private func userData(_ resource: ManagedResource) -> String? {
        let given = resource.text("user_data") ?? ""
        let content = resource.service.store.read { $0.configs[given]?.content["config"] }?.pythonText ?? given
        guard resource.text("user_data_format") == "HEAT_CFNTOOLS", !content.isEmpty else { return content }
        let boundary = "===============" + resource.row.suffix
        return """
            Content-Type: multipart/mixed; boundary="\(boundary)"
            MIME-Version: 1.0

            --\(boundary)
            Content-Type: text/x-cfninitdata; charset="us-ascii"
            MIME-Version: 1.0
            Content-Disposition: attachment; filename="cfn-userdata"

            \(content)
            --\(boundary)--

            """
    }

    private func networks(
        _ resource: inout ManagedResource,
        _ groups: [JSON],
        _ version: inout String
    ) async throws -> JSON? {
        guard let given = resource["networks"]?.array, !given.isEmpty else { return nil }
        if let word = given.first?["allocate_network"]?.string {
            version = "2.37"
            return .string(word)
        }
        var networks: [JSON] = []
        for network in given { networks.append(.object(try await self.network(network, &resource, groups))) }
        return .array(networks)
    }

    /// One network as the compute service takes it; where more is asked of it than that can say, a port is made first.
    private func network(
        _ given: JSON,
        _ resource: inout ManagedResource,
        _ groups: [JSON]
    ) async throws -> JSON.Object {
        func text(_ name: String) -> String? { given[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        if let port = text("port") { return ["port": .string(try await resource.find(.port, port))] }
        let network: String?
        if let name = text("network") ?? text("uuid") {
            network = try await resource.find(.network, name)
        } else {
            network = nil
        }
        let extra = given["port_extra_properties"]?.object?.filter { !$0.1.isNull } ?? [:]
        guard text("subnet") != nil || text("floating_ip") != nil || !extra.isEmpty else {
            var body: JSON.Object = ["uuid": JSON(network)]
            if let address = text("fixed_ip") { body["fixed_ip"] = .string(address) }
            return body
        }
        var port: JSON.Object = ["name": .string("\(resource.row.name)-port-\(OrchestrationService.suffix())")]
        var address: JSON.Object = [:]
        var networkID = network
        if let subnet = text("subnet") {
            let id = try await resource.find(.subnet, subnet)
            address["subnet_id"] = .string(id)
            if networkID == nil {
                networkID = try await resource.call("network", .get, "/v2.0/subnets/\(id)")
                    .body["subnet"]?["network_id"]?.string
            }
        }
        port["network_id"] = JSON(networkID)
        if let fixed = text("fixed_ip") { address["ip_address"] = .string(fixed) }
        if !address.isEmpty { port["fixed_ips"] = [.object(address)] }
        if !groups.isEmpty {
            var ids: [JSON] = []
            for group in groups { ids.append(.string(try await resource.find(.securityGroup, group.pythonText))) }
            port["security_groups"] = .array(ids)
        }
        for (name, value) in extra where !["value_specs", "no_fixed_ips"].contains(name) { port[name] = value }
        port.merge(extra["value_specs"]?.object ?? [:])
        let made = try await resource.call("network", .post, "/v2.0/ports", .object(["port": .object(port)]))
        let id = made.body["port"]?["id"]?.string ?? ""
        resource.row.data["ports"] = .array((resource.row.data["ports"]?.array ?? []) + [.string(id)])
        resource.service.save(resource)
        if let floating = text("floating_ip") {
            try await resource.call(
                "network",
                .put,
                "/v2.0/floatingips/\(floating)",
                ["floatingip": ["port_id": .string(id)]]
            )
        }
        return ["port": .string(id)]
    }

    private func devices(_ resource: ManagedResource) async throws -> [JSON]? {
        var devices: [JSON] = []
        for device in resource["block_device_mapping_v2"]?.array ?? [] {
            var body: JSON.Object = [:]
            if let volume = device["volume_id"]?.string {
                body = ["uuid": .string(volume), "source_type": "volume", "destination_type": "volume"]
            } else if let snapshot = device["snapshot_id"]?.string {
                body = ["uuid": .string(snapshot), "source_type": "snapshot", "destination_type": "volume"]
            } else if let image = device["image"]?.string ?? device["image_id"]?.string {
                let id = try await resource.find(.image, image)
                let isLocal = device["volume_size"]?.isNull != false
                body = [
                    "uuid": .string(id), "source_type": "image",
                    "destination_type": isLocal ? "local" : "volume",
                ]
            } else {
                body = ["source_type": "blank", "destination_type": "local"]
                if let swap = device["swap_size"], !swap.isNull {
                    body["guest_format"] = "swap"
                    body["volume_size"] = swap
                }
                if let size = device["ephemeral_size"], !size.isNull { body["volume_size"] = size }
                if let format = device["ephemeral_format"], !format.isNull { body["guest_format"] = format }
            }
            for name in [
                "device_name", "device_type", "disk_bus", "boot_index", "volume_size", "delete_on_termination",
            ] {
                if let value = device[name], !value.isNull { body[name] = value }
            }
            if body["boot_index"] == nil {
                body["boot_index"] = .int(devices.isEmpty && resource["image"] == nil ? 0 : -1)
            }
            devices.append(.object(body))
        }
        for device in resource["block_device_mapping"]?.array ?? [] {
            let snapshot = device["snapshot_id"]?.string
            var body: JSON.Object = [
                "uuid": JSON(device["volume_id"]?.string ?? snapshot),
                "source_type": snapshot == nil ? "volume" : "snapshot", "destination_type": "volume",
                "boot_index": .int(devices.isEmpty && resource["image"] == nil ? 0 : -1),
            ]
            for name in ["device_name", "volume_size", "delete_on_termination"] {
                if let value = device[name], !value.isNull { body[name] = value }
            }
            devices.append(.object(body))
        }
        return devices.isEmpty ? nil : devices
    }

    // MARK: - States

    func shown(_ resource: ManagedResource) async throws -> JSON {
        guard let id = resource.row.physicalID else { throw ResourceFailure("NotFound", "There is no server yet.") }
        return try await resource.call("compute", .get, Self.path + "/" + id).body["server"] ?? .null
    }

    private func has(_ states: [String], _ resource: ManagedResource) async throws -> Bool {
        let server = try await shown(resource)
        let status = server["status"]?.string ?? ""
        if status == "ERROR" {
            let fault = server["fault"]
            throw ResourceFailure(
                "ResourceInError",
                "Went to status ERROR due to \"Message: \(fault?["message"]?.string ?? "Unknown"), Code: "
                    + "\(fault?["code"]?.pythonText ?? "Unknown")\""
            )
        }
        return states.contains(status) && server["OS-EXT-STS:task_state"]?.isNull != false
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { try await has(["ACTIVE"], resource) }

    func act(_ resource: ManagedResource, _ action: String, _ content: JSON = .null) async throws {
        try await resource.call(
            "compute",
            .post,
            "\(Self.path)/\(resource.row.physicalID ?? "")/action",
            .object([action: content])
        )
    }

    func suspend(_ resource: inout ManagedResource) async throws { try await act(resource, "suspend") }
    func isSuspended(_ resource: inout ManagedResource) async throws -> Bool { try await has(["SUSPENDED"], resource) }
    func resume(_ resource: inout ManagedResource) async throws { try await act(resource, "resume") }
    func isResumed(_ resource: inout ManagedResource) async throws -> Bool { try await has(["ACTIVE"], resource) }

    var supportsCheck: Bool { true }
    func check(_ resource: inout ManagedResource) async throws {
        guard try await has(["ACTIVE"], resource) else {
            let status = try await shown(resource)["status"]?.string ?? ""
            throw ResourceFailure("Error", "'status': expected 'ACTIVE', got '\(status)'")
        }
    }

    func snapshot(_ resource: inout ManagedResource) async throws {
        let answer = try await resource.call(
            "compute",
            .post,
            "\(Self.path)/\(resource.row.physicalID ?? "")/action",
            ["createImage": ["name": .string(resource.physicalName)]]
        )
        let location = answer.headers[.location] ?? ""
        resource.row.data["snapshot_image_id"] = .string(location.split(separator: "/").last.map(String.init) ?? "")
    }

    func isSnapshotDone(_ resource: inout ManagedResource) async throws -> Bool {
        guard let id = resource.row.data["snapshot_image_id"]?.string, !id.isEmpty else { return true }
        let image = try await resource.call("image", .get, "/v2/images/\(id)").body
        return image["status"] == "active"
    }

    func needsReplacement(_ resource: ManagedResource) async -> Bool {
        guard let server = try? await shown(resource) else { return true }
        return ["ERROR", "DELETED", "SOFT_DELETED"].contains(server["status"]?.string ?? "")
    }

    // MARK: - Removing

    func delete(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else {
            try await removePorts(&resource)
            return
        }
        try await resource.remove("compute", "\(Self.path)/\(id)")
    }

    private func removePorts(_ resource: inout ManagedResource) async throws {
        for port in resource.row.data["ports"]?.array ?? [] {
            try await resource.remove("network", "/v2.0/ports/\(port.string ?? "")")
        }
        resource.row.data["ports"] = nil
    }

    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool {
        guard let id = resource.row.physicalID else { return true }
        let answer = await resource.ask("compute", .get, "\(Self.path)/\(id)")
        if answer.status == 404 || answer.body["server"]?["status"] == "SOFT_DELETED" {
            try await removePorts(&resource)
            return true
        }
        guard answer.isSuccess else { throw ResourceFailure(answer) }
        if answer.body["server"]?["status"] == "ERROR" {
            throw ResourceFailure(
                "ResourceInError",
                "Went to status ERROR due to \"Server \(name(resource)) delete failed\""
            )
        }
        return false
    }
}
