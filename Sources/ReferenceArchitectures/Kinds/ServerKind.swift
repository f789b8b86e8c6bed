import Foundation
import HeatTemplates
import OpenStack

/// A server.
struct ServerKind: DirectKind {
    private static let tagsVersion = Microversion(2, 52)
    private static let automaticNetworkVersion = Microversion(2, 37)
    /// As long as a host's name may be.
    private static let nameLimit = 63
    /// How long a server may take to give up a port.
    private static let detachmentLimit = Duration.seconds(300)

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        let properties = order.properties
        var server: [String: JSON] = ["name": .string(name(order))]
        guard let flavor = try await order.id(of: .flavor, "flavor") else {
            throw DeploymentFailure("the server has no flavor")
        }
        server["flavorRef"] = .string(flavor)
        if let image = try await order.id(of: .image, "image") { server["imageRef"] = .string(image) }
        if let key = properties.text("key_name") { server["key_name"] = .string(key) }
        for name in ["availability_zone", "config_drive"] { server[name] = properties.value([name]).map { JSON($0) } }
        server["adminPass"] = properties.text("admin_pass").map(JSON.string)
        server["OS-DCF:diskConfig"] = properties.text("diskConfig").map(JSON.string)
        if let metadata = properties["metadata"]?.map, !metadata.isEmpty {
            server["metadata"] = .object(Dictionary(metadata.map { ($0.key, JSON.string($0.value.plainText)) }) { $1 })
        }
        if let data = properties.text("user_data") {
            server["user_data"] = .string(Data(data.utf8).base64EncodedString())
        }
        var version: Microversion?
        let devices = try await devices(order)
        if !devices.isEmpty { server["block_device_mapping_v2"] = .array(devices) }
        if !properties.list("tags").isEmpty {
            server["tags"] = properties["tags"].map { JSON($0) }
            version = Self.tagsVersion
        }
        let groups = properties.list("security_groups").map(\.plainText)
        if !groups.isEmpty { server["security_groups"] = .array(groups.map { ["name": .string($0)] }) }
        let networks = properties.list("networks").compactMap(\.map)
        var ports: [JSON] = []
        if let word = networks.first?["allocate_network"]?.string {
            server["networks"] = .string(word)
            version = version ?? Self.automaticNetworkVersion
        } else if !networks.isEmpty {
            var attached: [JSON] = []
            for network in networks {
                let (body, made) = try await self.network(network, order, groups)
                attached.append(body)
                if let made { ports.append(.string(made)) }
            }
            server["networks"] = .array(attached)
        }
        var body: [String: JSON] = ["server": .object(server)]
        if let hints = properties["scheduler_hints"]?.map, !hints.isEmpty {
            body["os:scheduler_hints"] = JSON(TemplateValue.map(hints))
        }
        let made: JSON
        do throws(DeploymentFailure) {
            made = try await order.cloud.send(
                .compute,
                .post,
                ["servers"],
                json: .object(body),
                microversion: version
            )
        } catch {
            // Nobody would know of the ports: the next try makes others.
            for port in ports {
                if let id = port.string { try? await order.cloud.remove(.network, ["ports", id]) }
            }
            throw error
        }
        guard let id = made["server"]["id"].string else {
            throw DeploymentFailure("the service does not say what it made")
        }
        return MadeResource(id: id, data: ports.isEmpty ? [:] : ["ports": .array(ports)])
    }

    private static func portName(_ order: ResourceOrder) -> String { order.name + "-port" }

    /// Ports that were made for a server are found by their name.
    func clear(_ order: ResourceOrder) async throws(DeploymentFailure) {
        if let server = try await find(order) {
            try await remove(server, in: order.cloud)
            while try await !isGone(server, in: order.cloud), !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
        let ports = try await order.cloud.send(.network, .get, ["ports"], query: [("name", Self.portName(order))])
        for port in ports["ports"].array ?? [] where port["name"].string == Self.portName(order) {
            if let id = port["id"].string { try await order.cloud.remove(.network, ["ports", id]) }
        }
    }

    private func name(_ order: ResourceOrder) -> String {
        order.properties.text("name") ?? String(order.name.suffix(Self.nameLimit).drop { !$0.isLetter })
    }

    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? {
        guard order.properties["name"] == nil else { return nil }
        let name = name(order)
        let found = try await order.cloud.send(.compute, .get, ["servers"], query: [("name", name)])
        return found["servers"].array?.first { $0["name"].string == name }?["id"].string.map { MadeResource(id: $0) }
    }

    /// One network as the compute service takes it; where more is asked than it can say, a port is made first.
    private func network(
        _ given: TemplateMap,
        _ order: ResourceOrder,
        _ groups: [String]
    ) async throws(DeploymentFailure) -> (body: JSON, port: String?) {
        func text(_ name: String) -> String? { given[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        if let port = text("port") {
            return (["port": .string(try await NamedThing.port.id(of: port, in: order.cloud))], nil)
        }
        var network: String?
        if let name = text("network") ?? text("uuid") {
            network = try await NamedThing.network.id(of: name, in: order.cloud)
        }
        let extra = JSON(given["port_extra_properties"] ?? .null).object?.filter { !$0.value.isNull } ?? [:]
        guard text("subnet") != nil || text("floating_ip") != nil || !extra.isEmpty else {
            guard let network else { throw DeploymentFailure("one of the server's networks names none") }
            var body: [String: JSON] = ["uuid": .string(network)]
            if let address = text("fixed_ip") { body["fixed_ip"] = .string(address) }
            return (.object(body), nil)
        }
        var port: [String: JSON] = ["name": .string(Self.portName(order))]
        var address: [String: JSON] = [:]
        if let name = text("subnet") {
            let subnet = try await NamedThing.subnet.id(of: name, in: order.cloud)
            address["subnet_id"] = .string(subnet)
            if network == nil {
                network = try await order.cloud.send(.network, .get, ["subnets", subnet])["subnet"]["network_id"].string
            }
        }
        port["network_id"] = JSON(network)
        if let fixed = text("fixed_ip") { address["ip_address"] = .string(fixed) }
        if !address.isEmpty { port["fixed_ips"] = [.object(address)] }
        var ids: [JSON] = []
        for group in groups { ids.append(.string(try await NamedThing.securityGroup.id(of: group, in: order.cloud))) }
        if !ids.isEmpty { port["security_groups"] = .array(ids) }
        for (name, value) in extra where name != "value_specs" && name != "no_fixed_ips" { port[name] = value }
        port.merge(extra["value_specs"]?.object ?? [:]) { $1 }
        let made = try await order.cloud.send(.network, .post, ["ports"], json: .object(["port": .object(port)]))
        guard let id = made["port"]["id"].string else { throw DeploymentFailure("the service made no port") }
        if let floating = text("floating_ip") {
            let address = try await NamedThing.floatingIP.id(of: floating, in: order.cloud)
            try await order.cloud.send(
                .network,
                .put,
                ["floatingips", address],
                json: ["floatingip": ["port_id": .string(id)]]
            )
        }
        return (["port": .string(id)], id)
    }

    private func devices(_ order: ResourceOrder) async throws(DeploymentFailure) -> [JSON] {
        var devices: [JSON] = []
        let hasImage = order.properties.text("image") != nil
        let given = order.properties.list("block_device_mapping_v2") + order.properties.list("block_device_mapping")
        for device in given.compactMap(\.map) {
            func text(_ name: String) -> String? { device[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
            var body: [String: JSON]
            if let volume = text("volume_id") {
                let id = try await NamedThing.volume.id(of: volume, in: order.cloud)
                body = ["uuid": .string(id), "source_type": "volume", "destination_type": "volume"]
            } else if let snapshot = text("snapshot_id") {
                let id = try await NamedThing.snapshot.id(of: snapshot, in: order.cloud)
                body = ["uuid": .string(id), "source_type": "snapshot", "destination_type": "volume"]
            } else if let image = text("image") ?? text("image_id") {
                let id = try await NamedThing.image.id(of: image, in: order.cloud)
                let isLocal = device["volume_size"]?.integer == nil
                body = [
                    "uuid": .string(id), "source_type": "image", "destination_type": isLocal ? "local" : "volume",
                ]
            } else {
                body = ["source_type": "blank", "destination_type": "local"]
                if let size = device["swap_size"]?.integer {
                    body["guest_format"] = "swap"
                    body["volume_size"] = .integer(size)
                }
                if let size = device["ephemeral_size"]?.integer { body["volume_size"] = .integer(size) }
                if let format = text("ephemeral_format") { body["guest_format"] = .string(format) }
            }
            let others = [
                "device_name", "device_type", "disk_bus", "boot_index", "volume_size", "delete_on_termination",
                "volume_type",
            ]
            for name in others {
                if let value = device[name], !value.isNull { body[name] = JSON(value) }
            }
            if body["boot_index"] == nil { body["boot_index"] = .integer(devices.isEmpty && !hasImage ? 0 : -1) }
            devices.append(.object(body))
        }
        return devices
    }

    // MARK: - States

    func isReady(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        let server = try await cloud.send(.compute, .get, ["servers", resource.id])["server"]
        let status = server["status"].string ?? ""
        if status == "ERROR" {
            let reason = server["fault"]["message"].string ?? "the service does not say why"
            throw DeploymentFailure("the server went into the status ERROR: \(reason)")
        }
        return status == "ACTIVE"
    }

    func canChange(_ names: Set<String>) -> Bool { names.isSubset(of: ["name", "metadata"]) }

    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure) {
        if changed.contains("name") {
            try await order.cloud.send(
                .compute,
                .put,
                ["servers", resource.id],
                json: ["server": ["name": .string(name(order))]]
            )
        }
        if changed.contains("metadata") {
            let metadata = order.properties["metadata"]?.map ?? TemplateMap()
            let texts = Dictionary(metadata.map { ($0.key, JSON.string($0.value.plainText)) }) { $1 }
            try await order.cloud.send(
                .compute,
                .put,
                ["servers", resource.id, "metadata"],
                json: ["metadata": .object(texts)]
            )
        }
    }

    // MARK: - Replacing

    /// A port can be at one server only.
    func yield(_ resource: MadeResource, to order: ResourceOrder) async throws(DeploymentFailure) {
        let wanted = try await ports(order)
        guard !wanted.isEmpty else { return }
        var present = wanted.intersection(try await attachedPorts(resource, in: order.cloud))
        for port in present.sorted() {
            try await order.cloud.remove(.compute, ["servers", resource.id, "os-interface", port])
        }
        var pause = Pause()
        while !present.isEmpty {
            guard pause.total < Self.detachmentLimit else {
                throw DeploymentFailure("the server still has the ports \(present.sorted().joined(separator: ", "))")
            }
            try await pause.sleep()
            present.formIntersection(try await attachedPorts(resource, in: order.cloud))
        }
    }

    func restore(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {
        let missing = try await ports(order).subtracting(try await attachedPorts(resource, in: order.cloud))
        for port in missing.sorted() {
            try await order.cloud.send(
                .compute,
                .post,
                ["servers", resource.id, "os-interface"],
                json: ["interfaceAttachment": ["port_id": .string(port)]]
            )
        }
    }

    /// The ports that a server is to have.
    private func ports(_ order: ResourceOrder) async throws(DeploymentFailure) -> Set<String> {
        var ports: Set<String> = []
        for network in order.properties.list("networks") {
            guard let name = network.map?["port"]?.string, !name.isEmpty else { continue }
            ports.insert(try await NamedThing.port.id(of: name, in: order.cloud))
        }
        return ports
    }

    private func attachedPorts(
        _ resource: MadeResource,
        in cloud: CloudAccess
    ) async throws(DeploymentFailure) -> Set<String> {
        let found = try await cloud.look(.compute, ["servers", resource.id, "os-interface"])
        return Set((found?["interfaceAttachments"].array ?? []).compactMap { $0["port_id"].string })
    }

    // MARK: - Removing

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        try await cloud.remove(.compute, ["servers", resource.id])
    }

    func isGone(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> Bool {
        if let server = try await cloud.look(.compute, ["servers", resource.id])?["server"] {
            let status = server["status"].string
            guard status == "SOFT_DELETED" || status == "DELETED" else { return false }
        }
        for port in resource.data["ports"]?.array ?? [] {
            if let port = port.string { try await cloud.remove(.network, ["ports", port]) }
        }
        return true
    }

    // MARK: - Attributes

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        let server = try await cloud.send(.compute, .get, ["servers", resource.id])["server"]
        guard case .object(var members) = server else { return server }
        let ports = try await cloud.send(.compute, .get, ["servers", resource.id, "os-interface"])
        members["fits:interfaces"] = ports["interfaceAttachments"]
        return .object(members)
    }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        let addresses = addresses(shown)
        switch name {
        case "addresses":
            var map = TemplateMap()
            for network in addresses {
                for key in network.keys { map[key] = .list(network.items) }
            }
            return .map(map)
        case "networks":
            var map = TemplateMap()
            for network in addresses {
                let texts = network.items.map { $0.map?["addr"] ?? .null }
                for key in network.keys { map[key] = .list(texts) }
            }
            return .map(map)
        case "first_address": return addresses.first?.items.first?.map?["addr"] ?? ""
        case "instance_name": return TemplateValue(shown["OS-EXT-SRV-ATTR:instance_name"])
        case "show":
            var members = shown.object ?? [:]
            members["fits:interfaces"] = nil
            return TemplateValue(.object(members))
        default: return TemplateValue(shown[name])
        }
    }

    /// The addresses by network, under its name and its id, each with its port.
    private func addresses(_ server: JSON) -> [(keys: [String], items: [TemplateValue])] {
        let interfaces = server["fits:interfaces"].array ?? []
        return (server["addresses"].object ?? [:]).sorted { $0.key < $1.key }.map { name, items in
            var keys = [name]
            let values = (items.array ?? []).map { item -> TemplateValue in
                let mac = item["OS-EXT-IPS-MAC:mac_addr"]
                let interface = interfaces.first { $0["mac_addr"] == mac } ?? .null
                if let id = interface["net_id"].string, !keys.contains(id) { keys.append(id) }
                var members = item.object ?? [:]
                members["port"] = interface["port_id"]
                return TemplateValue(.object(members))
            }
            return (keys, values)
        }
    }
}
