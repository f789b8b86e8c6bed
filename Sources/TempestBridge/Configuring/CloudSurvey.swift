import Conformance
public import OpenStack

/// What a cloud answers to the questions that a tempest.conf asks; nothing in the cloud is changed for it.
public struct CloudSurvey: Sendable {
    /// What identity says of who asks.
    public let token: Token
    /// The versions of each service.
    var versions: [ServiceType: [APIVersion]] = [:]
    /// Whether identity has trusts, and rules of access for application credentials.
    var hasTrusts = false
    var hasAccessRules = false
    /// Names of the roles there are; `nil` for users who may not see them.
    var roles: [String]?
    var images: [JSON] = []
    /// The formats that the image service's schema allows.
    var diskFormats: [String] = []
    var containerFormats: [String] = []
    var importMethods: [String] = []
    var flavors: [JSON] = []
    /// Kinds of the hypervisors, and how many compute services are up; `nil` for users who may not see them.
    var hypervisors: [String]?
    var computeNodes: Int?
    var networks: [JSON] = []
    var subnets: [JSON] = []
    var networkExtensions: [String]?
    var volumeTypes: [JSON] = []
    /// What the back ends of block storage say they can; `nil` for users who may not see them.
    var volumePools: [JSON]?
    var hasBackupService: Bool?
    /// What object storage can do; `nil` when it does not tell.
    var objectStorage: [String: JSON]?

    var catalog: ServiceCatalog { token.catalog }

    /// Whether who asks may make projects and users.
    public internal(set) var isAdministrator = false

    /// Asks a cloud everything, all services at the same time.
    ///
    /// - Throws: ``CloudError`` when nobody can log in; what a service does not answer is not known, and no error.
    public init(_ session: CloudSession) async throws(CloudError) {
        token = try await session.token()
        let catalog = token.catalog
        let seesAll = token.roles.contains { $0.lowercased() == "admin" }
        let questions = Questions(session: session)
        async let versions = questions.versions(in: catalog)
        async let identity = questions.identity(of: token.userID ?? "", seesAll: seesAll)
        async let image = catalog.has(.image) ? questions.image() : Questions.ImageAnswers()
        async let compute = catalog.has(.compute) ? questions.compute(seesAll: seesAll) : Questions.ComputeAnswers()
        async let network = catalog.has(.network) ? questions.network() : Questions.NetworkAnswers()
        async let volume =
            catalog.has(.blockStorage) ? questions.blockStorage(seesAll: seesAll) : Questions.BlockStorageAnswers()
        async let storage = catalog.has(.objectStore) ? questions.objectStorage() : nil
        self.versions = await versions
        (hasTrusts, hasAccessRules, roles) = await (identity.hasTrusts, identity.hasAccessRules, identity.roles)
        isAdministrator = seesAll && roles != nil
        (images, diskFormats) = await (image.images, image.diskFormats)
        (containerFormats, importMethods) = await (image.containerFormats, image.importMethods)
        (flavors, hypervisors, computeNodes) = await (compute.flavors, compute.hypervisors, compute.nodes)
        (networks, subnets, networkExtensions) = await (network.networks, network.subnets, network.extensions)
        (volumeTypes, volumePools) = await (volume.types, volume.pools)
        hasBackupService = await volume.hasBackupService
        objectStorage = await storage
    }
}

/// Asks services; what cannot be had is `nil` or empty.
private struct Questions: Sendable {
    let session: CloudSession

    struct IdentityAnswers {
        var hasTrusts = false
        var hasAccessRules = false
        var roles: [String]?
    }

    struct ImageAnswers {
        var images: [JSON] = []
        var diskFormats: [String] = []
        var containerFormats: [String] = []
        var importMethods: [String] = []
    }

    struct ComputeAnswers {
        var flavors: [JSON] = []
        var hypervisors: [String]?
        var nodes: Int?
    }

    struct NetworkAnswers {
        var networks: [JSON] = []
        var subnets: [JSON] = []
        var extensions: [String]?
    }

    struct BlockStorageAnswers {
        var types: [JSON] = []
        var pools: [JSON]?
        var hasBackupService: Bool?
    }

