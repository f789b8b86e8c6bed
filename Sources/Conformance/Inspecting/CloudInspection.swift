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
        /// What else the service tells of how it is set up, as `swift.max_file_size`.
        public var settings: [String: String] = [:]
        /// What could not be asked, and why.
        public var problems: [String] = []
        /// Whether the service said which extensions it has.
        var tellsExtensions = false
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

    /// How much is asked.
    public enum Detail: Sendable, Hashable {
        /// What somebody wants to know of a cloud before using it: with flavors, images and networks.
        case overview
        /// What can differ between clouds: of some services everything they tell of themselves, of others the versions.
        case traits(of: Set<ServiceType>)
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

    /// Asks a cloud, several services at the same time.
    ///
    /// A service that does not answer is a problem of that service, not of the inspection.
    ///
    /// - Parameters:
    ///   - session: in whose name.
    ///   - detail: how much is asked.
    ///   - width: how many services are asked at the same time at most.
    /// - Throws: ``CloudError`` when nobody can log in.
    public init(_ session: CloudSession, detail: Detail = .overview, width: Int = 16) async throws(CloudError) {
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
        let parts = await concurrentMap(services, width: width) { service in
            await Part(of: service, session: session, detail: detail)
        }
        services = parts.map(\.service)
        flavors = parts.flatMap(\.flavors)
        images = parts.flatMap(\.images)
        networks = parts.flatMap(\.networks)
    }
}

/// What one service has to say.
private struct Part: Sendable {
    var service: CloudInspection.Service
    var flavors: [CloudInspection.Resource] = []
    var images: [CloudInspection.Resource] = []
    var networks: [CloudInspection.Resource] = []

    init(of service: CloudInspection.Service, session: CloudSession, detail: CloudInspection.Detail) async {
        self.service = service
        let type = ServiceType.named(service.type)
        let client = session.service(type)
        // Swift has no version document.
        if type != .objectStore {
            await ask("versions") { part throws(CloudError) in part.service.versions = try await client.versions() }
        }
        switch detail {
        case .overview: await askOverview(type, session)
        case .traits(let types): if types.contains(type) { await askTraits(type, session) }
        }
    }

    private mutating func askOverview(_ type: ServiceType, _ session: CloudSession) async {
        switch type {
        case .compute:
            await askFlavors(session)
            await askLimits(type, session)
        case .network:
            await askExtensions(session.network.service)
            await askNetworks(session)
            await askQuotas(session)
        case .blockStorage: await askLimits(type, session)
        case .image: await askImages(session)
        case .objectStore: await askObjectStore(session)
        default: break
        }
    }

    private mutating func askTraits(_ type: ServiceType, _ session: CloudSession) async {
        switch type {
        case .compute, .blockStorage:
            await askExtensions(session.service(type))
            await askLimits(type, session)
        case .network:
            await askExtensions(session.network.service)
            await askQuotas(session)
        case .image: await askImport(session)
        case .objectStore: await askObjectStore(session)
        case .orchestration: await askResourceTypes(session)
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

    private mutating func askFlavors(_ session: CloudSession) async {
        await ask("flavors") { part throws(CloudError) in
            let answer = try await session.service(.compute).call(.get, "flavors", "detail", expecting: 200)
            part.flavors = (try answer.member("flavors").array ?? []).map { flavor in
                CloudInspection.Resource(flavor) {
                    "\($0["vcpus"].integer ?? 0) vCPU, \($0["ram"].integer ?? 0) MiB, \($0["disk"].integer ?? 0) GiB"
                }
            }
        }
    }

    private mutating func askLimits(_ type: ServiceType, _ session: CloudSession) async {
        await ask("limits") { part throws(CloudError) in
            part.service.limits = Self.numbers(
                try await session.service(type).call(.get, "limits", expecting: 200).member("limits")["absolute"]
            )
        }
    }

    /// `/info` at the root of the host says what Swift can do, and needs no token.
    private mutating func askObjectStore(_ session: CloudSession) async {
        await ask("info") { part throws(CloudError) in
            let info = try await session.objectStorage.capabilities()
            part.service.extensions = info.object?.keys.sorted() ?? []
            part.service.tellsExtensions = true
            part.service.settings = Self.texts(info, prefix: "")
        }
    }

    private mutating func askExtensions(_ client: ServiceClient) async {
        await ask("extensions") { part throws(CloudError) in
            let extensions = try await client.call(.get, "extensions", expecting: 200).member("extensions").array ?? []
            part.service.extensions = extensions.compactMap { $0["alias"].string }.sorted()
            part.service.tellsExtensions = true
        }
    }

    private mutating func askNetworks(_ session: CloudSession) async {
        await ask("networks") { part throws(CloudError) in
            let answer = try await session.network.service.call(.get, "networks", expecting: 200)
            part.networks = (try answer.member("networks").array ?? []).map { network in
                CloudInspection.Resource(network) {
                    let kinds = [("router:external", "external"), ("shared", "shared")]
                    return kinds.filter { kind in network[kind.0].bool == true }.map(\.1).joined(separator: ", ")
                        + ($0["subnets"].array?.isEmpty == true ? " without subnets" : "")
                }
            }
        }
    }

    private mutating func askQuotas(_ session: CloudSession) async {
        guard let project = try? await session.token().projectID else { return }
        await ask("quotas") { part throws(CloudError) in
            part.service.limits = Self.numbers(
                try await session.network.service.call(.get, "quotas", project, expecting: 200).member("quota")
            )
        }
    }

    private mutating func askImages(_ session: CloudSession) async {
        await ask("images") { part throws(CloudError) in
            part.images = try await session.image.imagesPage().resources.map { image in
                CloudInspection.Resource(image.attributes) { _ in
                    [image.status, image.visibility, image.diskFormat, image.size.map { "\($0) bytes" }]
                        .compactMap(\.self).joined(separator: ", ")
                }
            }
        }
    }

    /// The ways in which images may be imported.
    private mutating func askImport(_ session: CloudSession) async {
        await ask("import methods") { part throws(CloudError) in
            let info = try await session.image.service.call(.get, "info", "import", expecting: 200).json()
            part.service.settings = Self.texts(info["import-methods"]["value"], prefix: "import-methods")
        }
    }

    /// What templates can be made of.
    private mutating func askResourceTypes(_ session: CloudSession) async {
        await ask("resource types") { part throws(CloudError) in
            let answer = try await session.service(.orchestration).call(.get, "resource_types", expecting: 200)
            let types = try answer.member("resource_types").array ?? []
            part.service.extensions = types.compactMap { $0.string ?? $0["resource_type"].string }.sorted()
            part.service.tellsExtensions = true
        }
    }

    /// Every value with the path to it as its name; lists of simple values are one.
    private static func texts(_ json: JSON, prefix: String) -> [String: String] {
        switch json {
        case .object(let members):
            return members.reduce(into: [:]) { texts, member in
                let name = prefix.isEmpty ? member.key : "\(prefix).\(member.key)"
                texts.merge(self.texts(member.value, prefix: name)) { $1 }
            }
        case .array(let elements):
            let values = elements.map { $0.string ?? $0.description }.sorted()
            return [prefix: values.joined(separator: ", ")]
        default: return [prefix: json.string ?? json.description]
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
