import Conformance
import OpenStack

/// Where the services of a cloud are, as the catalogs among a run's exchanges tell.
struct KnownEndpoints {
    /// By the URL before the version: the types of the services there.
    private var services: [String: Set<String>] = [:]
    /// What endpoints have after the version: projects and accounts.
    private(set) var owners: Set<Substring> = []
    /// Whether the object store's endpoint leaves the account out, as Ceph's does unless it is told otherwise.
    private(set) var leavesAccountOut = false

    init(_ exchanges: some Sequence<StoredExchange>) {
        for exchange in exchanges where exchange.method == "POST" && exchange.url.hasSuffix("/auth/tokens") {
            guard let body = exchange.response?.body, !body.isCut, let json = try? JSON(parsing: body.content.utf8)
            else { continue }
            for service in ServiceCatalog(json["token"]["catalog"]).services {
                for endpoint in service.endpoints { take(endpoint.url, of: ServiceType.named(service.type).name) }
            }
        }
    }

    private mutating func take(_ url: String, of service: String) {
        let root = EndpointURL.root(url)
        services[root, default: []].insert(service)
        let owner = url.dropFirst(root.count).split(separator: "/").dropFirst()
        if let owner = owner.first { owners.insert(owner) }
        if service == ServiceType.objectStore.name { leavesAccountOut = owner.isEmpty }
    }

    /// The service at a URL, and how long its endpoint is; `nil` where no service is, or several are.
    func service(at url: Substring) -> (name: String, length: Int)? {
        var root = url
        while true {
            if let services = services[String(root)] {
                return services.count == 1 ? services.first.map { ($0, root.count) } : nil
            }
            guard let slash = root.lastIndex(of: "/"), !root[..<slash].hasSuffix("/") else { return nil }
            root = root[..<slash]
        }
    }
}
