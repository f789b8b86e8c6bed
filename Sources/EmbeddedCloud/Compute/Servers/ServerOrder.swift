/// What a request for servers asks for, read but not yet compared with what there is.
struct ServerOrder: Sendable {
    var name: String
    var description: String?
    var hostname: String?
    var imageID: String?
    var flavorID: String
    var password: String
    var metadata: JSON.Object
    var tags: [String]
    var least: Int
    var most: Int
    var returnsReservation: Bool
    var userData: String?
    var keyName: String?
    var configDrive: String
    var isAutoDiskConfig: Bool?
    var accessIPv4: String?
    var accessIPv6: String?
    var trustedCertificates: [String]?
    var zone: String?
    var forcedHost: String?
    var wantedHost: String?
    var hints: JSON.Object
    /// Names as they were given; nil where none were.
    var groupNames: [String]?
    /// Nil where the request says nothing.
    var networks: [RequestedNetwork]?
    var isNetworkless = false
    var isAutomatic = false
    var volumes: [ServerVolume]
    /// Whether disks on the host besides the root disk are asked for.
    var hasMappings: Bool
    var injectedFiles: Int

    init(_ body: JSON, _ request: ComputeRequest) throws {
        let server = body["server"]?.object ?? [:]
        name = (server["name"]?.string ?? "").trimmed
        description = request.minor >= 19 ? server["description"]?.string : name
        hostname = request.minor >= 90 ? server["hostname"]?.string : nil
        imageID = server["imageRef"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        let reference = server["flavorRef"]?.pythonText ?? ""
        flavorID = reference.split(separator: "/").last.map(String.init) ?? reference
        password = server["adminPass"]?.string ?? Self.password()
        metadata = server["metadata"]?.object ?? [:]
        tags = Self.unique((server["tags"]?.array ?? []).compactMap(\.string))
        least = ComputeSchema.int(server["min_count"]) ?? 1
        most = ComputeSchema.int(server["max_count"]) ?? least
        if least > most { throw ComputeError.badRequest("min_count must be <= max_count") }
        returnsReservation = ComputeSchema.truth(server["return_reservation_id"])
        userData = server["user_data"]?.string
        keyName = server["key_name"]?.string
        configDrive = ComputeSchema.truth(server["config_drive"]) ? "True" : ""
        isAutoDiskConfig = server["OS-DCF:diskConfig"]?.string.map { $0 == "AUTO" }
        accessIPv4 = server["accessIPv4"]?.string
        accessIPv6 = server["accessIPv6"]?.string.map(ComputeSchema.canonical)
        trustedCertificates = server["trusted_image_certificates"]?.array?.compactMap(\.string)
        hints = (body["os:scheduler_hints"] ?? body["OS-SCH-HNT:scheduler_hints"])?.object ?? [:]
        groupNames = server["security_groups"]?.array.map { Self.unique($0.compactMap { $0["name"]?.string }) }
        injectedFiles = server["personality"]?.array?.count ?? 0
        volumes = []
        hasMappings = false
        try readHosts(server, request)
        try readMappings(server, request)
        try readNetworks(server["networks"])
    }

    /// Twelve letters and digits without those that are easily taken for others.
    static func password() -> String {
        let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        return String((0..<12).compactMap { _ in alphabet.randomElement() })
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    // MARK: - Places

    private mutating func readHosts(_ server: JSON.Object, _ request: ComputeRequest) throws {
        if let text = server["availability_zone"]?.string {
            let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            if words.count > 3 {
                throw ComputeError.badRequest("Invalid input received: Unable to parse availability_zone")
            }
            zone = words[0].isEmpty ? nil : words[0]
            if words.count > 1 { forcedHost = words.dropFirst().first { !$0.isEmpty } }
        }
        if forcedHost != nil { try request.require("servers:create:forced_host", request.caller.isAdmin) }
        wantedHost = server["host"]?.string ?? server["hypervisor_hostname"]?.string
        guard wantedHost != nil else { return }
        try request.require("servers:create:requested_destination", request.caller.isAdmin)
        if forcedHost != nil {
            throw ComputeError.badRequest(
                "One mechanism with host and/or hypervisor_hostname and another mechanism with zone:host:node are "
                    + "mutually exclusive."
            )
        }
    }

    // MARK: - Networks

    private mutating func readNetworks(_ value: JSON?) throws {
        guard let value else { return }
        if let word = value.string {
            isNetworkless = word == "none"
            isAutomatic = word == "auto"
            return
        }
        var ports: Set<String> = []
        networks = try (value.array ?? []).map { entry in
            let address = entry["fixed_ip"]?.string
            let tag = entry["tag"]?.string
            if let port = entry["port"]?.string {
                if !ports.insert(port).inserted {
                    throw ComputeError.badRequest(
                        "Port ID '\(port)' was specified twice: you cannot attach a port multiple times."
                    )
                }
                if let address {
                    throw ComputeError.badRequest(
                        "Specified Fixed IP '\(address)' cannot be used with port '\(port)': the two cannot be "
                            + "specified together."
                    )
                }
                return RequestedNetwork(portID: port, tag: tag)
            }
            guard let id = entry["uuid"]?.string else {
                throw ComputeError.badRequest("Bad network format: missing 'uuid'")
            }
            guard Identifier.isUUID(id) else {
                throw ComputeError.badRequest("Bad networks format: network uuid is not in proper format (\(id))")
            }
            return RequestedNetwork(networkID: id, address: address, tag: tag)
        }
    }

    // MARK: - Disks

    private mutating func readMappings(_ server: JSON.Object, _ request: ComputeRequest) throws {
        let legacy = server["block_device_mapping"]?.array ?? []
        let newer = server["block_device_mapping_v2"]?.array ?? []
        if !legacy.isEmpty, !newer.isEmpty {
            throw ComputeError.badRequest(
                "Using different block_device_mapping syntaxes is not allowed in the same request."
            )
        }
        hasMappings = !legacy.isEmpty || !newer.isEmpty
        for (index, entry) in legacy.enumerated() { try readLegacy(entry, isFirst: index == 0) }
        for entry in newer { try readMapping(entry) }
        guard hasMappings else {
            if imageID == nil { throw ComputeError.badRequest("Missing imageRef attribute") }
            return
        }
        let indices = volumes.map(\.bootIndex).filter { $0 >= 0 } + localBootIndices
        let sorted = indices.sorted()
        let hasRoot = sorted.contains(0) || imageID != nil && !newer.isEmpty && sorted.contains(0)
        if !hasRoot || sorted != Array(0..<sorted.count) {
            throw ComputeError.badRequest(
                "Block Device Mapping is Invalid: Boot sequence for the instance and image/block device mapping "
                    + "combination is not valid."
            )
        }
    }

    /// Boot indices of disks that aren't volumes.
    private var localBootIndices: [Int] = []

    private mutating func readLegacy(_ entry: JSON, isFirst: Bool) throws {
        if let no = entry["no_device"], !no.isNull { return }
        var volume = ServerVolume()
        volume.device = Self.device(entry["device_name"])
        volume.isDeletedWithServer = ComputeSchema.truth(entry["delete_on_termination"])
        volume.size = ComputeSchema.int(entry["volume_size"])
        if let name = entry["virtual_name"]?.string, name == "swap" || name.hasPrefix("ephemeral") { return }
        if let snapshot = entry["snapshot_id"]?.string {
            volume.source = "snapshot"
            volume.sourceID = snapshot
        } else if let id = entry["volume_id"]?.string {
            volume.volumeID = id
        } else {
            throw ComputeError.badRequest("Block Device Mapping is Invalid: Unrecognized legacy format.")
        }
        if imageID == nil, isFirst {
            volume.bootIndex = 0
        } else if imageID != nil, isFirst {
            localBootIndices = [0]
        }
        volumes.append(volume)
    }

    private mutating func readMapping(_ entry: JSON) throws {
        func wrong(_ reason: String) -> ComputeError { .badRequest("Block Device Mapping is Invalid: \(reason)") }
        if let no = entry["no_device"], ComputeSchema.truth(no) { return }
        let source = entry["source_type"]?.string
        let target = entry["destination_type"]?.string ?? (source == "image" || source == "blank" ? "local" : "volume")
        let uuid = entry["uuid"]?.string
        let index = ComputeSchema.int(entry["boot_index"]) ?? -1
        if source == "blank", uuid != nil { throw wrong("Invalid device UUID.") }
        if let source, source != "blank", uuid == nil { throw wrong("Missing device UUID.") }
        if source == "image", target == "local", !(imageID != nil && index == 0) {
            throw wrong("Mapping image to local is not supported.")
        }
        let type = entry["volume_type"]?.string
        if target == "local", type != nil {
            throw wrong("Specifying a volume_type with destination_type=local is not supported.")
        }
        if source == "volume", type != nil {
            throw wrong("Specifying volume type to existing volume is not supported.")
        }
        if target == "local" {
            if index >= 0 { localBootIndices.append(index) }
            return
        }
        var volume = ServerVolume()
        volume.device = Self.device(entry["device_name"])
        volume.isDeletedWithServer = ComputeSchema.truth(entry["delete_on_termination"])
        volume.size = ComputeSchema.int(entry["volume_size"])
        volume.bootIndex = index
        volume.tag = entry["tag"]?.string
        volume.type = type
        volume.source = source ?? "volume"
        if volume.source == "volume" {
            volume.volumeID = uuid ?? entry["volume_id"]?.string
        } else {
            volume.sourceID = uuid ?? entry["snapshot_id"]?.string
        }
        if volume.source == "image", (volume.size ?? 0) == 0 {
            throw ComputeError.badRequest(
                "Images with destination_type 'volume' need to have a non-zero size specified"
            )
        }
        if volume.source == "blank", (volume.size ?? 0) == 0 {
            throw ComputeError.badRequest("Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size")
        }
        volumes.append(volume)
    }

    private static func device(_ name: JSON?) -> String? {
        name?.string.map { $0.hasPrefix("/dev/") ? $0 : "/dev/" + $0 }
    }
}

extension String {
    /// Without spaces at either end.
    var trimmed: String {
        var rest = Substring(self)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
