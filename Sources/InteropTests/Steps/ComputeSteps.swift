import Conformance
import OpenStack

extension ResourceLimit {
    /// Servers that tests make for themselves; quotas of ten are usual, and shared servers need some of that.
    static let servers: ResourceLimit = ResourceLimit(
        "servers",
        amount: 4,
        most: 32,
        quotas: [.instances, .cores]
    )
    /// Servers that are made for several tests; a test that counts the project's servers uses all, so that none of them
    /// is made meanwhile.
    static let sharedServers: ResourceLimit = ResourceLimit("shared-servers", amount: 100)
}

extension TestContext {
    /// The compute service in version 2.1, which every cloud has.
    var compute: ComputeClient { session.compute.at(Microversion(2, 1)) }

    // MARK: - What servers are made from

    /// The smallest flavor: by memory, then disk, then processors.
    func flavor() async throws -> Flavor {
        try require("a flavor", try await shared(flavors).first)
    }

    /// The flavor after the smallest, for resizing to.
    func secondFlavor() async throws -> Flavor {
        try require("a second flavor", try await shared(flavors).dropFirst().first)
    }

    /// The smallest public image that a server boots from and that wants nothing special of it.
    func bootableImage() async throws -> Image {
        try require("a public image to boot from", try await shared(bootableImages).first)
    }

    /// Another image like ``bootableImage()``.
    func secondBootableImage() async throws -> Image {
        try require("a second public image to boot from", try await shared(bootableImages).dropFirst().first)
    }

    // MARK: - Servers

    /// The server of the project that is made once, is active, and that tests only read.
    func activeServer() async throws -> Server {
        try await shared(sharedServer).server
    }

    /// Makes a server on the project's network and waits until it is active; removed after the test.
    ///
    /// - Parameters:
    ///   - attributes: further attributes, called as in the API reference.
    ///   - imageID: the image; the smallest unless given.
    ///   - flavorID: the flavor; the smallest unless given.
    ///   - name: the name, where it must not be one that nothing else has.
    ///   - compute: the client to call with, where version 2.1 does not do.
    /// - Returns: the server as it is shown when it is active.
    /// - Throws: what the service refuses; an error that ends the test when the server does not become active.
    func newServer(
        _ attributes: [String: JSON] = [:],
        imageID: String? = nil,
        flavorID: String? = nil,
        named name: String? = nil,
        with compute: ComputeClient? = nil
    ) async throws -> Server {
        let ordered = try await orderServer(
            attributes,
            imageID: imageID,
            flavorID: flavorID,
            named: name,
            with: compute
        )
        return try await awaitServer(ordered.id, "ACTIVE", after: "create server", with: compute)
    }

    /// Orders a server on the project's network without waiting for it; removed after the test.
    func orderServer(
        _ attributes: [String: JSON] = [:],
        imageID: String? = nil,
        flavorID: String? = nil,
        named ownName: String? = nil,
        with compute: ComputeClient? = nil
    ) async throws -> OrderedServer {
        let compute = compute ?? self.compute
        let description = try await serverDescription(attributes, imageID: imageID, flavorID: flavorID)
        return try await provision(.server, parent: ownName) { name throws(CloudError) in
            var description = description
            description.name = ownName ?? name
            return try await compute.createServer(description)
        }
    }

    /// What a server on the project's network is to be like; its name is still to be given.
    func serverDescription(
        _ attributes: [String: JSON] = [:],
        imageID: String? = nil,
        flavorID: String? = nil
    ) async throws -> ServerDescription {
        let chosenImage = if let imageID { imageID } else { try await bootableImage().id }
        let chosenFlavor = if let flavorID { flavorID } else { try await flavor().id }
        return ServerDescription(
            name: "",
            imageID: chosenImage,
            flavorID: chosenFlavor,
            networkIDs: [try await shared(projectNetwork).id],
            attributes: attributes
        )
    }

    // MARK: - Waiting for servers

    /// Waits until a server has a status and nothing is being done with it any more.
    ///
    /// - Parameters:
    ///   - id: the server.
    ///   - status: the status.
    ///   - change: what was asked for, where that takes about the same time with every server.
    ///   - compute: the client to call with, where version 2.1 does not do.
    /// - Returns: the server as it is shown then.
    /// - Throws: an error that ends the test when the server goes into the status `ERROR` instead, or takes too long.
    @discardableResult
    func awaitServer(
        _ id: String,
        _ status: String,
        after change: String? = nil,
        with compute: ComputeClient? = nil
    ) async throws -> Server {
        let compute = compute ?? self.compute
        var shown: Server?
        try await wait(until: "server \(id) is \(status)", like: change) {
            let server = try await compute.server(id)
            shown = server
            if server.status == "ERROR" {
                try stop("server \(id) should become \(status) and is in error: \(server.fault ?? "no reason given")")
            }
            return server.status == status && server["OS-EXT-STS:task_state"].isNull
        }
        return try require("server \(id)", shown)
    }

