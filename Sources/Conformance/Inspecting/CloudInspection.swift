public import OpenStack

/// What a cloud is: its services, and what a user has there.
public struct CloudInspection: Sendable {
    /// One service of the catalog.
    public struct Service: Sendable {
        /// The type, as the catalog has it.
        public let type: String
        /// The name, as the catalog has it.
        public let name: String?
        /// The endpoint that is used.
        public let url: String
        /// What the version document offers.
        public var versions: [APIVersion] = []
        /// Aliases of the extensions, in alphabetical order; for services that have such.
        public var extensions: [String] = []
        /// Limits or quotas by name; -1 is without limit.
        public var limits: [String: Int] = [:]
        /// What could not be asked, and why.
        public var problems: [String] = []
    }

    /// A resource that tests may want to use.
    public struct Resource: Sendable {
        /// The id.
        public let id: String
        /// The name.
        public let name: String
        /// What it is like, in a few words.
        public let details: String
    }

    /// Who was asked.
    public let token: Token
    /// The services with an endpoint for the configuration, in alphabetical order.
    public internal(set) var services: [Service]
    /// The flavors the user sees.
    public internal(set) var flavors: [Resource] = []
    /// The images the user sees; the first page.
    public internal(set) var images: [Resource] = []
    /// The networks the user sees.
    public internal(set) var networks: [Resource] = []

    /// Asks a cloud everything, all services at the same time.
    ///
    /// A service that does not answer is a problem of that service, not of the inspection.
    ///
    /// - Throws: ``CloudError`` when nobody can log in.
    public init(_ session: CloudSession) async throws(CloudError) {
        token = try await session.token()
        let catalog = token.catalog
        services = []
        for entry in catalog.services {
            let type = ServiceType.named(entry.type)
            // An alias beside the present name is the same service once more.
            guard entry.type == type.name || !catalog.services.contains(where: { $0.type == type.name }) else {
                continue
            }
            guard let url = try? catalog.url(of: type, for: session.configuration) else { continue }
            services.append(Service(type: entry.type, name: entry.name, url: url))
        }
        services.sort { $0.type < $1.type }
        let parts = await withTaskGroup(of: (Int, Part).self) { group in
            for (index, service) in services.enumerated() {
                group.addTask(name: "inspect \(service.type)") {
                    (index, await Part(of: service, session: session))
                }
            }
            return await group.reduce(into: [Int: Part]()) { $0[$1.0] = $1.1 }
        }
        for index in services.indices {
            guard let part = parts[index] else { continue }
            services[index] = part.service
            flavors += part.flavors
            images += part.images
            networks += part.networks
        }
    }
}

/// What one service has to say.
private struct Part: Sendable {
    var service: CloudInspection.Service
    var flavors: [CloudInspection.Resource] = []
    var images: [CloudInspection.Resource] = []
    var networks: [CloudInspection.Resource] = []

    init(of service: CloudInspection.Service, session: CloudSession) async {
        self.service = service
        let type = ServiceType.named(service.type)
        let client = session.service(type)
        if type == .objectStore {
            await askObjectStore(session, url: service.url)
        } else {
            await ask("versions") { part throws(CloudError) in part.service.versions = try await client.versions() }
        }
        switch type {
        case .compute: await askCompute(client)
        case .network: await askNetwork(session)
        case .blockStorage: await askBlockStorage(client)
        case .image: await askImage(session)
        default: break
        }
    }

    /// Asks one thing; what cannot be had is a problem with a name.
    private mutating func ask(
        _ what: String,
        _ body: (inout Part) async throws(CloudError) -> Void
    ) async {
        do throws(CloudError) {
            try await body(&self)
        } catch {
            service.problems.append("\(what): \(error)")
        }
    }

    private mutating func askCompute(_ client: ServiceClient) async {
        await ask("flavors") { part throws(CloudError) in
            let flavors = try await client.call(.get, "flavors", "detail", expecting: 200).member("flavors").array ?? []
            part.flavors = flavors.map { flavor in
                CloudInspection.Resource(flavor) {
                    "\($0["vcpus"].integer ?? 0) vCPU, \($0["ram"].integer ?? 0) MiB, \($0["disk"].integer ?? 0) GiB"
                }
            }
        }
        await ask("limits") { part throws(CloudError) in
            part.service.limits = Self.numbers(
                try await client.call(.get, "limits", expecting: 200).member("limits")["absolute"]
            )
        }
    }

    private mutating func askBlockStorage(_ client: ServiceClient) async {
        await ask("limits") { part throws(CloudError) in
            part.service.limits = Self.numbers(
                try await client.call(.get, "limits", expecting: 200).member("limits")["absolute"]
            )
        }
    }

    /// Swift has no version document; `/info` at the root of its host says what it can do, and needs no token.
    private mutating func askObjectStore(_ session: CloudSession, url: String) async {
        await ask("info") { part throws(CloudError) in
            let info = EndpointURL.root(url) + "/info"
            let answer = try await session.service(.objectStore).call(.get, url: info, expecting: 200)
            part.service.extensions = try answer.json().object?.keys.sorted() ?? []
        }
    }

    private mutating func askNetwork(_ session: CloudSession) async {
        let client = session.service(.network, version: "v2.0")
        await ask("extensions") { part throws(CloudError) in
            let extensions = try await client.call(.get, "extensions", expecting: 200).member("extensions").array ?? []
            part.service.extensions = extensions.compactMap { $0["alias"].string }.sorted()
        }
        await ask("networks") { part throws(CloudError) in
            let networks = try await client.call(.get, "networks", expecting: 200).member("networks").array ?? []
            part.networks = networks.map { network in
                CloudInspection.Resource(network) {
                    let kinds = [("router:external", "external"), ("shared", "shared")]
                    return kinds.filter { kind in network[kind.0].bool == true }.map(\.1).joined(separator: ", ")
                        + ($0["subnets"].array?.isEmpty == true ? " without subnets" : "")
                }
            }
        }
        guard let project = try? await session.token().projectID else { return }
        await ask("quotas") { part throws(CloudError) in
            part.service.limits = Self.numbers(
                try await client.call(.get, "quotas", project, expecting: 200).member("quota")
            )
        }
    }

    private mutating func askImage(_ session: CloudSession) async {
        await ask("images") { part throws(CloudError) in
            part.images = try await session.image.imagesPage().resources.map { image in
                CloudInspection.Resource(image.attributes) { _ in
                    [image.status, image.visibility, image.diskFormat, image.size.map { "\($0) bytes" }]
                        .compactMap(\.self).joined(separator: ", ")
                }
            }
        }
    }

    private static func numbers(_ json: JSON) -> [String: Int] { (json.object ?? [:]).compactMapValues(\.integer) }
}

extension CloudInspection.Resource {
    fileprivate init(_ attributes: JSON, details: (JSON) -> String) {
        id = attributes["id"].string ?? ""
        name = attributes["name"].string ?? ""
        self.details = details(attributes)
    }
}
