import Conformance
import OpenStack

extension Preparation {
    /// Makes the member of the set of a kind and waits until it is what it should be.
    ///
    /// - Returns: what it is known by.
    func make(_ kind: RecordedKind, _ made: inout MadeSet) async throws -> String {
        switch kind {
        case .keyPair: try await makeKeyPair()
        case .securityGroup: try await makeSecurityGroup()
        case .network:
            try await workshop.make(.network, "network") { name throws(CloudError) in
                try await session.network.createNetwork(["name": .string(name), "description": Self.purpose]).id
            }
        case .subnet: try await makeSubnet(made[.network])
        case .router: try await makeRouter(&made)
        case .port: try await makePort(made)
        case .floatingAddress: try await makeFloatingAddress(made)
        case .image: try await makeImage()
        case .volume: try await makeVolume()
        case .volumeSnapshot: try await makeSnapshot(of: made[.volume])
        case .server: try await makeServer(made)
        case .attachments: try await attach(made[.volume], to: made[.server])
        case .serverImage: try await makeImage(of: made[.server])
        case .container: try await makeContainer()
        case .object: try await makeObject(in: made[.container])
        case .stack: try await makeStack()
        case .applicationCredential: try await makeApplicationCredential()
        }
    }

    private static let purpose: JSON = "made by fits upgrade prepare"

    // MARK: - Network

    private func makeSecurityGroup() async throws -> String {
        let id = try await workshop.make(.securityGroup, "security-group") { name throws(CloudError) in
            try await session.network.createSecurityGroup(["name": .string(name), "description": Self.purpose]).id
        }
        for port in [22, 443] {
            _ = try await session.network.createSecurityGroupRule([
                "security_group_id": .string(id), "direction": "ingress", "ethertype": "IPv4", "protocol": "tcp",
                "port_range_min": .integer(port), "port_range_max": .integer(port), "remote_ip_prefix": "192.0.2.0/24",
            ])
        }
        return id
    }

    private func makeSubnet(_ network: String) async throws -> String {
        try await workshop.make(.subnet, "subnet") { name throws(CloudError) in
            try await session.network.createSubnet([
                "name": .string(name), "network_id": .string(network), "ip_version": 4, "cidr": "10.117.42.0/24",
                "dns_nameservers": ["192.0.2.53"],
            ]).id
        }
    }

    private func makeRouter(_ made: inout MadeSet) async throws -> String {
        let subnet = made[.subnet]
        let external = try await session.network.networks([("router:external", "true")])
        made.externalNetwork = external.first { $0["router:external"].bool == true }?["id"].string
        var gateway: [String: JSON] = [:]
        if let network = made.externalNetwork {
            gateway["external_gateway_info"] = ["network_id": .string(network)]
        }
        let id = try await workshop.make(.router, "router") { name throws(CloudError) in
            try await session.network.createRouter(gateway.merging(["name": .string(name)]) { $1 }).id
        }
        _ = try await session.network.addInterface(to: id, .subnet(subnet))
        return id
    }

    private func makePort(_ made: MadeSet) async throws -> String {
        try await workshop.make(.port, "port") { name throws(CloudError) in
            try await session.network.createPort([
                "name": .string(name), "network_id": .string(made[.network]),
                "fixed_ips": [["subnet_id": .string(made[.subnet])]],
                "security_groups": [.string(made[.securityGroup])],
            ]).id
        }
    }

    private func makeFloatingAddress(_ made: MadeSet) async throws -> String {
        guard let network = made.externalNetwork else { throw Unavailable("the cloud has no external network") }
        return try await workshop.make(.floatingIP, "floating-address") { name throws(CloudError) in
            try await session.network.createFloatingIP([
                "floating_network_id": .string(network), "port_id": .string(made[.port]), "description": .string(name),
            ]).id
        }
    }

    // MARK: - Images and volumes

    private func makeImage() async throws -> String {
        let id = try await workshop.make(.image, "image") { name throws(CloudError) in
            try await session.image.createImage(
                ImageDescription(
                    name: name,
                    containerFormat: "bare",
                    diskFormat: "raw",
                    tags: ["fits"],
                    properties: ["fits_purpose": "upgrade"]
                )
            ).id
        }
        try await session.image.uploadData(SampleData.bytes(65_536), to: id)
        try await awaitImage(id)
        return id
    }

    private func awaitImage(_ id: String) async throws {
        try await workshop.wait(until: "image \(id)", is: "active") { () throws(CloudError) in
            (try await session.image.image(id).status, nil)
        }
    }

    private func makeVolume() async throws -> String {
        let id = try await workshop.make(.volume, "volume") { name throws(CloudError) in
            try await session.blockStorage.createVolume(
                VolumeDescription(name: name, size: 1, description: "fits upgrade", metadata: ["purpose": "upgrade"])
            ).id
        }
        try await workshop.awaitVolume(id, "available")
        return id
    }

