/// What the bodies about servers may look like, by microversion.
enum ServerSchema {
    // MARK: - Create

    /// The body of a request for servers; built once for each microversion.
    static func create(_ minor: Int) -> RequestSchema { creates[minor] }

    private static let creates = (0...ComputeVersion.newest).map(makeCreate)

    private static func makeCreate(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = [
            "name": ComputeSchema.name, "imageRef": imageOrEmpty, "flavorRef": ComputeSchema.flavorReference,
            "adminPass": .string(), "metadata": ComputeSchema.metadata, "networks": networks(minor),
            "OS-DCF:diskConfig": ComputeSchema.diskConfig, "accessIPv4": .string(format: "ipv4"),
            "accessIPv6": .string(format: "ipv6"), "availability_zone": ComputeSchema.name,
            "block_device_mapping": .array(.object(legacyMapping)),
            "block_device_mapping_v2": .array(.object(mapping(minor))), "config_drive": ComputeSchema.bool,
            "key_name": ComputeSchema.name, "min_count": ComputeSchema.positive, "max_count": ComputeSchema.positive,
            "return_reservation_id": ComputeSchema.bool,
            "security_groups": .array(.object(["name": ComputeSchema.name])),
            "user_data": .string(.init(0, 65535), format: "base64"),
        ]
        if minor < 57 { members["personality"] = personality }
        if minor >= 19 { members["description"] = ComputeSchema.description }
        if minor >= 52 { members["tags"] = .array(ComputeSchema.tag, count: .init(0, 50)) }
        if minor >= 63 { members["trusted_image_certificates"] = ComputeSchema.trustedCertificates }
        if minor >= 74 {
            members["host"] = ComputeSchema.host
            members["hypervisor_hostname"] = ComputeSchema.host
        }
        if minor >= 90 { members["hostname"] = minor >= 94 ? ComputeSchema.host : ComputeSchema.hostName }
        let required = ["name", "flavorRef"] + (minor >= 37 ? ["networks"] : [])
        let others: RequestSchema? = minor == 0 ? .any : nil
        return .object(
            [
                "server": .object(members, required: required, others: others),
                "os:scheduler_hints": hints, "OS-SCH-HNT:scheduler_hints": hints,
            ],
            required: ["server"],
            others: others
        )
    }

