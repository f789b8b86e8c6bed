import HTTPTypes

// What can be changed of a server, and what it shows of itself.
extension ServerKind {
    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        guard let id = resource.row.physicalID else { return .replace }
        let path = "\(Self.path)/\(id)"
        if change.touches("flavor"), resource.text("flavor_update_policy") == "REPLACE" { return .replace }
        if change.touches("image"), resource.text("image_update_policy") == "REPLACE" { return .replace }
        if change.touches("user_data"), resource.text("user_data_update_policy") == "REPLACE" { return .replace }
        if change.touches("name") {
            try await resource.call(
                "compute",
                .put,
                path,
                ["server": ["name": .string(resource.text("name") ?? resource.physicalName(limit: 53))]]
            )
        }
        if change.touches("metadata") {
            var metadata: JSON.Object = [:]
            for (name, value) in resource["metadata"]?.object ?? [:] {
                metadata[name] = .string(value.isContainer ? value.text : value.pythonText)
            }
            try await resource.call("compute", .put, path + "/metadata", ["metadata": .object(metadata)])
        }
        if change.touches("tags") {
            try await resource.call(
                "compute",
                .put,
                path + "/tags",
                ["tags": resource["tags"] ?? []],
                headers: ComputeKinds.version("2.26")
            )
        }
        if change.touches("admin_pass"), let password = resource["admin_pass"] {
            try await act(resource, "changePassword", ["adminPass": password])
        }
        if change.touches("networks") { try await exchangeNetworks(&resource, change) }
        if change.touches("flavor") {
            let flavor = try await resource.find(.flavor, resource.text("flavor") ?? "")
            try await act(resource, "resize", ["flavorRef": .string(flavor)])
            resource.row.data["resizing"] = true
        }
        if change.touches("image"), let image = try await resource.find(.image, property: "image") {
            try await act(resource, "rebuild", ["imageRef": .string(image)])
        }
        return .updated
    }

    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool {
        let server = try await shown(resource)
        switch server["status"]?.string {
        case "ERROR":
            throw ResourceFailure(
                "ResourceInError",
                "Went to status ERROR due to \"\(server["fault"]?["message"]?.string ?? "Unknown")\""
            )
        case "VERIFY_RESIZE":
            // Asked for once: it takes time, in which the server stays as it is.
            if resource.row.data["resizing"] != nil, server["OS-EXT-STS:task_state"]?.isNull != false {
                try await act(resource, "confirmResize")
                resource.row.data["resizing"] = nil
            }
            return false
        case "ACTIVE": return server["OS-EXT-STS:task_state"]?.isNull != false
        default: return false
        }
    }

    /// Unplugs what is in the networks no more, plugs in what is new.
    private func exchangeNetworks(_ resource: inout ManagedResource, _ change: ResourceChange) async throws {
        let path = "\(Self.path)/\(resource.row.physicalID ?? "")/os-interface"
        let before = change.before["networks"]?.array ?? []
        let now = resource["networks"]?.array ?? []
        var attached = try await resource.call("compute", .get, path).body["interfaceAttachments"]?.array ?? []
        for network in before where !now.contains(network) {
            let port = network["port"]?.string
            var id: String?
            if let name = network["network"]?.string ?? network["uuid"]?.string {
                id = try? await resource.find(.network, name)
            }
            let index = attached.firstIndex { interface in
                if let port { return interface["port_id"]?.string == port }
                return id == nil || interface["net_id"]?.string == id
            }
            guard let index, let portID = attached.remove(at: index)["port_id"]?.string else { continue }
            try await resource.remove("compute", "\(path)/\(portID)")
        }
        for network in now where !before.contains(network) {
            var body: JSON.Object = [:]
            if let port = network["port"]?.string, !port.isEmpty {
                body["port_id"] = .string(try await resource.find(.port, port))
            } else if let name = network["network"]?.string ?? network["uuid"]?.string {
                body["net_id"] = .string(try await resource.find(.network, name))
                if let address = network["fixed_ip"]?.string, !address.isEmpty {
                    body["fixed_ips"] = [["ip_address": .string(address)]]
                }
            }
            try await resource.call("compute", .post, path, .object(["interfaceAttachment": .object(body)]))
        }
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        let server = try await shown(resource)
        let value: JSON?
        switch name {
        case "show": value = server
        case "addresses": value = try await addresses(server, resource)
        case "networks":
            var networks: JSON.Object = [:]
            for (network, items) in server["addresses"]?.object ?? [:] {
                let list = JSON.array((items.array ?? []).compactMap { $0["addr"] })
                networks[network] = list
                if let id = try? await resource.find(.network, network) { networks[id] = list }
            }
            value = .object(networks)
        case "instance_name":
            value = await resource.ask(
                "compute",
                .get,
                "\(Self.path)/\(resource.row.physicalID ?? "")",
                as: resource.owner.elevated
            ).body["server"]?["OS-EXT-SRV-ATTR:instance_name"]
        case "accessIPv4", "accessIPv6", "name": value = server[name]
        case "console_urls": value = try await consoles(path, resource)
        case "tags":
            value = try await resource.call(
                "compute",
                .get,
                "\(Self.path)/\(resource.row.physicalID ?? "")/tags",
                headers: ComputeKinds.version("2.26")
            ).body["tags"]
        case "os_collect_config": value = .object([:])
        case "first_address":
            value = server["addresses"]?.object?.first { _ in true }?.1.array?.first?["addr"] ?? ""
        default: value = nil
        }
        return value.flatMap { TemplateResolver.select($0, path) }
    }

    /// Addresses by network, each with its port.
    private func addresses(_ server: JSON, _ resource: ManagedResource) async throws -> JSON {
        let interfaces =
            await resource.ask(
                "compute",
                .get,
                "\(Self.path)/\(resource.row.physicalID ?? "")/os-interface"
            ).body["interfaceAttachments"]?.array ?? []
        var all: JSON.Object = [:]
        for (network, items) in server["addresses"]?.object ?? [:] {
            let list = (items.array ?? []).map { item -> JSON in
                var item = item.object ?? [:]
                let mac = item["OS-EXT-IPS-MAC:mac_addr"]
                item["port"] = interfaces.first { $0["mac_addr"] == mac }?["port_id"] ?? .null
                return .object(item)
            }
            all[network] = .array(list)
            if let id = interfaces.first(where: { interface in
                list.contains { $0["OS-EXT-IPS-MAC:mac_addr"] == interface["mac_addr"] }
            })?["net_id"]?.string {
                all[id] = .array(list)
            }
        }
        return .object(all)
    }

    private func consoles(_ path: [JSON], _ resource: ManagedResource) async throws -> JSON {
        let kinds = [("novnc", "vnc"), ("xvpvnc", "vnc"), ("spice-html5", "spice"), ("serial", "serial")]
        var urls: JSON.Object = [:]
        for (type, protocolName) in kinds where path.isEmpty || path.first == .string(type) {
            let answer = await resource.ask(
                "compute",
                .post,
                "\(Self.path)/\(resource.row.physicalID ?? "")/remote-consoles",
                ["remote_console": ["protocol": .string(protocolName), "type": .string(type)]],
                headers: ComputeKinds.version("2.6")
            )
            urls[type] =
                answer.body["remote_console"]?["url"]
                ?? .string("Cannot get console url: " + ResourceFailure(answer).message)
        }
        return .object(urls)
    }
}
