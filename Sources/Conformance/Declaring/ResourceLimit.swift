public import OpenStack

/// Something tests may use only so much of at the same time.
///
/// A limit of one makes tests take turns.
public struct ResourceLimit: Sendable, Hashable {
    /// The limit's name, as `--limit NAME=N` has it.
    public let name: String
    /// How much there is when four tests run at the same time and quotas leave what is usual.
    public let amount: Int
    /// How much there is at most when more tests run at the same time.
    public let most: Int
    /// The quotas of the project that limit how much there can be.
    public let quotas: Set<Quota>

    /// Describes a limit.
    ///
    /// - Parameters:
    ///   - name: what it is called.
    ///   - amount: how much there usually is.
    ///   - most: how much there may be where more tests run at the same time; `nil` for as much as usual.
    ///   - quotas: the quotas that it takes from.
    public init(_ name: String, amount: Int, most: Int? = nil, quotas: Set<Quota> = []) {
        self.name = name
        self.amount = amount
        self.most = most ?? amount
        self.quotas = quotas
    }

    /// Images that are being made or deleted.
    public static let images: ResourceLimit = ResourceLimit("images", amount: 12, most: 48)
    /// The application credentials of the member: tests that count them must not meet.
    public static let applicationCredentials: ResourceLimit = ResourceLimit("application-credentials", amount: 1)
}

/// A service's limit on how much of something a project has.
public struct Quota: Sendable, Hashable {
    /// The service that has it.
    public let service: ServiceType
    /// What the service calls it: `instances`, `security_group`.
    public let name: String
    /// How much of it tests share from beginning to end.
    public let shared: Int
    /// How much of it tests take besides while limits have their usual amounts.
    public let usual: Int

    /// Describes a quota.
    public init(_ service: ServiceType, _ name: String, shared: Int, usual: Int) {
        self.service = service
        self.name = name
        self.shared = shared
        self.usual = usual
    }

    /// Servers.
    public static let instances: Quota = Quota(.compute, "instances", shared: 5, usual: 7)
    /// The servers' virtual processors; flavors for tests have one.
    public static let cores: Quota = Quota(.compute, "cores", shared: 5, usual: 7)
    /// Volumes.
    public static let volumes: Quota = Quota(.blockStorage, "volumes", shared: 5, usual: 5)
    /// The size of volumes and snapshots.
    public static let gigabytes: Quota = Quota(.blockStorage, "gigabytes", shared: 8, usual: 12)
    /// Snapshots of volumes.
    public static let snapshots: Quota = Quota(.blockStorage, "snapshots", shared: 3, usual: 4)
    /// Networks.
    public static let networks: Quota = Quota(.network, "network", shared: 4, usual: 24)
    /// Subnets.
    public static let subnets: Quota = Quota(.network, "subnet", shared: 6, usual: 36)
    /// Routers.
    public static let routers: Quota = Quota(.network, "router", shared: 3, usual: 6)
    /// Floating IPs.
    public static let floatingIPs: Quota = Quota(.network, "floatingip", shared: 0, usual: 6)
    /// Security groups; one of them is the project's `default`.
    public static let securityGroups: Quota = Quota(.network, "security_group", shared: 1, usual: 8)
}
