import Conformance
import OpenStack

/// Checks and steps that several network tests share.
extension TestContext {
    /// The ids of what is listed, each of which must have one.
    func ids(of listed: [JSON], fileID: String = #fileID, line: Int = #line) throws -> [String] {
        try listed.map { try require("id of what is listed", $0["id"].string, fileID: fileID, line: line) }
    }

    /// Checks that an attribute is there with a value, which may be `null`.
    func expectAttribute(
        _ name: String,
        of resource: JSON,
        is value: JSON,
        fileID: String = #fileID,
        line: Int = #line
    ) {
        let actual = resource.has(name) ? resource[name] : nil as JSON?
        expect(name, actual, is: value, fileID: fileID, line: line)
    }

    /// Checks that those attributes have the values wanted that the service shows at all.
    func expectAgreement(
        of resource: JSON,
        with wanted: [String: JSON],
        fileID: String = #fileID,
        line: Int = #line
    ) {
        for (name, value) in wanted.sorted(by: { $0.key < $1.key }) where resource.has(name) {
            expect(name, resource[name], is: value, fileID: fileID, line: line)
        }
    }

    /// Checks that a resource has exactly the attributes that were asked for.
    func expectOnly(_ fields: [String], in resource: JSON, fileID: String = #fileID, line: Int = #line) {
        expect(
            "names of the attributes",
            resource.object?.keys.sorted(),
            is: fields.sorted(),
            fileID: fileID,
            line: line
        )
    }

    /// Checks that the service refuses a call with a status, and that its message or its name for the fault has a text.
    func expectRefusal(
        _ status: Int,
        saying texts: [String],
        _ promise: String,
        fileID: String = #fileID,
        line: Int = #line,
        _ call: () async throws -> Void
    ) async throws {
        var said: String?
        try await expectRefusal([status], promise, fileID: fileID, line: line) {
            do {
                try await call()
            } catch let error as CloudError {
                if error.status == status { said = "\(error.faultName ?? ""): \(error.message ?? "")" }
                throw error
            }
        }
        // Without an answer of that status the failure is reported already.
        guard let said else { return }
        let isSaid = texts.contains { said.contains($0) }
        expect(
            isSaid,
            "\(promise), saying '\(texts.joined(separator: "' or '"))' (it says '\(said)')",
            fileID: fileID,
            line: line
        )
    }

    // MARK: - Routers

    /// Takes a subnet from a router, strictly: a service that knows no distributed routers must have its port up first.
    func removeInterface(_ interface: RouterInterface, port: String, from router: Router) async throws {
        if !facts.has(extension: "dvr", of: .network) {
            try await wait(until: "port \(port) is ACTIVE") {
                try await self.network.port(port)["status"].string?.uppercased() == "ACTIVE"
            }
        }
        try await network.removeInterface(from: router.id, interface)
    }

    /// Looks for subnets that are still joined to a router, takes them from it and deletes it.
    func removeRouter(_ router: Router) async throws {
        for port in try await network.ports([("device_id", router.id)]) {
            let subnet = try require("subnet of the router's port", port["fixed_ips"][0]["subnet_id"].string)
            do throws(CloudError) {
                try await network.removeInterface(from: router.id, .subnet(subnet))
            } catch {
                guard error.status == 404 else { throw error }
            }
        }
        try await network.deleteRouter(router.id)
        await confirmRemoved(router)
    }

    // MARK: - Ports

    /// Deletes a port, sees that it is not listed any more, and waits until nobody knows it.
    func removePort(_ port: Port) async throws {
        try await network.deletePort(port.id)
        expect("ports listed", try ids(of: await network.ports()), lacks: port.id)
        try await waitUntilGone(port)
    }

    /// Waits until the service does not know a port any more.
    func waitUntilGone(_ port: Port) async throws {
        try await waitUntilGone("port \(port.id)") { () throws(CloudError) in _ = try await self.network.port(port.id) }
        await confirmRemoved(port)
    }
}

extension [(String, String)] {
    /// A query that asks for some attributes only.
    static func fields(_ names: [String]) -> [(String, String)] { names.map { ("fields", $0) } }
}
