extension AttributeType {
    static let macAddress = AttributeType { (value) throws(Refusal) in
        guard let text = value.string, let mac = HardwareAddress.canonical(text), mac != "00:00:00:00:00:00" else {
            throw .value("'\(value.pythonText)' is not a valid MAC address")
        }
        return .string(mac)
    }

    static let ipAddress = AttributeType { (value) throws(Refusal) in
        guard let text = value.string, let address = IPAddress(text) else {
            throw .value("'\(value.pythonText)' is not a valid IP address")
        }
        return .string(address.text)
    }

    static let ipAddressOrNull = AttributeType { (value) throws(Refusal) in
        value.isNull ? value : try ipAddress.convert(value)
    }

    /// CIDR notation, kept without what is behind the prefix.
    static let blockOrNull = AttributeType { (value) throws(Refusal) in
        if value.isNull { return value }
        guard let text = value.string, let block = AddressBlock(text) else {
            throw .conversion("\(value.pythonText) is not in a CIDR format")
        }
        return .string(block.text)
    }

    /// CIDR notation, kept as it was given.
    static let subnet = AttributeType { (value) throws(Refusal) in
        guard let text = value.string, AddressBlock(text) != nil else {
            throw .value("'\(value.pythonText)' is not a valid IP subnet")
        }
        return value
    }

    static let blocks = list(
        of: AttributeType { (value) throws(Refusal) in
            guard let text = value.string, text.contains("/"), let block = AddressBlock(text) else {
                throw .value("'\(value.pythonText)' is not a valid IP subnet")
            }
            return .string(block.text)
        }
    )

    static let allocationPools = AttributeType { (value) throws(Refusal) in
        if value.isNull { return [] }
        guard let pools = value.array else { throw .value("Invalid data format for IP pool: '\(value.pythonText)'") }
        var converted: [JSON] = []
        for pool in pools {
            guard let members = pool.object, Set(members.names) == ["start", "end"] else {
                throw .value(
                    "Validation of dictionary's keys failed. Expected keys: {'start', 'end'} Provided keys: "
                        + namesOf(pool)
                )
            }
            converted.append([
                "start": try ipAddress.convert(members["start"] ?? .null),
                "end": try ipAddress.convert(members["end"] ?? .null),
            ])
        }
        return .array(converted)
    }

    /// The names of an object's members, as a Python set of one is written.
    private static func namesOf(_ value: JSON) -> String {
        "{\((value.object?.names ?? []).map { "'\($0)'" }.joined(separator: ", "))}"
    }

    static let nameservers = AttributeType { (value) throws(Refusal) in
        if value.isNull { return [] }
        guard let hosts = value.array else {
            throw .value("Invalid data format for nameserver: '\(value.pythonText)'")
        }
        for host in hosts where host.string.flatMap(IPAddress.init) == nil {
            let text = host.pythonText
            throw .value("'\(text)' is not a valid nameserver. '\(text)' is not a valid IP address")
        }
        if let twice = firstRepeated(hosts) { throw .value("Duplicate nameserver '\(twice.pythonText)'") }
        return value
    }

    static let hostRoutes = AttributeType { (value) throws(Refusal) in
        if value.isNull { return [] }
        guard let routes = value.array else {
            throw .value("Invalid data format for hostroute: '\(value.pythonText)'")
        }
        for route in routes {
            guard let members = route.object, Set(members.names) == ["destination", "nexthop"] else {
                throw .value(
                    "Validation of dictionary's keys failed. Expected keys: {'destination', 'nexthop'} Provided keys: "
                        + namesOf(route)
                )
            }
            guard let text = members["destination"]?.string, text.contains("/"), AddressBlock(text) != nil else {
                throw .value("'\(members["destination"]?.pythonText ?? "")' is not a valid CIDR")
            }
            _ = try ipAddress.convert(members["nexthop"] ?? .null)
        }
        if let twice = firstRepeated(routes) { throw .value("Duplicate hostroute '\(twice.pythonLiteral)'") }
        return value
    }