    /// Deletes a server and waits until the service does not know it any more.
    func deleteAndAwait(serverID id: String) async throws {
        try await compute.deleteServer(id)
        try await awaitGone(serverID: id)
    }

    /// Waits until the service does not know a server any more.
    func awaitGone(serverID id: String) async throws {
        try await wait(until: "server \(id) is gone", like: "delete server") {
            let server: Server
            do throws(CloudError) {
                server = try await compute.server(id)
            } catch {
                guard error.status == 404 else { throw error }
                return true
            }
            if server.status == "ERROR" { try stop("server \(id) should be deleted and is in error") }
            // A cloud that keeps deleted servers for a while is asked to forget this one.
            if server.status == "SOFT_DELETED" { try await compute.run("forceDelete", onServer: id) }
            return false
        }
    }
}

/// A server, and how it came to be.
struct ServerWithHistory: Sendable {
    let description: ServerDescription
    let ordered: OrderedServer
    let server: Server
}

/// The server that tests only read, made with everything about it that a user can say.
let sharedServer = SharedFixture<ServerWithHistory>("active server") { t in
    var description = try await t.serverDescription([
        "metadata": ["hello": "world"],
        "accessIPv4": "1.1.1.1",
        "accessIPv6": "0000:0000:0000:0000:0000:babe:220.12.22.2",
        "OS-DCF:diskConfig": "AUTO",
    ])
    let ordered = try await t.provision(.server) { name throws(CloudError) in
        description.name = name
        return try await t.compute.createServer(description)
    }
    return ServerWithHistory(
        description: description,
        ordered: ordered,
        server: try await t.awaitServer(ordered.id, "ACTIVE", after: "create server")
    )
}

/// A server that has been made and deleted.
let deletedServerID = SharedFixture<String>("deleted server") { t in
    let server = try await t.taken(lentServer)
    try await t.deleteAndAwait(serverID: server.id)
    await t.confirmRemoved(server)
    return server.id
}

// What follows Tempest is told in its configuration. It is found out here with as few demands as possible: that a list
// of flavors is as it should be is the promise that other tests check.

/// The flavors that the member can use, smallest first.
private let flavors = SharedFixture<[Flavor]>("flavors, smallest first") { t in
    var found = try await leniently(t, "\(t.compute.service.baseURL())/flavors/detail", "flavors")
    if found.isEmpty { found = try await leniently(t, "\(t.compute.service.baseURL())/flavors", "flavors") }
    let flavors = found.compactMap { Flavor(attributes: $0) }
    return flavors.sorted {
        ($0.ram ?? .max, $0.disk ?? .max, $0.vcpus ?? .max, $0.id)
            < ($1.ram ?? .max, $1.disk ?? .max, $1.vcpus ?? .max, $1.id)
    }
}

/// The public images that servers boot from as they are, smallest first.
private let bootableImages = SharedFixture<[Image]>("bootable images, smallest first") { t in
    let query = "visibility=public&status=active&limit=200"
    let found = try await leniently(t, "\(t.image.service.baseURL())/images?\(query)", "images")
    let images = found.compactMap { Image(attributes: $0) }.filter { image in
        let isDisk = ["qcow2", "raw", "vmdk", "vhd", "vhdx", "vdi"].contains(image.diskFormat ?? "raw")
        let isPlain = image.attributes.object?.keys.contains { $0.hasPrefix("hw_") || $0.hasPrefix("trait:") } != true
        return isDisk && isPlain && image["os_hidden"].bool != true && (image["min_ram"].integer ?? 0) == 0
    }
    return images.sorted { ($0.size ?? .max, $0.name ?? "", $0.id) < ($1.size ?? .max, $1.name ?? "", $1.id) }
}

/// The elements of a list, whatever the response's status and however much of it is as promised.
private func leniently(_ t: TestContext, _ url: String, _ key: String) async throws -> [JSON] {
    let response = try await t.session.send(APIRequest(.get, url, headers: ["Accept": "application/json"]))
    return (try? JSON(parsing: response.body))?[key].array ?? []
}
