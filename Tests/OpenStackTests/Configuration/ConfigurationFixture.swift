@testable import OpenStack

/// Files and variables of a test, read as the program reads its own.
struct ConfigurationFixture {
    static let home = "/home/fits"
    static let directory = "/desk"

    /// A complete entry with a password, in YAML's flow style.
    static let login = """
        auth: {auth_url: "https://id.example/v3", username: u, password: p, project_name: n, \
        user_domain_name: Default, project_domain_name: Default}
        """

    /// Texts by path; one without `/` is in the working directory.
    var files: [String: String] = [:]
    var environment: [String: String] = [:]
    /// Paths that exist and cannot be read.
    var unreadable: Set<String> = []

    func load() throws(ConfigurationError) -> ConfiguredClouds {
        let texts = Dictionary(
            uniqueKeysWithValues: files.map {
                ($0.key.hasPrefix("/") ? $0.key : "\(Self.directory)/\($0.key)", $0.value)
            }
        )
        let unreadable = unreadable
        let files = ConfigurationFiles { path in
            if unreadable.contains(path) { return .unreadable("permission denied") }
            return texts[path].map { .bytes(Array($0.utf8)) } ?? .missing
        }
        return try ConfiguredClouds.load(
            environment: environment,
            workingDirectory: Self.directory,
            homeDirectory: Self.home,
            files: files
        )
    }

    /// The error that loading gives, or choosing a cloud after it.
    func failure(cloud: String? = nil, region: String? = nil, overrides: [String: String] = [:]) -> ConfigurationError?
    {
        do throws(ConfigurationError) {
            _ = try load().cloud(named: cloud, region: region, overrides: overrides)
            return nil
        } catch {
            return error
        }
    }

    /// The one cloud that a clouds.yaml describes, given by what stands under its name.
    static func cloud(
        _ entry: String,
        region: String? = nil,
        overrides: [String: String] = [:]
    ) throws(ConfigurationError) -> ResolvedCloud {
        try ConfigurationFixture(files: ["clouds.yaml": "clouds: {a: {\(entry)}}"]).load()
            .resolve(region: region, overrides: overrides)
    }

    /// The error of such an entry.
    static func failure(_ entry: String) -> ConfigurationError? {
        ConfigurationFixture(files: ["clouds.yaml": "clouds: {a: {\(entry)}}"]).failure()
    }
}
