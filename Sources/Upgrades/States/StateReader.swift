import Conformance
import OpenStack

/// Asks services for everything they say of a resource.
///
/// Compute and block storage are asked in the microversion that was the newest when the state was recorded: what a
/// client could see then it can see now, and whatever differs is a difference of the resource, not of the question.
struct StateReader: Sendable {
    private let session: CloudSession
    private let versions: ServiceVersions

    init(_ session: CloudSession, versions: ServiceVersions) {
        self.session = session
        self.versions = versions
    }

    /// The state of a resource, without anything secret.
    ///
    /// - Throws: ``CloudError``; with the status 404 when there is no such resource.
    func state(_ kind: RecordedKind, _ id: String) async throws(CloudError) -> JSON {
        Redactor().redacted(try await document(kind, id))
    }

    private func document(_ kind: RecordedKind, _ id: String) async throws(CloudError) -> JSON {
        switch kind {
        case .keyPair: try await show(.compute, ["os-keypairs", id])["keypair"]
        case .server: try await show(.compute, ["servers", id])["server"]
        case .attachments: try await show(.compute, ["servers", id, "os-volume_attachments"])
        case .volume: try await show(.blockStorage, ["volumes", id])["volume"]
        case .volumeSnapshot: try await show(.blockStorage, ["snapshots", id])["snapshot"]
        case .network: try await session.network.network(id)
        case .subnet: try await session.network.subnet(id)
        case .port: try await session.network.port(id)
        case .securityGroup: try await session.network.securityGroup(id)
        case .floatingAddress: try await session.network.floatingIP(id)
        case .router: try await router(id)
        case .serverImage: try await session.image.image(id).attributes
        case .image: try await image(id)
        case .container: try await container(id)
        case .object: try await object(id)
        case .stack: try await stack(id)
        case .applicationCredential:
            try await session.identity.applicationCredential(id, ofUser: session.token().userID ?? "").attributes
        }
    }

    private func show(_ service: ServiceType, _ path: [String]) async throws(CloudError) -> JSON {
        var client = session.service(service)
        client.microversion = versions.microversion(service)
        return try await client.call(.get, path: path, expecting: [200]).json()
    }

    // MARK: - Things with parts

    private func router(_ id: String) async throws(CloudError) -> JSON {
        let router = try await session.network.router(id)
        let ports = try await session.network.ports([("device_id", id)])
        let interfaces = ports.filter { $0["device_owner"].string?.hasPrefix("network:router_interface") == true }
        return ["router": router, "interfaces": .array(interfaces)]
    }

    private func image(_ id: String) async throws(CloudError) -> JSON {
        let image = try await session.image.image(id).attributes
        return ["image": image, "data": Self.summary(of: try await session.image.data(of: id).body)]
    }

    private static func summary(of data: [UInt8]) -> JSON {
        ["bytes": .integer(data.count), "sha256": .string(Digest.sha256(data))]
    }

    private func container(_ name: String) async throws(CloudError) -> JSON {
        let fields = Self.fields(of: try await session.objectStorage.container(name), metadata: "x-container-meta-")
        let objects = try await session.objectStorage.service.call(
            .get,
            path: [name],
            query: [("format", "json")],
            expecting: [200, 204]
        )
        return [
            "fields": .object(fields.own), "metadata": .object(fields.metadata),
            "objects": objects.body.isEmpty ? [] : try objects.json(),
        ]
    }

    private func object(_ id: String) async throws(CloudError) -> JSON {
        let parts = id.split(separator: "/", maxSplits: 1).map(String.init)
        let answer = try await session.objectStorage.object(parts.last ?? "", in: parts.first ?? "")
        let fields = Self.fields(of: answer, metadata: "x-object-meta-")
        return [
            "fields": .object(fields.own), "metadata": .object(fields.metadata),
            "data": Self.summary(of: answer.body),
        ]
    }

    /// The header fields that speak of a container or object, those of its owner apart.
    ///
    /// The others speak of the response: when it was sent, by whom, under which number.
    private static func fields(
        of answer: Answer,
        metadata prefix: String
    ) -> (own: [String: JSON], metadata: [String: JSON]) {
        let about = ["x-container-", "x-object-", "x-storage-", "x-delete-", "x-static-", "x-versions-"]
        let single = ["content-type", "content-encoding", "etag", "last-modified", "x-timestamp"]
        var own: [String: JSON] = [:]
        var metadata: [String: JSON] = [:]
        for field in answer.headers.fields {
            let name = field.name.lowercased()
            if name.hasPrefix(prefix) {
                metadata[name] = .string(field.value)
            } else if single.contains(name) || about.contains(where: { name.hasPrefix($0) }) {
                own[name] = .string(field.value)
            }
        }
        return (own, metadata)
    }

    private func stack(_ id: String) async throws(CloudError) -> JSON {
        let path = ["stacks"] + id.split(separator: "/").map(String.init)
        let stack = try await show(.orchestration, path)["stack"]
        let resources = try await show(.orchestration, path + ["resources"])["resources"]
        let template = try await show(.orchestration, path + ["template"])
        return ["stack": stack, "resources": resources, "template": template]
    }
}