    static let fixedIPs = AttributeType { (value) throws(Refusal) in
        guard let items = value.array else {
            throw .value("Invalid data format for fixed IP: '\(value.pythonText)'")
        }
        var addresses: Set<String> = []
        var converted: [JSON] = []
        for item in items {
            guard let members = item.object else {
                throw .value("Invalid data format for fixed IP: '\(item.pythonText)'")
            }
            var kept = members
            if let given = members["ip_address"] {
                let address = try ipAddress.convert(given)
                guard addresses.insert(address.string ?? "").inserted else {
                    throw .value("Duplicate IP address '\(address.string ?? "")'")
                }
                kept["ip_address"] = address
            }
            if let subnet = members["subnet_id"] { _ = try uuid.convert(subnet) }
            converted.append(.object(kept))
        }
        return .array(converted)
    }

    static let addressPairs = AttributeType { (value) throws(Refusal) in
        if value.isNull { return [] }
        guard let pairs = value.array else {
            throw .value("Allowed address pairs must be a list.")
        }
        return .array(pairs)
    }

    static let dhcpOptions = AttributeType { (value) throws(Refusal) in
        if value.isNull { return value }
        guard let options = value.array else { throw .value("'\(value.pythonText)' is not a list") }
        for option in options {
            guard let members = option.object, let name = members["opt_name"]?.string,
                name.contains(where: { !$0.isWhitespace }), name.count <= 64, let given = members["opt_value"],
                given.isNull || (given.string.map { $0.contains { !$0.isWhitespace } && $0.count <= 255 } ?? false)
                    || ["router", "classless-static-route"].contains(name),
                members["ip_version"].map({ [.int(4), .int(6), "4", "6"].contains($0) }) ?? true,
                members.names.allSatisfy(["opt_name", "opt_value", "ip_version"].contains)
            else { throw .conversion("No valid key specs matched for: \(option.pythonLiteral)") }
        }
        if let twice = firstRepeated(options) {
            throw .value("Duplicate items in the list: '\(twice.pythonLiteral)'")
        }
        return value
    }

    static let externalGateway = AttributeType { (value) throws(Refusal) in
        if value.isNull { return value }
        guard let members = value.object else { throw .value("'\(value.pythonText)' is not a dictionary") }
        if members.isEmpty { return value }
        guard let network = members["network_id"] else {
            throw .value(
                "Validation of dictionary's keys failed. Expected keys: {'network_id'} Provided keys: "
                    + namesOf(value)
            )
        }
        _ = try uuid.convert(network)
        var kept = members
        if let fixed = members["external_fixed_ips"] { kept["external_fixed_ips"] = try fixedIPs.convert(fixed) }
        if let snat = members["enable_snat"] { kept["enable_snat"] = try bool.convert(snat) }
        if let policy = members["qos_policy_id"] { _ = try uuidOrNull.convert(policy) }
        return .object(kept)
    }

    /// A name of the domain name system, of one label or, with `isDomain`, of several.
    static func domainName(isDomain: Bool) -> AttributeType {
        AttributeType { (value) throws(Refusal) in
            guard let text = value.string else { throw .value("'\(value.pythonText)' is not a valid string") }
            if text.isEmpty { return value }
            guard text.count <= 255 else { throw .value("'\(text)' exceeds maximum length of 255") }
            if isDomain, !text.hasSuffix(".") { throw .value("'\(text)' is not a FQDN") }
            var labels = text.split(separator: ".", omittingEmptySubsequences: false)
            if labels.last?.isEmpty == true { labels.removeLast() }
            for label in labels where label.hasPrefix("-") || label.hasSuffix("-") {
                throw .value(
                    "'\(text)' not a valid PQDN or FQDN. Reason: Name '\(label)' must not start or end with a hyphen"
                )
            }
            for label in labels
            where label.isEmpty || label.count > 63
                || !label.utf8.allSatisfy({ byte in
                    byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte)
                })
            {
                throw .value(
                    "'\(text)' not a valid PQDN or FQDN. Reason: Name '\(label)' must be 1-63 characters long, "
                        + "each of which can only be alphanumeric or a hyphen"
                )
            }
            return .string(text.lowercased())
        }
    }
}