    private func makeSnapshot(of volume: String) async throws -> String {
        let id = try await workshop.make(.volumeSnapshot, "volume-snapshot") { name throws(CloudError) in
            try await session.blockStorage.createSnapshot([
                "volume_id": .string(volume), "name": .string(name), "metadata": ["purpose": "upgrade"],
            ]).id
        }
        try await workshop.wait(until: "volume snapshot \(id)", is: "available") { () throws(CloudError) in
            (try await session.blockStorage.snapshot(id).status, nil)
        }
        return id
    }

    // MARK: - Servers

    private func makeKeyPair() async throws -> String {
        // A key pair belongs to a user; the private half is not kept.
        let user = try await session.token().userID
        return try await workshop.make(.keyPair, "key-pair", parent: user) { name throws(CloudError) in
            try await session.compute.at(nil).createKeyPair(name: name).id
        }
    }

    private func makeServer(_ made: MadeSet) async throws -> String {
        guard let image = try await workshop.bootableImage() else {
            throw Unavailable("the cloud has no public image to boot from")
        }
        guard let flavor = try await workshop.smallestFlavor() else { throw Unavailable("the cloud has no flavor") }
        let id = try await workshop.make(.server, "server") { name throws(CloudError) in
            try await session.compute.at(nil).createServer(
                ServerDescription(
                    name: name,
                    imageID: image,
                    flavorID: flavor,
                    attributes: [
                        "key_name": .string(made[.keyPair]), "networks": [["port": .string(made[.port])]],
                        "metadata": ["purpose": "upgrade"],
                    ]
                )
            ).id
        }
        try await workshop.awaitServer(id)
        return id
    }

    private func attach(_ volume: String, to server: String) async throws -> String {
        _ = try await workshop.make(.volumeAttachment, named: volume, parent: server) { volume throws(CloudError) in
            _ = try await session.compute.at(nil).attachVolume(volume, toServer: server)
            return volume
        }
        try await workshop.awaitVolume(volume, "in-use")
        return server
    }

    private func makeImage(of server: String) async throws -> String {
        let id = try await workshop.make(.serverImage, "server-image") { name throws(CloudError) in
            try await session.compute.at(nil).createImage(ofServer: server, name: name)
        }
        try await awaitImage(id)
        try await workshop.awaitServer(server)
        return id
    }

    // MARK: - Objects, stacks, credentials

    private func makeContainer() async throws -> String {
        let account = try await StorageAccount(of: session)
        return try await workshop.make(.container, "container", parent: "\(account)") { name throws(CloudError) in
            _ = try await session.objectStorage.createContainer(name, ["X-Container-Meta-Purpose": "upgrade"])
            return name
        }
    }

    /// Puts an object in; it goes with its container.
    private func makeObject(in container: String) async throws -> String {
        let name = "data/sample"
        _ = try await session.objectStorage.createObject(
            name,
            in: container,
            SampleData.bytes(100_000),
            ["Content-Type": "application/octet-stream", "X-Object-Meta-Purpose": "upgrade"]
        )
        return "\(container)/\(name)"
    }

    private func makeStack() async throws -> String {
        let token = try await session.token()
        let client = session.service(.orchestration)
        let template = SampleData.template(hasNetworks: token.catalog.has(.network))
        var stackName = ""
        let id = try await workshop.make(.stack, "stack", parent: token.projectID) { name throws(CloudError) in
            stackName = name
            let body: JSON = ["stack_name": .string(name), "template": .string(template), "timeout_mins": 30]
            let made = try await client.call(.post, "stacks", json: body, expecting: 201).member("stack")
            return made["id"].string ?? ""
        }
        try await workshop.wait(until: "stack \(stackName)", is: "CREATE_COMPLETE") { () throws(CloudError) in
            let stack = try await client.call(.get, "stacks", stackName, id, expecting: 200).member("stack")
            return (stack["stack_status"].string, stack["stack_status_reason"].string)
        }
        // One that was updated before it is recorded is the same after every later update.
        try await workshop.updateStack("\(stackName)/\(id)")
        return "\(stackName)/\(id)"
    }

    private func makeApplicationCredential() async throws -> String {
        let token = try await session.token()
        guard let user = token.userID, token.projectID != nil else {
            throw Unavailable("the entry's user acts in no project")
        }
        guard let secret = CredentialSecret(session.configuration, prefix: workshop.prefix) else {
            throw Unavailable("the entry has no password or secret that its own secret could be made from")
        }
        return try await workshop.make(
            .applicationCredential,
            "application-credential",
            parent: user
        ) { name throws(CloudError) in
            try await session.identity.service.call(
                .post,
                "users",
                user,
                "application_credentials",
                json: [
                    "application_credential": [
                        "name": .string(name), "description": Self.purpose, "secret": .string(secret.secret.revealed),
                    ]
                ],
                expecting: 201
            ).member("application_credential")["id"].string ?? ""
        }
    }
}
