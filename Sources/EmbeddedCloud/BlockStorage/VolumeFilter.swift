/// Which rows of a table a list is to have.
struct RowFilter<Row: Sendable>: Sendable {
    private var conditions: [@Sendable (Row) -> Bool] = []

    func accepts(_ row: Row) -> Bool { conditions.allSatisfy { $0(row) } }

    mutating func require(_ condition: @escaping @Sendable (Row) -> Bool) { conditions.append(condition) }

    /// Nothing at all, which is what upstream lists for a filter it does not know.
    mutating func refuseAll() { conditions.append { _ in false } }

    /// The rows whose text is the value, or has it in it where the name ends in `~`.
    mutating func match(_ name: String, _ value: String, _ text: @escaping @Sendable (Row) -> String?) {
        if name.hasSuffix("~") {
            require { text($0)?.lowercased().contains(value.lowercased()) ?? false }
        } else {
            require { text($0) == value }
        }
    }
}

/// The filters of a request: what was asked for, without what is no filter and what the caller can't ask for.
enum FilterNames {
    /// What users may filter by; the filters file of upstream.
    static let configured: [(resource: String, filters: [String])] = [
        (
            "volume",
            [
                "name", "status", "metadata", "bootable", "migration_status", "availability_zone", "group_id", "size",
                "created_at", "updated_at", "consumes_quota",
            ]
        ),
        ("backup", ["name", "status", "volume_id"]),
        ("snapshot", ["name", "status", "volume_id", "metadata", "availability_zone", "consumes_quota"]),
        ("group", ["name"]), ("group_snapshot", ["name", "status", "group_id"]),
        ("attachment", ["volume_id", "status", "instance_id", "attach_status"]),
        ("message", ["resource_uuid", "resource_type", "event_id", "request_id", "message_level"]),
        ("pool", ["name", "volume_type"]), ("volume_type", ["is_public", "extra_specs"]),
    ]

    /// The filters of a list, each name once.
    ///
    /// From 3.31 on what users may not filter by is refused, before that it counts for nothing; admins may filter by anything.
    static func read(
        _ call: BlockStorageCall,
        _ resource: String,
        older allowed: [String]? = nil,
        others: Set<String> = []
    ) throws -> [(name: String, value: String)] {
        var names: [String] = []
        for item in call.query.items where !names.contains(item.name) {
            if !ListWindow.parameters.contains(item.name), !others.contains(item.name) { names.append(item.name) }
        }
        guard names.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }) else {
            throw BlockStorageError.badRequest("Filter keys can only contain ASCII characters.")
        }
        let known = configured.first { $0.resource == resource }?.filters ?? []
        if !call.caller.isAdmin {
            if call.has(31) {
                let unknown = names.filter { name in
                    let plain = call.has(34) && name.hasSuffix("~") ? String(name.dropLast()) : name
                    return !known.contains(plain) && name != "all_tenants"
                }
                guard unknown.isEmpty else {
                    throw BlockStorageError.badRequest(
                        "Invalid filters \(unknown.joined(separator: ",")) are found in query options."
                    )
                }
            } else {
                names = names.filter((allowed ?? known).contains)
            }
        }
        return names.filter { $0 != "all_tenants" }.map { ($0, call.query[$0] ?? "") }
    }
}

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

/// Texts by names, written as Python does: `{'a': 'b'}`; JSON's quotes count too.
enum PythonDictionary {
    /// Nil if it is none.
    static func read(_ text: String) -> [String: String]? {
        var rest = Substring(text)
        func skip(_ character: Character) -> Bool {
            while rest.first?.isWhitespace == true { rest.removeFirst() }
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }
        func string() -> String? {
            while rest.first?.isWhitespace == true { rest.removeFirst() }
            if rest.hasPrefix("u'") || rest.hasPrefix("u\"") { rest.removeFirst() }
            guard let quote = rest.first, quote == "'" || quote == "\"" else {
                // A number, a truth value or None: as it is written.
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
                rest = rest.dropFirst(word.count)
                return word.isEmpty ? nil : String(word)
            }
            rest.removeFirst()
            var value = ""
            while let character = rest.popFirst() {
                if character == quote { return value }
                if character == "\\", let next = rest.popFirst() { value.append(next) } else { value.append(character) }
            }
            return nil
        }
        guard skip("{") else { return nil }
        var members: [String: String] = [:]
        while !skip("}") {
            guard let name = string(), skip(":"), let value = string() else { return nil }
            members[name] = value
            if !skip(",") {
                guard skip("}") else { return nil }
                break
            }
        }
        return rest.allSatisfy(\.isWhitespace) ? members : nil
    }
}
