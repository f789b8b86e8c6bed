import Conformance
import OpenStack

extension UpgradeVerification {
    /// Tries whether what was made can be used.
    ///
    /// - Parameters:
    ///   - gone: kinds that there is nothing to try with any more.
    ///   - observe: is told of every result as soon as there is one.
    /// - Returns: a result for every check.
    func use(
        without gone: Set<RecordedKind>,
        observe: (UsabilityResult) -> Void
    ) async -> [UsabilityResult] {
        var results: [UsabilityResult] = []
        for check in UsabilityCheck.allCases {
            let start = ContinuousClock.now
            let end = await end(of: check, without: gone)
            let result = UsabilityResult(check: check, end: end, seconds: (ContinuousClock.now - start) / .seconds(1))
            results.append(result)
            observe(result)
        }
        return results
    }

    private func end(of check: UsabilityCheck, without gone: Set<RecordedKind>) async -> UsabilityResult.End {
        for kind in check.subjects {
            guard state.resource(kind) != nil else {
                let reason = state.skipped.first { $0.kind == kind }?.reason
                return .skipped("there was no \(kind.rawValue) before" + (reason.map { ": \($0)" } ?? ""))
            }
            guard !gone.contains(kind) else { return .skipped("the \(kind.rawValue) is gone") }
        }
        do {
            try Task.checkCancellation()
            try await run(check)
            return .works
        } catch is CancellationError {
            return .skipped("interrupted")
        } catch {
            return .fails("\(error)")
        }
    }

    private func id(_ kind: RecordedKind) -> String { state.resource(kind)?.id ?? "" }

    private func run(_ check: UsabilityCheck) async throws {
        switch check {
        case .logIn: try await logIn()
        case .writeObject: try await writeObject(in: id(.container))
        case .updateMetadata: try await updateMetadata(of: id(.server))
        case .rebootServer:
            try await session.compute.at(nil).rebootServer(id(.server))
            try await workshop.awaitServer(id(.server))
        case .attachVolume: try await attachVolume(from: id(.volumeSnapshot), to: id(.server))
        case .bootCopy: try await bootCopy(of: id(.serverImage))
        case .makePort: try await makePort(on: id(.network))
        case .updateStack: try await workshop.updateStack(id(.stack))
        }
    }

    // MARK: - Identity

    private func logIn() async throws {
        let configuration = session.configuration
        guard let secret = CredentialSecret(configuration, prefix: workshop.prefix) else {
            throw UpgradeFailure("the entry has no password any more that the credential's secret could be made from")
        }
        let holder = CloudSession(
            configuration: secret.configuration(of: configuration, credential: id(.applicationCredential)),
            transport: session.transport
        )
        let own = try await session.token().projectID
        let project = try await holder.token().projectID
        guard project == own else {
            throw UpgradeFailure("it logs in to the project \(project ?? "none"), not to \(own ?? "none")")
        }
        // That services take the token is another matter than that it was given.
        _ = try await holder.identity.service.call(.get, "auth", "catalog", expecting: 200)
    }

    // MARK: - Objects

    private func writeObject(in container: String) async throws {
        let storage = session.objectStorage
        let data = SampleData.bytes(2_000)
        _ = try await storage.createObject(Self.objectName, in: container, data)
        let read = try await storage.object(Self.objectName, in: container).body
        _ = try await storage.deleteObject(Self.objectName, in: container)
        guard read == data else {
            throw UpgradeFailure(
                "\(data.count) bytes were written and \(read.count) others read: SHA-256 \(Digest.sha256(read))"
            )
        }
    }

    // MARK: - Servers and volumes

    private func updateMetadata(of server: String) async throws {
        let compute = session.compute.at(nil)
        try await compute.setMetadataItem(Self.metadataKey, ofServer: server, to: "yes")
        let item = try await compute.metadataItem(Self.metadataKey, ofServer: server)
        try await compute.deleteMetadataItem(Self.metadataKey, ofServer: server)
        guard item[Self.metadataKey] == "yes" else { throw UpgradeFailure("it was set to yes and reads \(item)") }
    }

    private func attachVolume(from snapshot: String, to server: String) async throws {
        let volume = try await workshop.make(.volume, named: "\(temporaryPrefix)-volume") { name throws(CloudError) in
            try await session.blockStorage.createVolume(VolumeDescription(name: name, snapshotID: snapshot)).id
        }
        try await workshop.awaitVolume(volume, "available")
        _ = try await workshop.make(.volumeAttachment, named: volume, parent: server) { volume throws(CloudError) in
            _ = try await session.compute.at(nil).attachVolume(volume, toServer: server)
            return volume
        }
        try await workshop.awaitVolume(volume, "in-use")
        try await session.compute.at(nil).detachVolume(volume, fromServer: server)
        try await workshop.awaitVolume(volume, "available")
        try await remove(named: volume)
        try await remove(named: "\(temporaryPrefix)-volume")
    }

    private func bootCopy(of image: String) async throws {
        guard let flavor = try await workshop.smallestFlavor() else { throw UpgradeFailure("there is no flavor") }
        let name = "\(temporaryPrefix)-server"
        let server = try await workshop.make(.server, named: name) { name throws(CloudError) in
            try await session.compute.at(nil).createServer(
                ServerDescription(name: name, imageID: image, flavorID: flavor, networkIDs: [id(.network)])
            ).id
        }
        try await workshop.awaitServer(server)
        try await remove(named: name)
    }

    /// Removes one thing at once, where that is part of the check.
    private func remove(named name: String) async throws {
        let reports = await workshop.remove { $0.name == name }
        for case .failed(let reason) in reports.map(\.end) { throw UpgradeFailure("it cannot be removed: \(reason)") }
    }

    // MARK: - Networks

    private func makePort(on network: String) async throws {
        let name = "\(temporaryPrefix)-port"
        let port = try await workshop.make(.port, named: name) { name throws(CloudError) in
            try await session.network.createPort(["name": .string(name), "network_id": .string(network)]).id
        }
        let addresses = try await session.network.port(port)["fixed_ips"].array ?? []
        guard !addresses.isEmpty else { throw UpgradeFailure("port \(port) got no address") }
        try await remove(named: name)
    }
}
