public import OpenStack

/// Something that happens to a deployment.
///
/// A line of its journal is one of these; cases and labels are the format.
public enum DeploymentEvent: Sendable, Hashable, Codable {
    /// Something begins to be done with the whole.
    case actionStarted(DeploymentDescription, action: DeploymentAction)
    /// A resource is going to be made; this is written before the request goes out.
    case resourcePlanned(ResourceKey, plan: ResourcePlan)
    /// The service has begun to make it.
    case resourceCreated(ResourceKey, id: String, data: [String: JSON])
    /// It is as it should be.
    case resourceCompleted(ResourceKey, seconds: Double)
    /// Some of its properties are going to be changed in place; until that is done their values are not known.
    case resourceChanging(ResourceKey, properties: [String])
    /// It was changed in place.
    case resourceUpdated(ResourceKey, plan: ResourcePlan, seconds: Double)
    /// It is not, and will not be.
    case resourceFailed(ResourceKey, reason: String)
    /// It is what counts at its path again, in place of the one that had replaced it.
    case resourceRestored(ResourceKey)
    /// It is gone.
    case resourceRemoved(ResourceKey)
    /// It is left alone, as its template wants.
    case resourceReleased(ResourceKey)
    /// What was begun is over.
    case actionEnded(action: DeploymentAction, failure: String?)
}

/// What is done with a deployment as a whole.
public enum DeploymentAction: String, Sendable, Hashable, Codable {
    case create, update, delete, rollback
}

/// What a deployment is.
public struct DeploymentDescription: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// The entry of clouds.yaml.
    public var cloud: String
    /// The bundle or template.
    public var source: String
    /// `direct` or `heat`.
    public var engine: String

    /// A description of a deployment.
    public init(name: String, cloud: String, source: String, engine: String) {
        self.name = name
        self.cloud = cloud
        self.source = source
        self.engine = engine
    }
}

/// What a resource is to be, as far as it must be known later.
public struct ResourcePlan: Sendable, Hashable, Codable {
    /// Its type.
    public var type: String
    /// The name that nothing else in the cloud has, unless the template gives one.
    public var name: String
    /// The resources beside it that it needs.
    public var requires: [ResourcePath]
    /// A digest of each property: enough to see which ones change.
    public var properties: [String: String]
    /// Whether it stays when the deployment is deleted.
    public var isRetained: Bool
    /// Whether it is a stack of its own, and no resource of a service.
    public var isNested: Bool
}
