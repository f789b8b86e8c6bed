public import Conformance
import OpenStack

/// Tells which operation each exchange of a run is.
public struct OperationReader: Sendable {
    private let endpoints: KnownEndpoints

    /// A reader for one cloud's exchanges.
    ///
    /// Services are known by the catalogs among them, wherever a cloud has its endpoints; without a catalog by what
    /// paths begin with.
    public init(_ exchanges: some Sequence<StoredExchange>) { endpoints = KnownEndpoints(exchanges) }

    /// What the exchange asked for.
    public func operation(of exchange: StoredExchange) -> APIOperation {
        let url = exchange.url.prefix { $0 != "?" && $0 != "#" }
        let known = endpoints.service(at: url)
        var segments = Self.path(of: url.dropFirst(known?.length ?? 0), isWhole: known == nil)[...]
        var path: [String] = []
        if let index = segments.firstIndex(where: Self.isVersion) {
            // What stands before the version is the deployment's.
            path = [String(segments[index])]
            segments = segments[(index + 1)...]
        } else if known == nil, let index = segments.firstIndex(where: { Self.isUnversioned(String($0)) }) {
            segments = segments[index...]
        }
        let service = known?.name ?? Self.service(version: path.first, segments: segments)
        if service == ServiceType.objectStore.name, !path.isEmpty {
            path += objectStoreTemplate(segments)
        } else {
            if let first = segments.first, !path.isEmpty, service != ServiceType.identity.name, isOwner(first) {
                segments = segments.dropFirst()
            }
            path += PathTemplate.segments(segments)
        }
        return APIOperation(
            service: service,
            method: exchange.method,
            path: "/" + path.joined(separator: "/"),
            action: path.last == "action" ? Self.action(in: exchange.request.body) : nil
        )
    }

    /// Whether a segment is the project or the account that an endpoint has after the version.
    private func isOwner(_ segment: Substring) -> Bool {
        PathTemplate.isIdentifier(segment) || endpoints.owners.contains(segment)
    }

    /// Account, container, and an object, whose name may have slashes.
    private func objectStoreTemplate(_ segments: ArraySlice<Substring>) -> [String] {
        let hasAccount = !endpoints.leavesAccountOut || segments.first.map(Self.isAccount) == true
        return Array(["{account}", "{container}", "{object}"].prefix(segments.count + (hasAccount ? 0 : 1)))
    }

    // MARK: - Parts of a URL

    private static func path(of text: Substring, isWhole: Bool) -> [Substring] {
        guard isWhole, let scheme = text.firstRange(of: "://") else { return text.split(separator: "/") }
        return Array(text[scheme.upperBound...].split(separator: "/", omittingEmptySubsequences: false).dropFirst())
            .filter { !$0.isEmpty }
    }

    private static func isVersion(_ segment: Substring) -> Bool {
        segment.first == "v" && segment.count > 1 && segment.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
    }

    private static func isAccount(_ segment: Substring) -> Bool {
        segment.hasPrefix("AUTH_") || segment.hasPrefix("KEY_")
    }

    /// The one member of a body that says what is to be done: `{"reboot": {…}}`.
    private static func action(in body: StoredBody) -> String? {
        guard !body.isBase64, !body.isCut, let json = try? JSON(parsing: body.content.utf8),
            let members = json.object, members.count == 1, let name = members.keys.first,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) })
        else { return nil }
        return name
    }

    // MARK: - Without a catalog

    /// The service whose paths begin so; `nil` when that says too little.
    private static func service(version: String?, segments: ArraySlice<Substring>) -> String? {
        let words = segments.filter { !PathTemplate.isIdentifier($0) }
        guard let first = words.first.map(String.init) else {
            return version == "v2.1" ? ServiceType.compute.name : nil
        }
        switch version {
        case "v1" where isAccount(segments[segments.startIndex]): return ServiceType.objectStore.name
        case "v2.1": return ServiceType.compute.name
        case "v2.0" where first != "lbaas" && first != "octavia": return ServiceType.network.name
        default: return collections.first { $0.versions.contains(version) && $0.names.contains(first) }?.service.name
        }
    }

    /// Whether a collection is one of a service that has no version in its paths.
    private static func isUnversioned(_ segment: String) -> Bool {
        collections.contains { $0.versions.contains(nil) && $0.names.contains(segment) }
    }

    /// Collections by which services are told apart whose versions are called alike.
    private static let collections: [(service: ServiceType, versions: [String?], names: Set<String>)] = [
        (
            .identity, ["v3"],
            [
                "auth", "credentials", "domains", "ec2tokens", "endpoints", "policies", "projects", "regions",
                "registered_limits", "role_assignments", "role_inferences", "roles", "services", "system", "users",
            ]
        ),
        (
            .blockStorage, ["v2", "v3"],
            [
                "attachments", "backups", "group_snapshots", "group_types", "messages", "os-quota-sets", "os-services",
                "os-volume-transfer", "qos-specs", "scheduler-stats", "snapshots", "types", "volume-transfers",
                "volumes",
            ]
        ),
        (.image, ["v2"], ["cache", "images", "info", "metadefs", "schemas", "stores", "tasks"]),
        (.dns, ["v2"], ["blacklists", "pools", "recordsets", "reverse", "tlds", "tsigkeys", "zones"]),
        (.loadBalancer, ["v2", "v2.0"], ["lbaas", "octavia"]),
        (
            .orchestration, ["v1"],
            ["build_info", "resource_types", "software_configs", "software_deployments", "stacks", "validate"]
        ),
        (
            .placement, [nil],
            [
                "allocation_candidates", "allocations", "reshaper", "resource_classes", "resource_providers", "traits",
                "usages",
            ]
        ),
    ]
}
