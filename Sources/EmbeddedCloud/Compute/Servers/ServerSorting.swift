/// The order of a list that isn't the usual one.
struct ServerSorting: Sendable {
    /// A value that can be compared with others of its kind; a missing one comes first.
    fileprivate enum Key: Comparable {
        case missing
        case number(Int64)
        case text(String)
    }

    /// Where a server stands in the order.
    struct Place: Sendable {
        /// The server's.
        let id: String
        fileprivate let keys: [Key]
        fileprivate let number: Int
    }

    private let names: [String]
    /// For each name whether the least comes first.
    private let isAscending: [Bool]

    private static let ignored: Set<String> = [
        "architecture", "cell_name", "cleaned", "default_ephemeral_device", "default_swap_device", "deleted",
        "deleted_at", "disable_terminate", "ephemeral_gb", "ephemeral_key_uuid", "id", "key_data", "launched_on",
        "memory_mb", "os_type", "reservation_id", "root_gb", "shutdown_terminate", "user_data", "vcpus", "vm_mode",
    ]
    private static let known: Set<String> = [
        "access_ip_v4", "access_ip_v6", "auto_disk_config", "availability_zone", "config_drive", "created_at",
        "display_description", "display_name", "host", "hostname", "image_ref", "instance_type_id", "kernel_id",
        "key_name", "launch_index", "launched_at", "locked_by", "node", "power_state", "progress", "project_id",
        "ramdisk_id", "root_device_name", "task_state", "terminated_at", "updated_at", "user_id", "uuid", "vm_state",
    ]

    /// The names a request may sort by.
    static func names(_ minor: Int) -> Set<String> {
        var names = known
        if minor < 75 { names.formUnion(ignored) }
        names.insert("locked")
        return names
    }

    /// Nil for the usual order, the newest first.
    init?(_ request: ComputeRequest) throws {
        let names = request.query.all("sort_key").map(\.trimmed)
        var directions = request.query.all("sort_dir").map(\.trimmed)
        for direction in directions where direction != "asc" && direction != "desc" {
            throw ComputeError.badRequest(
                "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'."
            )
        }
        if directions.isEmpty { directions = ["desc"] }
        var kept: [String] = []
        var isAscending: [Bool] = []
        for (index, name) in names.enumerated() {
            if Self.ignored.contains(name) || name == "locked" && request.minor < 73 { continue }
            if name == "host" || name == "node", !request.caller.isAdmin {
                throw ComputeError.forbidden("Only administrators can sort servers by \(name)")
            }
            kept.append(name)
            isAscending.append(directions[min(index, directions.count - 1)] == "asc")
        }
        if kept.isEmpty {
            guard directions.first == "asc" else { return nil }
            (kept, isAscending) = (["created_at"], [true])
        }
        self.names = kept
        self.isAscending = isAscending
    }

    /// Where a server stands in this order.
    func place(of server: ServerRow) -> Place {
        Place(id: server.id, keys: names.map { Self.key($0, of: server) }, number: server.number)
    }

    /// Whether one place is before another.
    func precedes(_ left: Place, _ right: Place) -> Bool {
        for index in isAscending.indices where left.keys[index] != right.keys[index] {
            return isAscending[index] == (left.keys[index] < right.keys[index])
        }
        return isAscending.last == true ? left.number < right.number : left.number > right.number
    }

    private static func key(_ name: String, of server: ServerRow) -> Key {
        func time(_ value: Timestamp?) -> Key { value.map { .number($0.microseconds) } ?? .missing }
        func text(_ value: String?) -> Key { value.map { .text($0.lowercased()) } ?? .missing }
        return switch name {
        case "created_at": time(server.created)
        case "updated_at": time(server.updated)
        case "launched_at": time(server.launched)
        case "terminated_at": time(server.terminated)
        case "display_name": text(server.name)
        case "display_description": text(server.description)
        case "hostname": text(server.hostname)
        case "uuid": text(server.id)
        case "vm_state": text(server.state.rawValue)
        case "task_state": text(server.task)
        case "power_state": .number(Int64(server.power.rawValue))
        case "progress": .number(Int64(server.progress))
        case "launch_index": .number(Int64(server.launchIndex))
        case "image_ref": text(server.imageID ?? "")
        case "key_name": text(server.keyName)
        case "project_id": text(server.projectID)
        case "user_id": text(server.userID)
        case "host", "node": text(server.host)
        case "instance_type_id": .number(Int64(server.flavor.number))
        case "availability_zone": text(server.pinnedZone)
        case "config_drive": text(server.configDrive)
        case "access_ip_v4": text(server.accessIPv4)
        case "access_ip_v6": text(server.accessIPv6)
        case "locked_by": text(server.lockedBy)
        case "locked": .number(server.lockedBy == nil ? 0 : 1)
        case "kernel_id": text(server.kernelID)
        case "ramdisk_id": text(server.ramdiskID)
        case "root_device_name": text(server.rootDevice)
        case "auto_disk_config": .number(server.isAutoDiskConfig ? 1 : 0)
        default: .missing
        }
    }
}
