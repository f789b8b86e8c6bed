/// The filters of a list of volumes.
struct VolumeFilter: Sendable {
    private var filter = RowFilter<VolumeRow>()

    func accepts(_ volume: VolumeRow) -> Bool { filter.accepts(volume) }

    /// Since when some of the filters are there.
    private static let minors = [
        "glance_metadata": 4, "group_id": 10, "created_at": 60, "updated_at": 60, "use_quota": 65, "consumes_quota": 65,
    ]

    init(_ call: BlockStorageCall) throws {
        for (name, value) in try FilterNames.read(call, "volume", others: call.has(45) ? ["with_count"] : []) {
            if let minor = Self.minors[name], !call.has(minor) { continue }
            try add(name, value, isStrict: call.has(2))
        }
    }

    private mutating func add(_ name: String, _ value: String, isStrict: Bool) throws {
        switch name {
        case "name", "name~", "display_name", "display_name~": filter.match(name, value) { $0.name }
        case "description", "description~", "display_description", "display_description~":
            filter.match(name, value) { $0.description }
        case "id": filter.require { $0.id == value }
        case "status", "status~": filter.match(name, Self.plain(value)) { $0.status }
        case "availability_zone", "availability_zone~": filter.match(name, value) { $0.availabilityZone }
        case "host": filter.require { $0.host.map { $0 == value || $0.hasPrefix(value + "#") } ?? false }
        case "size": filter.require { String($0.size) == value }
        case "user_id": filter.require { $0.userID == value }
        case "project_id": filter.require { $0.projectID == value }
        case "volume_type_id": filter.require { $0.typeID == value }
        case "snapshot_id": filter.require { $0.snapshotID == value }
        case "source_volid": filter.require { $0.sourceID == value }
        case "group_id": filter.require { $0.groupID == value }
        case "migration_status": filter.match(name, value) { $0.migrationStatus }
        case "attach_status": filter.require { ($0.isAttached ? "attached" : "detached") == value }
        case "bootable": try addFlag(name, value, isStrict) { $0.isBootable }
        case "multiattach": try addFlag(name, value, isStrict) { $0.isMultiattach }
        case "use_quota", "consumes_quota": try addFlag(name, value, isStrict) { _ in true }
        case "metadata": addMembers(value) { $0.metadata }
        case "glance_metadata": addMembers(value) { $0.imageMetadata ?? [:] }
        case "created_at": try addTimes(name, value) { $0.created }
        case "updated_at": try addTimes(name, value) { $0.updated }
        default: filter.refuseAll()
        }
    }

    /// A text as Python reads a literal: without its quotes, if it has some.
    private static func plain(_ value: String) -> String {
        guard value.count > 1, let first = value.first, first == value.last, first == "'" || first == "\"" else {
            return value
        }
        return String(value.dropFirst().dropLast())
    }

    private mutating func addFlag(
        _ name: String,
        _ value: String,
        _ isStrict: Bool,
        _ flag: @escaping @Sendable (VolumeRow) -> Bool
    ) throws {
        let wanted: Bool
        if isStrict {
            guard let known = value.lenientBool else {
                throw BlockStorageError.invalidInput("'\(name) = \(value)'")
            }
            wanted = known
        } else {
            wanted = !["false", "False", "FALSE", ""].contains(value)
        }
        filter.require { flag($0) == wanted }
    }

    private mutating func addMembers(_ value: String, _ members: @escaping @Sendable (VolumeRow) -> JSON.Object) {
        guard let wanted = PythonDictionary.read(value) else { return filter.refuseAll() }
        filter.require { row in
            let given = members(row)
            return wanted.allSatisfy { given[$0.key]?.string == $0.value }
        }
    }

    private mutating func addTimes(
        _ name: String,
        _ value: String,
        _ time: @escaping @Sendable (VolumeRow) -> Timestamp?
    ) throws {
        for unit in value.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = unit.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let comparison = String(parts.first ?? "")
            guard ["gt", "gte", "eq", "neq", "lt", "lte"].contains(comparison) else {
                throw BlockStorageError.badRequest("Invalid \(comparison) operator")
            }
            let text = parts.count > 1 ? String(parts[1]) : ""
            guard let moment = Timestamp(iso: text) else { throw BlockStorageError.badRequest("Invalid \(text) value") }
            let wanted = moment.microseconds / 1_000_000
            filter.require { row in
                guard let given = time(row).map({ $0.microseconds / 1_000_000 }) else { return false }
                return switch comparison {
                case "gt": given > wanted
                case "gte": given >= wanted
                case "lt": given < wanted
                case "lte": given <= wanted
                case "eq": given == wanted
                default: given != wanted
                }
            }
        }
    }
}
