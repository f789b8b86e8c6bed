extension TrafficFilter {
    /// Protocols by the names the API takes, in the order its messages list them.
    static let protocolNames = [
        "ah", "dccp", "egp", "esp", "gre", "hopopt", "icmp", "igmp", "ip", "ipip", "ipv6-encap", "ipv6-frag",
        "ipv6-icmp",
        "icmpv6", "ipv6-nonxt", "ipv6-opts", "ipv6-route", "ospf", "pgm", "rsvp", "sctp", "tcp", "udp", "udplite",
        "vrrp",
    ]
    private static let numbers = [
        "ah": 51, "dccp": 33, "egp": 8, "esp": 50, "gre": 47, "hopopt": 0, "icmp": 1, "igmp": 2, "ip": 0, "ipip": 4,
        "ipv6-encap": 41, "ipv6-frag": 44, "ipv6-icmp": 58, "icmpv6": 58, "ipv6-nonxt": 59, "ipv6-opts": 60,
        "ipv6-route": 43, "ospf": 89, "pgm": 113, "rsvp": 46, "sctp": 132, "tcp": 6, "udp": 17, "udplite": 136,
        "vrrp": 112,
    ]
    private static let protocolsWithPorts = ["dccp", "sctp", "tcp", "udp", "udplite"]

    /// Takes what a draft says of the rule; `direction`, `ethertype` and the rest have been converted.
    init(_ draft: Draft) {
        direction = draft.string("direction") ?? "ingress"
        ethertype = draft.string("ethertype") ?? "IPv4"
        protocolName = draft.string("protocol")
        portMin = draft.int("port_range_min")
        portMax = draft.int("port_range_max")
        remoteBlock = draft.string("remote_ip_prefix")
        remoteGroupID = draft.string("remote_group_id")
        remoteAddressGroupID = draft.string("remote_address_group_id")
    }

    private var protocolNumber: Int? { protocolName.flatMap { Int($0) ?? Self.numbers[$0] } }

    /// The same traffic, whatever it is called.
    var normalized: TrafficFilter {
        var filter = self
        filter.protocolName = protocolNumber.map(String.init)
        filter.remoteBlock = remoteBlock.flatMap { AddressBlock($0)?.text }
        return filter
    }

    /// Throws what is wrong with the rule in itself.
    func check() throws {
        guard [remoteBlock, remoteGroupID, remoteAddressGroupID].count(where: { $0 != nil }) <= 1 else {
            throw NetworkError.bad(
                "SecurityGroupMultipleRemoteEntites",
                saying: "Only one of remote_ip_prefix or remote_group_id or remote_address_group_id may be provided."
            )
        }
        if let number = protocolNumber {
            let isSix = [41, 43, 44, 58, 59, 60].contains(number) && (number != 41 || protocolName != "41")
            guard !isSix || ethertype == "IPv6" else {
                throw NetworkError.bad(
                    "SecurityGroupEthertypeConflictWithProtocol",
                    saying: "Invalid ethertype \(ethertype) for protocol \(protocolName ?? "")."
                )
            }
        }
        try checkPorts()
        if let remoteBlock, let block = AddressBlock(remoteBlock), block.version.ethertype != ethertype {
            throw NetworkError.bad(
                "SecurityGroupRuleParameterConflict",
                saying: "Conflicting value ethertype \(ethertype) for CIDR \(remoteBlock)"
            )
        }
    }

    private func checkPorts() throws {
        guard portMin != nil || portMax != nil else { return }
        guard let number = protocolNumber else {
            throw NetworkError.bad(
                "SecurityGroupProtocolRequiredWithPorts",
                saying: "Must also specify protocol if port range is given."
            )
        }
        if number == 1 || number == 58 {
            for (value, field, attribute) in [(portMin, "type", "port_range_min"), (portMax, "code", "port_range_max")]
            {
                guard let value, !(0...255).contains(value) else { continue }
                throw NetworkError.bad(
                    "SecurityGroupInvalidIcmpValue",
                    saying: "Invalid value for ICMP \(field) (\(attribute)) \(value). It must be 0 to 255."
                )
            }
            if portMin == nil, let portMax {
                throw NetworkError.bad(
                    "SecurityGroupMissingIcmpType",
                    saying:
                        "ICMP code (port-range-max) \(portMax) is provided but ICMP type (port-range-min) is missing."
                )
            }
            return
        }
        guard Self.protocolsWithPorts.contains(where: { Self.numbers[$0] == number }) else {
            throw NetworkError.bad(
                "SecurityGroupInvalidProtocolForPort",
                saying: "Ports cannot be specified for protocol \(number). Ports are only supported for "
                    + "\(Self.protocolsWithPorts.joined(separator: ", ").uppercased())."
            )
        }
        if portMin == 0 || portMax == 0 {
            throw NetworkError.bad("SecurityGroupInvalidPortValue", saying: "Invalid value for port 0")
        }
        guard let portMin, let portMax, portMin <= portMax else {
            throw NetworkError.bad(
                "SecurityGroupInvalidPortRange",
                saying: "For TCP/UDP protocols, port_range_min must be <= port_range_max"
            )
        }
    }

    // MARK: - Attributes that both kinds of rule have

    static func add<Row: NetworkResource>(
        to kind: inout ResourceKind<Row>,
        _ filter: @escaping @Sendable (Row) -> TrafficFilter
    ) {
        kind.add("ethertype", [.create, .find], ethertypes, .value("IPv4")) { row, _, _ in
            .string(filter(row).ethertype)
        }
        kind.add("direction", [.create, .find], .values(["ingress", "egress"]), .required) { row, _, _ in
            .string(filter(row).direction)
        }
        kind.add("protocol", [.create, .find], protocols, .value(nil)) { row, _, _ in JSON(filter(row).protocolName) }
        kind.add("port_range_min", [.create, .find], ports, .value(nil)) { row, _, _ in JSON(filter(row).portMin) }
        kind.add("port_range_max", [.create, .find], ports, .value(nil)) { row, _, _ in JSON(filter(row).portMax) }
        kind.add("remote_ip_prefix", [.create, .find], blocks, .value(nil)) { row, _, _ in JSON(filter(row).remoteBlock)
        }
        kind.add("remote_address_group_id", [.create, .find], .uuidOrNull, .value(nil)) { row, _, _ in
            JSON(filter(row).remoteAddressGroupID)
        }
    }

    private static let ethertypes = AttributeType { (value) throws(AttributeType.Refusal) in
        switch value.string?.lowercased() {
        case "ipv4": return "IPv4"
        case "ipv6": return "IPv6"
        default:
            throw .error(
                .bad(
                    "SecurityGroupRuleInvalidEtherType",
                    saying: "Security group rule for ethertype '\(value.pythonText)' not supported. Allowed values are "
                        + "['IPv4', 'IPv6']."
                )
            )
        }
    }

    private static let protocols = AttributeType { (value) throws(AttributeType.Refusal) in
        let text = value.int.map(String.init) ?? value.string?.lowercased()
        guard let text, text != "any" else {
            if value.isNull || text == "any" { return .null }
            throw unknown(value)
        }
        if let number = Int(text), (0...255).contains(number) { return .string(text) }
        guard protocolNames.contains(text) else { throw unknown(value) }
        return .string(text)
    }

    private static func unknown(_ value: JSON) -> AttributeType.Refusal {
        let names = protocolNames.map { "'\($0)'" }.joined(separator: ", ")
        return .error(
            .bad(
                "SecurityGroupRuleInvalidProtocol",
                saying:
                    "Security group rule protocol \(value.pythonText) not supported. Only protocol values (None, 'any', "
                    + "\(names)) and integer representations [0 to 255] are supported."
            )
        )
    }

    private static let ports = AttributeType { (value) throws(AttributeType.Refusal) in
        if value.isNull { return value }
        guard let port = value.int ?? value.string.flatMap(Int.init), (0...65_535).contains(port) else {
            throw .error(.bad("SecurityGroupInvalidPortValue", saying: "Invalid value for port \(value.pythonText)"))
        }
        return .int(port)
    }

    private static let blocks = AttributeType { (value) throws(AttributeType.Refusal) in
        if value.isNull { return value }
        guard let text = value.string, let block = AddressBlock(text) else {
            throw .error(.bad("InvalidCIDR", saying: "Invalid CIDR \(value.pythonText) given as IP prefix."))
        }
        return .string(text.contains("/") ? text : block.text)
    }
}
