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
