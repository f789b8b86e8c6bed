/// What a deployment is made of, so that it can be changed and removed later.
public struct DeploymentSettings: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// The entry of clouds.yaml.
    public var cloud: String
    /// The region of the cloud.
    public var region: String?
    /// `direct` or `heat`.
    public var engine: String
    /// The path of the bundle or template.
    public var source: String
    /// The paths of environments besides the bundle's.
    public var environments: [String]
    /// Values for parameters besides the bundle's.
    public var parameters: [String: String]

    /// What a deployment is made of.
    public init(
        name: String,
        cloud: String,
        region: String?,
        engine: String,
        source: String,
        environments: [String],
        parameters: [String: String]
    ) {
        self.name = name
        self.cloud = cloud
        self.region = region
        self.engine = engine
        self.source = source
        self.environments = environments
        self.parameters = parameters
    }
}
