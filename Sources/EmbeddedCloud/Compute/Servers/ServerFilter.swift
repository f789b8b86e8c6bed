/// Which servers a list is of, by the query.
struct ServerFilter: Sendable {
    /// Nil for servers of all projects.
    private(set) var project: String?
    /// Whether only deleted servers are wanted (true) or only others (false); nil for both.
    private(set) var isDeleted: Bool? = false
    private var since: Timestamp?
    private var before: Timestamp?
    private var states: Set<ServerRow.State>?
    private var tasks: Set<String>?
    /// Values that must be found in a member, as regular expressions.
    private var patterns: [(value: @Sendable (ServerRow) -> String?, pattern: TextPattern)] = []
    /// Values that a member must have.
    private var equals: [(value: @Sendable (ServerRow) -> String?, wanted: Set<String>)] = []
    private var isLocked: Bool?
    private var tags: [(kind: String, tags: [String])] = []
    /// A part of an address, where addresses are asked for.
    private(set) var address: String?
    /// Ids of servers that have such an address.
    var addressed: Set<String>?
    /// Whether nothing can be found.
    private(set) var isEmpty = false

    private static let common: Set<String> = [
        "reservation_id", "name", "status", "image", "flavor", "ip", "changes-since", "all_tenants",
    ]
    private static let later: [(Int, Set<String>)] = [
        (5, ["ip6"]), (26, ["tags", "tags-any", "not-tags", "not-tags-any"]), (66, ["changes-before"]),
        (73, ["locked"]),
        (
            83,
            [
                "availability_zone", "config_drive", "key_name", "created_at", "launched_at", "terminated_at",
                "power_state", "task_state", "vm_state", "progress", "user_id",
            ]
        ), (90, ["hostname"]),
    ]
    private static let joined: Set<String> = [
        "block_device_mapping", "services", "metadata", "system_metadata", "info_cache", "security_groups",
        "pci_devices",
    ]

    init(_ request: ComputeRequest, rule: String) throws {
        var allowed = Self.common
        for (minor, names) in Self.later where request.minor >= minor { allowed.formUnion(names) }
        let isAdmin = request.caller.isAdmin
        var values: [String: String] = [:]
        for item in request.query.items where isAdmin || allowed.contains(item.name) {
            values[item.name] = item.value
        }
        for name in ["sort_key", "sort_dir", "limit", "marker"] { values[name] = nil }
        for item in request.query.items where Self.joined.contains(item.name) || item.name.hasPrefix("_") {
            if isAdmin { throw ComputeError.badRequest("Invalid filter field: \(item.name).") }
        }
        try readStatus(request, isAdmin: isAdmin)
        try readProject(values, request, rule)
        try readTimes(values, isAdmin: isAdmin)
        try readMembers(values, request)
    }

    private mutating func readStatus(_ request: ComputeRequest, isAdmin: Bool) throws {
        let wanted = request.query.all("status")
        guard !wanted.isEmpty else { return }
        let found = ServerStatus.states(of: wanted)
        if found.states.isEmpty {
            if request.minor >= 38 { throw ComputeError.badRequest("Invalid status value") }
            isEmpty = true
        }
        states = found.states
        tasks = found.tasks
        if found.states == [.deleted] {
            guard isAdmin else { throw ComputeError.forbidden("Only administrators may list deleted instances") }
            isDeleted = true
        }
    }

    private mutating func readProject(_ values: [String: String], _ request: ComputeRequest, _ rule: String) throws {
        project = request.project
        guard let all = request.query["all_tenants"], try all.isEmpty || Self.truth(all, strict: false) else { return }
        try request.require("servers:\(rule):get_all_tenants", request.caller.isAdmin)
        project = values["project_id"] ?? values["tenant_id"]
    }

    private mutating func readTimes(_ values: [String: String], isAdmin: Bool) throws {
        if let text = values["deleted"], isAdmin {
            isDeleted = (try? Self.truth(text, strict: false)) ?? false
        } else if isDeleted == false, values["changes-since"] != nil || values["changes-before"] != nil {
            isDeleted = nil
        }
        since = try values["changes-since"].map { text in
            guard let time = Timestamp(iso: text) else {
                throw ComputeError.badRequest("Invalid filter field: changes-since.")
            }
            return time
        }
        before = try values["changes-before"].map { text in
            guard let time = Timestamp(iso: text) else {
                throw ComputeError.badRequest("Invalid filter field: changes-before.")
            }
            return time
        }
        if let since, let before, before < since {
            throw ComputeError.badRequest("The value of changes-since must be less than or equal to changes-before.")
        }
    }