    func versions(in catalog: ServiceCatalog) async -> [ServiceType: [APIVersion]] {
        var versions: [ServiceType: [APIVersion]] = [:]
        for type in [ServiceType.identity, .compute, .blockStorage, .placement, .image] where catalog.has(type) {
            versions[type] = try? await session.service(type).versions()
        }
        return versions
    }

    func identity(of user: String, seesAll: Bool) async -> IdentityAnswers {
        var answers = IdentityAnswers()
        // Refusing is an answer, too: what is not there is not found.
        answers.hasTrusts = await status(.identity, ["OS-TRUST", "trusts"], [("trustor_user_id", user)], "v3") != 404
        answers.hasAccessRules = await status(.identity, ["users", user, "access_rules"], [], "v3") == 200
        if seesAll {
            answers.roles = await list(.identity, ["roles"], "roles", version: "v3")?.compactMap { $0["name"].string }
        }
        return answers
    }

    func image() async -> ImageAnswers {
        var answers = ImageAnswers()
        answers.images = await list(.image, ["images"], "images", [("limit", "100")], version: "v2") ?? []
        let schema = await get(.image, ["schemas", "image"], version: "v2")["properties"]
        func formats(_ name: String) -> [String] { schema[name]["enum"].array?.compactMap(\.string) ?? [] }
        answers.diskFormats = formats("disk_format")
        answers.containerFormats = formats("container_format")
        let methods = await get(.image, ["info", "import"], version: "v2")["import-methods"]["value"]
        answers.importMethods = methods.array?.compactMap(\.string) ?? []
        return answers
    }

    func compute(seesAll: Bool) async -> ComputeAnswers {
        var answers = ComputeAnswers()
        answers.flavors = await list(.compute, ["flavors", "detail"], "flavors") ?? []
        guard seesAll else { return answers }
        answers.hypervisors = await list(.compute, ["os-hypervisors", "detail"], "hypervisors")?
            .compactMap { $0["hypervisor_type"].string }
        answers.nodes = await list(.compute, ["os-services"], "services", [("binary", "nova-compute")])?
            .count { $0["state"].string == "up" && $0["status"].string == "enabled" }
        return answers
    }

    func network() async -> NetworkAnswers {
        var answers = NetworkAnswers()
        answers.networks = await list(.network, ["networks"], "networks", version: "v2.0") ?? []
        answers.subnets = await list(.network, ["subnets"], "subnets", version: "v2.0") ?? []
        answers.extensions = await list(.network, ["extensions"], "extensions", version: "v2.0")?
            .compactMap { $0["alias"].string }.sorted()
        return answers
    }

    func blockStorage(seesAll: Bool) async -> BlockStorageAnswers {
        var answers = BlockStorageAnswers()
        answers.types = await list(.blockStorage, ["types"], "volume_types") ?? []
        guard seesAll else { return answers }
        answers.pools = await list(.blockStorage, ["scheduler-stats", "get_pools"], "pools", [("detail", "true")])
        answers.hasBackupService = await list(.blockStorage, ["os-services"], "services")?
            .contains { $0["binary"].string == "cinder-backup" && $0["state"].string == "up" }
        return answers
    }

    func objectStorage() async -> [String: JSON]? { try? await session.objectStorage.capabilities().object }

    // MARK: - Asking

    private func send(
        _ type: ServiceType,
        _ path: [String],
        _ query: [(String, String)],
        _ version: String?
    ) async -> APIResponse? {
        guard let base = try? await session.service(type, version: version).baseURL() else { return nil }
        var request = APIRequest(.get, EndpointURL.joining(base, path, query: query))
        request.headers["Accept"] = "application/json"
        return try? await session.send(request)
    }

    private func status(
        _ type: ServiceType,
        _ path: [String],
        _ query: [(String, String)],
        _ version: String?
    ) async -> Int? {
        await send(type, path, query, version)?.status
    }

    private func get(_ type: ServiceType, _ path: [String], version: String? = nil) async -> JSON {
        guard let response = await send(type, path, [], version), response.status == 200 else { return .null }
        return (try? JSON(parsing: response.body)) ?? .null
    }

    private func list(
        _ type: ServiceType,
        _ path: [String],
        _ member: String,
        _ query: [(String, String)] = [],
        version: String? = nil
    ) async -> [JSON]? {
        guard let response = await send(type, path, query, version), response.status == 200 else { return nil }
        return (try? JSON(parsing: response.body))?[member].array
    }
}
