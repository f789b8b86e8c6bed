import OpenStack

/// A configuration that is given to openstacksdk and to us.
struct SDKCase: Sendable, CustomStringConvertible {
    /// How the two answers should relate.
    enum Relation: Sendable, Hashable {
        case equal
        case bothFail
        /// Ours is an error where openstacksdk gives a result, on purpose.
        case onlyWeFail(because: String)
        /// Ours is a result where openstacksdk fails, on purpose.
        case onlyTheyFail(because: String)
    }

    /// The configurations that both programs are given.
    static let all: [SDKCase] = sources + logins + settings

    /// `auth` of a user and a project in the default domain, as one line of YAML.
    static let login = """
        auth: {auth_url: "https://id.example/v3", username: u, password: p, project_name: n, \
        user_domain_name: Default, project_domain_name: Default}
        """

    let name: String
    /// Texts by file name: `clouds.yaml`, `secure.yaml`, `clouds-public.yaml`.
    var files: [String: String] = [:]
    var environment: [String: String] = [:]
    var cloud: String?
    var region: String?
    var overrides: [String: String] = [:]
    var relation: Relation = .equal

    var description: String { name }

    var question: JSON {
        [
            "files": .object(files.mapValues { .string($0) }),
            "environment": .object(environment.mapValues { .string($0) }),
            "cloud": JSON(cloud),
            "region": JSON(region),
            "overrides": .object(overrides.mapValues { .string($0) }),
            "services": JSON(OpenStackSDKReference.services),
        ]
    }

    /// Our answer, in the words of the reference's.
    func ownAnswer() throws(ConfigurationError) -> JSON {
        let directory = "/etc/openstack/"
        let clouds = try ConfiguredClouds.load(
            environment: environment,
            workingDirectory: "/desk",
            homeDirectory: OpenStackSDKReference.homeDirectory,
            files: ConfigurationFiles(
                inMemory: Dictionary(uniqueKeysWithValues: files.map { (directory + $0.key, $0.value) })
            )
        )
        let cloud = try clouds.cloud(named: cloud, region: region, overrides: overrides)
        let verify: JSON =
            if cloud.tls.verifiesServer {
                cloud.tls.authorityFile.map(JSON.string) ?? true
            } else {
                false
            }
        let certificate: JSON =
            if let certificate = cloud.tls.certificateFile {
                cloud.tls.keyFile.map { JSON([certificate, $0]) } ?? .string(certificate)
            } else {
                .null
            }
        let timeout = cloud.requestTimeout.map { $0 / .seconds(1) }
        return [
            "name": .string(cloud.name),
            "region": JSON(cloud.region),
            "interface": .string(cloud.interface.rawValue),
            "verify": verify,
            "cert": certificate,
            "timeout": timeout.map(JSON.number) ?? .null,
            "auth_url": JSON(cloud.authURL.isEmpty ? nil : cloud.authURL),
            "login": cloud.authentication == .none
                ? .null : TokenRequest(cloud.authentication, scope: cloud.scope).body,
            "networks": .array(cloud.networks.map(\.answer)),
            "services": .object(
                Dictionary(
                    uniqueKeysWithValues: OpenStackSDKReference.services.map { ($0, cloud.answer(for: $0)) }
                )
            ),
        ]
    }
}

extension NetworkSettings {
    fileprivate var answer: JSON {
        [
            "name": .string(name),
            "routes_externally": .bool(routesExternally),
            "routes_ipv4_externally": .bool(routesIPv4Externally),
            "routes_ipv6_externally": .bool(routesIPv6Externally),
            "nat_source": .bool(isNATSource),
            "nat_destination": .bool(isNATDestination),
            "default_interface": .bool(isDefaultInterface),
        ]
    }
}

extension CloudConfiguration {
    fileprivate func answer(for type: String) -> JSON {
        let settings = services[type.replacing("-", with: "_")] ?? ServiceSettings()
        return [
            "endpoint_override": JSON(authentication == .none ? nil : settings.endpointOverride),
            "interface": .string((settings.interface ?? interface).rawValue),
            "region": JSON(settings.region ?? region),
            "service_type": JSON(settings.serviceType),
            "service_name": JSON(settings.serviceName),
            "microversion": JSON(settings.defaultMicroversion),
            "api_version": JSON(settings.apiVersion),
        ]
    }
}
