import Foundation
import HTTPTypes

/// Kinds of things in the cloud that templates name.
enum CloudThing: String, Sendable {
    case flavor, keypair, server, image, network, subnet, port, router, volume, snapshot, backup, project, user, role,
        domain
    case group, region, service, subnetpool
    case securityGroup = "security_group"
    case qosPolicy = "qos_policy"
    case addressScope = "address_scope"
    case volumeType = "volume type"
}

/// Finds things in the cloud by their names or ids.
struct CloudDirectory: Sendable {
    let parts: CloudParts

    /// The id; throws if there is none, or more than one.
    func find(_ thing: CloudThing, _ nameOrID: String, as caller: Caller) async throws -> String {
        let value = OrchestrationService.pathPart(nameOrID)
        func ask(_ service: String, _ path: String) async -> InternalClient.Answer {
            await parts.others.call(service, .get, path, as: caller)
        }
        /// Looks at `collection/id`, then for the name in what is listed.
        func byName(
            _ service: String,
            _ collection: String,
            _ key: String,
            _ single: String,
            _ query: String,
            _ missing: @autoclosure () -> ResourceFailure
        ) async throws -> String {
            let shown = await ask(service, "\(collection)/\(value)")
            if shown.isSuccess, let id = (shown.body[single] ?? shown.body)["id"]?.pythonText { return id }
            if shown.status == 503 { throw ResourceFailure(shown) }
            let listed = await ask(service, collection + query)
            let ids = (listed.body[key]?.array ?? []).filter { $0["name"]?.string == nameOrID }
                .compactMap { $0["id"]?.pythonText }
            if ids.count > 1 {
                throw ResourceFailure(
                    "PhysicalResourceNameAmbiguity",
                    "Multiple physical resources were found with name (\(nameOrID))."
                )
            }
            guard let id = ids.first else { throw missing() }
            return id
        }
        switch thing {
        case .flavor:
            return try await byName(
                "compute",
                "/v2.1/flavors",
                "flavors",
                "flavor",
                "",
                ResourceFailure("NoUniqueMatch", "No Flavor matching {'name': '\(nameOrID)'}. (HTTP 404)")
            )
        case .server:
            return try await byName(
                "compute",
                "/v2.1/servers",
                "servers",
                "server",
                "?name=\(value)",
                ResourceFailure("EntityNotFound", "The Server (\(nameOrID)) could not be found.")
            )
        case .keypair:
            let shown = await ask("compute", "/v2.1/os-keypairs/\(value)")
            if shown.isSuccess { return nameOrID }
            if shown.status == 503 { throw ResourceFailure(shown) }
            throw ResourceFailure("EntityNotFound", "The Key (\(nameOrID)) could not be found.")
        case .image:
            return try await byName(
                "image",
                "/v2/images",
                "images",
                "",
                "?name=\(value)",
                ResourceFailure("EntityNotFound", "The Image (\(nameOrID)) could not be found.")
            )
        case .volume, .snapshot, .backup, .volumeType:
            let names: [CloudThing: (String, String, String, String)] = [
                .volume: ("volumes", "volumes", "volume", "Volume"),
                .snapshot: ("snapshots", "snapshots", "snapshot", "VolumeSnapshot"),
                .backup: ("backups", "backups", "backup", "Volume backup"),
                .volumeType: ("types", "volume_types", "volume_type", "VolumeType"),
            ]
            let (path, key, single, title) = names[thing] ?? ("volumes", "volumes", "volume", "Volume")
            return try await byName(
                "block-storage",
                "/v3/\(caller.projectID ?? "")/\(path)",
                key,
                single,
                "",
                ResourceFailure("EntityNotFound", "The \(title) (\(nameOrID)) could not be found.")
            )
        case .network, .subnet, .port, .router, .securityGroup, .subnetpool, .qosPolicy, .addressScope:
            let single = thing.rawValue
            let plural = thing == .qosPolicy ? "policies" : single + "s"
            let path = thing == .qosPolicy ? "qos/policies" : plural.replacing("_", with: "-")
            return try await byName(
                "network",
                "/v2.0/\(path)",
                plural,
                thing == .qosPolicy ? "policy" : single,
                "?name=\(value)",
                ResourceFailure("NotFound", "Unable to find \(single) with name or id '\(nameOrID)'")
            )
        case .project, .user, .role, .domain, .group, .service, .region:
            return try await byName(
                "identity",
                "/v3/\(thing.rawValue)s",
                thing.rawValue + "s",
                thing.rawValue,
                thing == .region ? "" : "?name=\(value)",
                ResourceFailure(
                    "EntityNotFound",
                    "The Keystone\(thing.rawValue.prefix(1).uppercased() + thing.rawValue.dropFirst()) (\(nameOrID)) could not be found."
                )
            )
        }
    }

    // MARK: - Constraints

    private static let things: [String: CloudThing] = [
        "nova.flavor": .flavor, "nova.keypair": .keypair, "nova.server": .server, "glance.image": .image,
        "neutron.network": .network, "neutron.subnet": .subnet, "neutron.port": .port, "neutron.router": .router,
        "neutron.security_group": .securityGroup, "neutron.subnetpool": .subnetpool,
        "neutron.qos_policy": .qosPolicy, "neutron.address_scope": .addressScope, "cinder.volume": .volume,
        "cinder.snapshot": .snapshot, "cinder.backup": .backup, "cinder.vtype": .volumeType,
        "keystone.project": .project, "keystone.user": .user, "keystone.role": .role, "keystone.domain": .domain,
        "keystone.group": .group, "keystone.region": .region, "keystone.service": .service,
    ]

    /// What is wrong with a value by the constraint of that name; nil if nothing is.
    func problem(_ name: String, _ value: JSON, as caller: Caller) async -> String? {
        let text = value.pythonText
        if let thing = Self.things[name] {
            guard !text.isEmpty else { return nil }
            do {
                _ = try await find(thing, text, as: caller)
                return nil
            } catch {
                return "Error validating value \(value.pythonLiteral): \(ResourceFailure(error).message)"
            }
        }
        guard let complaint = FormatConstraint.problem(name, text) else { return nil }
        return "Error validating value \(value.pythonLiteral): \(complaint)"
    }
}
