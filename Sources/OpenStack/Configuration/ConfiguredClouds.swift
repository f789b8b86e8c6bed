/// What clouds.yaml, secure.yaml, clouds-public.yaml and the `OS_*` variables say together.
///
/// openstacksdk configuration guide: “Configuring OpenStack SDK Applications”. Files and precedence are those of
/// `openstack.config`; where this differs, the documentation of the member says so.
///
/// ### Loading
/// - ``load(environment:workingDirectory:homeDirectory:files:)``
/// ### Choosing a cloud
/// - ``cloudNames``
/// - ``summaries()``
/// - ``cloud(named:region:overrides:)``
/// - ``resolve(named:region:overrides:)``
/// ### What was found
/// - ``file``
/// - ``secureFile``
/// - ``profileFile``
/// - ``diagnostics``
public struct ConfiguredClouds: Sendable {
    /// The clouds.yaml that was read; `nil` when there is none.
    public let file: String?
    /// The secure.yaml that was read; `nil` when there is none.
    public let secureFile: String?
    /// The clouds-public.yaml that was read; `nil` when there is none.
    public let profileFile: String?
    /// What was noticed while reading, in the order of reading.
    public let diagnostics: [ConfigurationDiagnostic]
    /// Every cloud that can be asked for, in file order, the environment's last.
    public var cloudNames: [String] { entries.keys }

    /// The clouds by name, secure settings and the environment's cloud included.
    let entries: SettingsMap
    /// The vendor profiles of clouds-public.yaml by name.
    let profiles: SettingsMap
    let environment: CloudEnvironment
    let searchPath: ConfigurationSearchPath
    /// Why files were skipped; the cloud that is not found may be in one of them.
    let skipped: [ConfigurationDiagnostic]
    let homeDirectory: String?
    let workingDirectory: String

    /// Reads the files and variables.
    ///
    /// Of each kind of file the first that can be read is taken; others on the way are skipped with a warning. A file
    /// named by `OS_CLIENT_CONFIG_FILE` or `OS_CLIENT_SECURE_FILE` is an order: if it cannot be used, that is an error
    /// (openstacksdk goes on without it).
    ///
    /// - Parameters:
    ///   - environment: the variables; only `OS_*`, `XDG_CONFIG_HOME`, `XDG_CONFIG_DIRS`, `SNAP_REAL_HOME` and `HOME` count.
    ///   - workingDirectory: where relative paths start, and the first directory that is searched; absolute.
    ///   - homeDirectory: what `~` stands for; `nil` takes it from `HOME`.
    ///   - files: where the text of files comes from.
    /// - Returns: what they say; an empty result, when there are no files and variables, is no error.
    /// - Throws: when a file named explicitly cannot be used, a document is no map, or two clouds have one name.
    public static func load(
        environment: [String: String],
        workingDirectory: String,
        homeDirectory: String? = nil,
        files: ConfigurationFiles = .system
    ) throws(ConfigurationError) -> ConfiguredClouds {
        let searchPath = ConfigurationSearchPath(
            environment: environment,
            workingDirectory: workingDirectory,
            homeDirectory: homeDirectory
        )
        var loader = SourceLoader(searchPath: searchPath, workingDirectory: workingDirectory, files: files)
        let variables = CloudEnvironment(environment)
        let clouds = try loader.document("clouds", named: variables.configurationFile)
        let secure = try loader.document("secure", named: variables.secureFile)
        let profiles = try loader.document("clouds-public", named: nil)

        let merged = loader.map(of: clouds).merging(loader.map(of: secure))
        var entries = loader.section("clouds", of: merged)
        if let present = entries[variables.cloudName] {
            throw ConfigurationError(
                .nameClash,
                "a cloud is called \"\(variables.cloudName)\", as the cloud that OS_* variables describe",
                at: present.origin,
                advice: "rename it, or set OS_CLOUD_NAME to another name"
            )
        }
        if let entry = variables.entry {
            entries[variables.cloudName] = SettingValue(.map(entry), at: .environment())
        }
        return ConfiguredClouds(
            file: clouds?.path,
            secureFile: secure?.path,
            profileFile: profiles?.path,
            diagnostics: loader.diagnostics,
            entries: entries,
            profiles: loader.section("public-clouds", of: loader.map(of: profiles)),
            environment: variables,
            searchPath: searchPath,
            skipped: loader.skipped,
            homeDirectory: homeDirectory ?? environment["HOME"],
            workingDirectory: workingDirectory
        )
    }
}