    static let imageOrEmpty = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        if value == .string("") { return }
        guard let text = value.string, Identifier.isUUID(text) else {
            throw .init(
                path: path,
                value: value,
                message: "\(value.pythonLiteral) is not valid under any of the given schemas"
            )
        }
    }

    private static func networks(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = [
            "fixed_ip": ComputeSchema.address, "port": ComputeSchema.stringOrNull(format: "uuid"),
            "uuid": minor >= 37 ? ComputeSchema.uuid : .string(),
        ]
        if (32..<37).contains(minor) || minor >= 42 { members["tag"] = ComputeSchema.tag }
        let list = RequestSchema.array(.object(members))
        return minor >= 37 ? .oneOf([list, .values(["none", "auto"])]) : list
    }

    private static let legacyMapping: [String: RequestSchema] = [
        "virtual_name": .string(.init(0, 255)), "volume_id": ComputeSchema.uuid, "snapshot_id": ComputeSchema.uuid,
        "volume_size": ComputeSchema.size,
        "device_name": .string(.init(1, 255), pattern: "^[a-zA-Z0-9._/-]*$"),
        "delete_on_termination": ComputeSchema.bool, "no_device": .any,
        "connection_info": .string(.init(0, 16_777_215)),
    ]

    private static func mapping(_ minor: Int) -> [String: RequestSchema] {
        var members = legacyMapping
        members["source_type"] = .values(["volume", "image", "snapshot", "blank"])
        members["uuid"] = .string(.init(1, 255), pattern: "^[a-zA-Z0-9._-]*$")
        members["image_id"] = ComputeSchema.uuid
        members["destination_type"] = .values(["local", "volume"])
        for name in ["guest_format", "device_type", "disk_bus"] { members[name] = .string(.init(0, 255)) }
        members["boot_index"] = .check { (value, path) throws(RequestSchema.Problem) in
            if value.isNull || value.int != nil { return }
            guard value.string != nil else {
                throw .init(
                    path: path,
                    value: value,
                    message: "\(value.pythonLiteral) is not of type 'integer', 'string', 'null'"
                )
            }
            try RequestSchema.string(pattern: "^-?[0-9]+$").validate(value, at: path)
        }
        if minor == 32 || minor >= 42 { members["tag"] = ComputeSchema.tag }
        if minor >= 67 { members["volume_type"] = ComputeSchema.stringOrNull(.init(0, 255)) }
        return members
    }

    private static let personality = RequestSchema.array(
        .object(["path": .string(), "contents": .string(format: "base64")])
    )

    private static let hints: RequestSchema = .object(
        [
            "group": .oneOf([.array(ComputeSchema.uuid), ComputeSchema.uuid]),
            "different_host": .oneOf([ComputeSchema.uuid, .array(ComputeSchema.uuid)]),
            "same_host": .anyOf([.string(), .array(ComputeSchema.uuid)]),
            "query": .anyOf([.string(), .object([:], others: .any)]), "target_cell": ComputeSchema.name,
            "different_cell": .anyOf([.string(), .array(.string())]), "build_near_host_ip": ComputeSchema.address,
            "cidr": .string(pattern: "^/[0-9a-f.:]+$"),
        ],
        others: .any
    )

    // MARK: - Update and rebuild

    static func update(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = [
            "name": ComputeSchema.name, "OS-DCF:diskConfig": ComputeSchema.diskConfig,
            "accessIPv4": .string(format: "ipv4"), "accessIPv6": .string(format: "ipv6"),
        ]
        if minor >= 19 { members["description"] = ComputeSchema.description }
        if minor >= 90 { members["hostname"] = minor >= 94 ? ComputeSchema.host : ComputeSchema.hostName }
        return ComputeSchema.one("server", .object(members, others: minor == 0 ? .any : nil))
    }

    static func rebuild(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = [
            "name": ComputeSchema.name, "imageRef": ComputeSchema.uuid, "adminPass": .string(),
            "metadata": ComputeSchema.metadata, "preserve_ephemeral": ComputeSchema.bool,
            "OS-DCF:diskConfig": ComputeSchema.diskConfig, "accessIPv4": .string(format: "ipv4"),
            "accessIPv6": .string(format: "ipv6"),
        ]
        if minor < 57 { members["personality"] = personality }
        if minor >= 19 { members["description"] = ComputeSchema.description }
        if minor >= 54 { members["key_name"] = ComputeSchema.nameOrNull }
        if minor >= 57 { members["user_data"] = ComputeSchema.stringOrNull(.init(0, 65535), format: "base64") }
        if minor >= 63 { members["trusted_image_certificates"] = ComputeSchema.trustedCertificates }
        if minor >= 90 { members["hostname"] = minor >= 94 ? ComputeSchema.host : ComputeSchema.hostName }
        return ComputeSchema.one(
            "rebuild",
            .object(members, required: ["imageRef"], others: minor == 0 ? .any : nil)
        )
    }

    static let resize = ComputeSchema.one(
        "resize",
        .object(
            ["flavorRef": ComputeSchema.flavorReference, "OS-DCF:diskConfig": ComputeSchema.diskConfig],
            required: ["flavorRef"]
        )
    )

    static let createImage = ComputeSchema.one(
        "createImage",
        .object(["name": ComputeSchema.name, "metadata": ComputeSchema.metadata], required: ["name"])
    )

    static let createBackup = ComputeSchema.one(
        "createBackup",
        .object(
            [
                "name": ComputeSchema.name, "backup_type": .string(), "rotation": ComputeSchema.nonNegative,
                "metadata": ComputeSchema.metadata,
            ],
            required: ["name", "backup_type", "rotation"]
        )
    )

    // MARK: - Volumes and interfaces

    static let device = ComputeSchema.stringOrNull(pattern: "(^/dev/x{0,1}[a-z]{0,1}d{0,1})([a-z]+)[0-9]*$")

    static func attachVolume(_ minor: Int) -> RequestSchema {
        var members = ["volumeId": ComputeSchema.uuid, "device": device]
        if minor >= 49 { members["tag"] = ComputeSchema.tag }
        if minor >= 79 { members["delete_on_termination"] = ComputeSchema.bool }
        return ComputeSchema.one("volumeAttachment", .object(members, required: ["volumeId"]))
    }

    static func updateAttachment(_ minor: Int) -> RequestSchema {
        var members = ["volumeId": ComputeSchema.uuid]
        if minor >= 85 {
            members["device"] = device
            members["tag"] = ComputeSchema.tag
            members["delete_on_termination"] = ComputeSchema.bool
            members["serverId"] = ComputeSchema.uuid
            members["id"] = ComputeSchema.uuid
        }
        return ComputeSchema.one("volumeAttachment", .object(members, required: ["volumeId"]))
    }

    static func attachInterface(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = [
            "net_id": ComputeSchema.uuid, "port_id": ComputeSchema.uuid,
            "fixed_ips": .array(
                .object(["ip_address": ComputeSchema.address], required: ["ip_address"]),
                count: .init(1, 1)
            ),
        ]
        if minor >= 49 { members["tag"] = ComputeSchema.tag }
        return .object(["interfaceAttachment": .object(members)])
    }
}
