public import OpenStack

/// A deployment as its journal tells it.
public struct DeploymentRecord: Sendable, Hashable {
    /// What it is; `nil` of a journal without a beginning.
    public private(set) var description: DeploymentDescription?
    /// What was done with it last.
    public private(set) var action: DeploymentAction?
    /// What came of that.
    public private(set) var end: End?
    private var entries: [ResourceKey: DeployedResource] = [:]
    /// The latest resource at each path that there ever was one at.
    private var latest: [ResourcePath: ResourceKey] = [:]
    private var generations: [ResourcePath: Int] = [:]
    private var count = 0

    /// How an action ended.
    public enum End: Sendable, Hashable {
        case complete
        case failed(String)
    }

    /// A deployment of which nothing is known.
    public init() {}

    /// The resources that are there or may be there, in the order in which they were planned.
    public var resources: [DeployedResource] { entries.values.sorted { $0.number < $1.number } }

    /// Whether nothing is left of it.
    public var isGone: Bool { entries.isEmpty && action == .delete && end == .complete }

    /// The resource at a path; of several the latest.
    public func resource(at path: ResourcePath) -> DeployedResource? { latest[path].flatMap { entries[$0] } }

    /// The number that the next resource at a path gets.
    func nextGeneration(at path: ResourcePath) -> Int { generations[path] ?? 0 }

    /// The resources at a path that another one has taken the place of, in the order in which they were planned.
    func superseded(at path: ResourcePath) -> [DeployedResource] {
        resources.filter { $0.isSuperseded && $0.key.path == path }
    }

    /// Takes up what is secret of a resource.
    mutating func keep(_ secrets: [String: JSON], of key: ResourceKey) { change(key) { $0.secrets = secrets } }

    /// Takes up what has happened.
    public mutating func take(_ event: DeploymentEvent) {
        switch event {
        case .actionStarted(let description, let action):
            self.description = description
            self.action = action
            end = nil
        case .resourcePlanned(let key, let plan):
            if let previous = latest[key.path], previous != key { entries[previous]?.isSuperseded = true }
            latest[key.path] = key
            generations[key.path] = max(generations[key.path] ?? 0, key.generation + 1)
            entries[key] = DeployedResource(key: key, plan: plan, number: count)
            count += 1
        case .resourceCreated(let key, let id, let data):
            change(key) {
                $0.id = id
                $0.data = data
                $0.state = .created
            }
        case .resourceCompleted(let key, let seconds):
            change(key) {
                $0.state = .complete
                $0.seconds = seconds
            }
        case .resourceChanging(let key, let properties): change(key) { $0.unsettled.formUnion(properties) }
        case .resourceUpdated(let key, let plan, let seconds):
            change(key) {
                $0.unsettled = []
                $0.plan = plan
                $0.state = .complete
                $0.seconds = seconds
            }
        case .resourceFailed(let key, let reason): change(key) { $0.state = .failed(reason) }
        case .resourceRestored(let key):
            if let other = latest[key.path], other != key { entries[other]?.isSuperseded = true }
            latest[key.path] = key
            change(key) { $0.isSuperseded = false }
        case .resourceRemoved(let key), .resourceReleased(let key): entries[key] = nil
        case .actionEnded(_, let failure): end = failure.map(End.failed) ?? .complete
        }
    }

    private mutating func change(_ key: ResourceKey, _ change: (inout DeployedResource) -> Void) {
        guard var resource = entries[key] else { return }
        change(&resource)
        entries[key] = resource
    }
}

/// A resource of a deployment.
public struct DeployedResource: Sendable, Hashable {
    /// Which one it is.
    public var key: ResourceKey
    /// What it is to be.
    public var plan: ResourcePlan
    /// How many were planned before it.
    let number: Int
    /// Its id in the cloud, when it is known.
    public var id: String?
    /// What else must be known of it.
    public var data: [String: JSON] = [:]
    /// What else must be known of it, and must not be told.
    var secrets: [String: JSON] = [:]
    /// Properties that were being changed when something went wrong: which values they have is not known.
    var unsettled: Set<String> = []
    /// How far it is.
    public var state = State.planned
    /// How long it took.
    public var seconds: Double?
    /// Whether there is another one in its place.
    public var isSuperseded = false

    init(key: ResourceKey, plan: ResourcePlan, number: Int) {
        self.key = key
        self.plan = plan
        self.number = number
    }

    /// The resource as its kind knows it; `nil` while its id is not known.
    var made: MadeResource? { id.map { MadeResource(id: $0, data: data, secrets: secrets) } }

    /// How far a resource is.
    public enum State: Sendable, Hashable {
        /// It is not known whether the service was asked.
        case planned
        /// The service is making it.
        case created
        case complete
        case failed(String)
    }
}