    private mutating func readMembers(_ values: [String: String], _ request: ComputeRequest) throws {
        for (name, value) in values {
            switch name {
            case "locked": isLocked = try Self.truth(value, strict: true)
            case "tags", "tags-any", "not-tags", "not-tags-any":
                if request.minor >= 26 {
                    tags.append((name, value.split(separator: ",").map(String.init)))
                }
            case "ip", "ip6": address = value
            case "flavor": equals.append(({ $0.flavor.id }, [value]))
            case "vm_state": if states == nil { equals.append(({ $0.state.rawValue }, [value])) }
            case "task_state": equals.append(({ $0.task ?? "None" }, [value]))
            default:
                if let member = Self.exact(name) {
                    equals.append((member, [value]))
                } else if let member = Self.text(name) {
                    patterns.append((member, TextPattern(value)))
                }
            }
        }
    }

    private static func exact(_ name: String) -> (@Sendable (ServerRow) -> String?)? {
        switch name {
        case "image", "image_ref": { $0.imageID ?? "" }
        case "user_id": { $0.userID }
        case "uuid": { $0.id }
        case "host", "node": { $0.host }
        case "launch_index": { String($0.launchIndex) }
        default: nil
        }
    }

    private static func text(_ name: String) -> (@Sendable (ServerRow) -> String?)? {
        switch name {
        case "name", "display_name": { $0.name }
        case "description", "display_description": { $0.description }
        case "hostname": { $0.hostname }
        case "key_name": { $0.keyName }
        case "reservation_id": { $0.reservationID }
        case "power_state": { String($0.power.rawValue) }
        case "kernel_id": { $0.kernelID }
        case "ramdisk_id": { $0.ramdiskID }
        case "availability_zone": { $0.pinnedZone ?? ($0.host == nil ? nil : "nova") }
        case "root_device_name": { $0.rootDevice }
        case "access_ip_v4": { $0.accessIPv4 }
        case "access_ip_v6": { $0.accessIPv6 }
        case "config_drive": { $0.configDrive == "True" ? "1" : "" }
        case "progress": { String($0.progress) }
        case "locked_by": { $0.lockedBy }
        case "created_at": { $0.created.seconds }
        case "launched_at": { $0.launched?.seconds }
        case "terminated_at": { $0.terminated?.seconds }
        default: nil
        }
    }

    private static func truth(_ text: String, strict: Bool) throws -> Bool {
        switch text.lowercased() {
        case "1", "t", "true", "on", "y", "yes": return true
        case "0", "f", "false", "off", "n", "no": return false
        default:
            throw ComputeError.badRequest(
                "Invalid input received: Unrecognized value '\(text)', acceptable values are: '0', '1', 'f', 'false', "
                    + "'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'"
            )
        }
    }

    // MARK: - Deciding

    func accepts(_ server: ServerRow) -> Bool {
        if let isDeleted, isDeleted != (server.deleted != nil) { return false }
        if let project, server.projectID != project { return false }
        if let since, server.updated < since { return false }
        if let before, server.updated > before { return false }
        if let states, !states.contains(server.state) { return false }
        if states == nil, isDeleted == false, server.state == .softDeleted { return false }
        if let tasks, !tasks.contains(server.task ?? "") { return false }
        if let isLocked, isLocked != (server.lockedBy != nil) { return false }
        if let addressed, !addressed.contains(server.id) { return false }
        for (member, wanted) in equals where !wanted.contains(member(server) ?? "") { return false }
        for (member, pattern) in patterns {
            guard let text = member(server), pattern.isFound(in: text) else { return false }
        }
        return tags.allSatisfy { kind, wanted in
            let has = Set(server.tags)
            return switch kind {
            case "tags": wanted.allSatisfy(has.contains)
            case "tags-any": wanted.contains(where: has.contains)
            case "not-tags": !wanted.allSatisfy(has.contains)
            default: !wanted.contains(where: has.contains)
            }
        }
    }
}
