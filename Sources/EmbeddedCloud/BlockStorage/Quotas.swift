/// What a project has of what quotas limit.
struct QuotaUsage: Sendable {
    var volumes = 0
    /// Of volumes and snapshots.
    var gigabytes = 0
    var snapshots = 0
    var backups = 0
    var backupGigabytes = 0
    var groups = 0
}

/// The kinds of resources whose creation a quota can refuse.
enum LimitedResource {
    case volumes, snapshots, backups, groups
}

extension BlockStorageState {
    /// Limits where neither the project nor the default class has one.
    static let defaultLimits: [(name: String, limit: Int)] = [
        ("volumes", 10_000), ("per_volume_gigabytes", -1), ("snapshots", 10_000), ("gigabytes", 1_000_000),
        ("backups", 10_000), ("backup_gigabytes", 100_000),
    ]
    static let defaultGroupLimit = 10_000

    /// The names of all quotas in the order they are shown.
    var quotaNames: [String] {
        let newest = types.values.sorted { ($1.created, $1.id) < ($0.created, $0.id) }
        return Self.defaultLimits.map(\.name)
            + newest.flatMap { type in ["volumes_", "gigabytes_", "snapshots_"].map { $0 + type.name } } + ["groups"]
    }

    /// What limits projects that have no limit of their own.
    func defaultLimit(_ name: String, ofClass quotaClass: String = "default") -> Int {
        if let limit = quotaClasses[quotaClass]?.limits[name] ?? quotaClasses["default"]?.limits[name] { return limit }
        if name == "groups" { return Self.defaultGroupLimit }
        return Self.defaultLimits.first { $0.name == name }?.limit ?? -1
    }

    /// Nil is never; a negative number is no limit.
    func limit(_ name: String, of project: String) -> Int? {
        quotas[project]?.limits[name] ?? defaultLimit(name)
    }

    /// What a project has, of all types or of one.
    func usage(of project: String, typeID: String? = nil) -> QuotaUsage {
        var usage = QuotaUsage()
        let key = "project/" + project
        for id in volumes.ids(with: key) {
            guard let volume = volumes[id], typeID == nil || volume.typeID == typeID else { continue }
            usage.volumes += 1
            usage.gigabytes += volume.size
        }
        for id in snapshots.ids(with: key) {
            guard let snapshot = snapshots[id], typeID == nil || snapshot.typeID == typeID else { continue }
            usage.snapshots += 1
            usage.gigabytes += snapshot.size
        }
        guard typeID == nil else { return usage }
        for id in backups.ids(with: key) {
            usage.backups += 1
            usage.backupGigabytes += backups[id]?.size ?? 0
        }
        usage.groups = groups.ids(with: key).count
        return usage
    }

    /// What a project has under a quota's name.
    func used(_ name: String, of project: String, _ usage: QuotaUsage) -> Int {
        switch name {
        case "volumes": return usage.volumes
        case "gigabytes": return usage.gigabytes
        case "snapshots": return usage.snapshots
        case "backups": return usage.backups
        case "backup_gigabytes": return usage.backupGigabytes
        case "groups": return usage.groups
        case "per_volume_gigabytes": return 0
        default: break
        }
        let parts = name.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let type = type(named: String(parts[1])) else { return 0 }
        return used(String(parts[0]), of: project, self.usage(of: project, typeID: type.id))
    }

    /// Throws 413 where the project would have more than it may.
    func reserve(
        _ more: QuotaUsage,
        _ project: String,
        typeName: String?,
        for resource: LimitedResource
    ) throws {
        var wanted: [(name: String, amount: Int)] = [
            ("backup_gigabytes", more.backupGigabytes), ("backups", more.backups), ("gigabytes", more.gigabytes),
        ]
        if let typeName { wanted.append(("gigabytes_" + typeName, more.gigabytes)) }
        wanted += [("groups", more.groups), ("snapshots", more.snapshots)]
        if let typeName { wanted.append(("snapshots_" + typeName, more.snapshots)) }
        wanted.append(("volumes", more.volumes))
        if let typeName { wanted.append(("volumes_" + typeName, more.volumes)) }
        var usage: QuotaUsage?
        for (name, amount) in wanted where amount > 0 {
            guard let limit = limit(name, of: project), limit >= 0 else { continue }
            let known = usage ?? self.usage(of: project)
            usage = known
            let used = used(name, of: project, known)
            if used + amount > limit { throw Self.refusal(name, amount, used: used, limit: limit, resource) }
        }
    }

    private static func refusal(
        _ name: String,
        _ amount: Int,
        used: Int,
        limit: Int,
        _ resource: LimitedResource
    ) -> BlockStorageError {
        if name.contains("gigabytes") {
            let what =
                switch resource {
                case .backups: "backup exceeds allowed Backup gigabytes"
                default: "volume or snapshot exceeds allowed \(name)"
                }
            return .overLimit(
                "Requested \(what) quota. Requested \(amount)G, quota is \(limit)G and \(used)G has been consumed."
            )
        }
        let sentence =
            switch resource {
            case .volumes: "Maximum number of volumes allowed (\(limit)) exceeded for quota '\(name)'."
            case .snapshots: "Maximum number of snapshots allowed (\(limit)) exceeded"
            case .backups: "Maximum number of backups allowed (\(limit)) exceeded"
            case .groups: "Maximum number of groups allowed (\(limit)) exceeded"
            }
        return .overLimit(sentence)
    }
}
