/// A rule of a security group as compute's requests describe it: for what comes in, from an address or a group.
struct SecurityGroupRule: Sendable {
    var group: String?
    var cidr: String?
    var protocolName: String?
    var from: Int?
    var to: Int?

    /// Reads a request; throws 400 for what is no rule.
    init(_ given: JSON) throws {
        group = given["group_id"]?.string
        let name = given["ip_protocol"].flatMap { $0.isNull ? nil : $0.pythonText }
        var fromValue = given["from_port"] ?? .null
        var toValue = given["to_port"] ?? .null
        let kind = (name ?? "").uppercased()
        if group == nil {
            cidr = try Self.cidr(given["cidr"])
        } else if fromValue.isNull, toValue.isNull {
            if kind == "ICMP" { (fromValue, toValue) = (-1, -1) }
            if kind == "TCP" || kind == "UDP" { (fromValue, toValue) = (1, 65_535) }
        }
        guard let name, !name.isEmpty, !fromValue.isNull, !toValue.isNull else {
            guard group != nil else {
                throw ComputeError.badRequest("Not enough parameters to build a valid rule.")
            }
            return
        }
        guard let from = Self.number(fromValue), let to = Self.number(toValue) else {
            throw ComputeError.badRequest(
                "Invalid input received: "
                    + (kind == "ICMP"
                        ? "Type and Code must be integers for ICMP protocol type"
                        : "To and From ports must be integers")
            )
        }
        try Self.check(kind, name, from, to)
        protocolName = name
        self.from = from
        self.to = to
    }

    private static func number(_ value: JSON) -> Int? {
        value.int ?? value.string.flatMap { Int($0.withoutOuterSpaces) }
    }

    private static func check(_ kind: String, _ name: String, _ from: Int, _ to: Int) throws {
        func range(_ reason: String) -> ComputeError {
            .badRequest("Invalid port range \(from):\(to). \(reason)")
        }
        switch kind {
        case "TCP", "UDP":
            if from > to { throw range("Former value cannot be greater than the later") }
            if from < 1 || to > 65_535 { throw range("Valid \(kind) ports should be between 1-65535") }
        case "ICMP":
            if from < -1 || from > 255 || to < -1 || to > 255 { throw range("For ICMP, the type:code must be valid") }
        default: throw ComputeError.badRequest("Invalid IP protocol \(name).")
        }
    }

    private static func cidr(_ value: JSON?) throws -> String {
        guard let value, !value.isNull, value != "" else { return "0.0.0.0/0" }
        let text = PercentCoding.decode(value.pythonText)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let most = RequestFormat.accepts(parts[0], "ipv4") ? 32 : RequestFormat.accepts(parts[0], "ipv6") ? 128 : -1
        guard parts.count == 2, most > 0, let length = Int(parts[1]), (0...most).contains(length) else {
            throw ComputeError.badRequest("Invalid cidr \(text).")
        }
        guard length > 0 || parts[0] == "0.0.0.0" || parts[0] == "::" else {
            throw ComputeError.badRequest("Bad prefix for network in cidr \(text)")
        }
        return text
    }

    /// As the network service wants it.
    func networkMembers(of parent: String) -> JSON {
        var members: JSON.Object = ["direction": "ingress", "security_group_id": .string(parent)]
        if let protocolName { members["protocol"] = .string(protocolName.lowercased()) }
        // -1 stood for every type and code.
        if let from, from != -1 { members["port_range_min"] = .int(from) }
        if let to, to != -1 { members["port_range_max"] = .int(to) }
        if let group { members["remote_group_id"] = .string(group) }
        if let cidr {
            members["remote_ip_prefix"] = .string(cidr)
            members["ethertype"] = cidr.contains(":") ? "IPv6" : "IPv4"
        }
        return .object(members)
    }

    /// What identifies a rule of the network service's in compute's words.
    static func key(_ rule: JSON) -> JSON {
        let kind = rule["protocol"] ?? .null
        var from = rule["port_range_min"] ?? .null
        var to = rule["port_range_max"] ?? .null
        if let name = kind.string, from.isNull, to.isNull {
            let hasPorts = ["TCP", "UDP"].contains(name.uppercased())
            from = hasPorts ? 1 : -1
            to = hasPorts ? 65_535 : -1
        }
        let prefix = rule["remote_ip_prefix"]?.string ?? "0.0.0.0/0"
        return [
            "protocol": kind, "from_port": from, "to_port": to, "group_id": rule["remote_group_id"] ?? .null,
            "cidr": .string(prefix),
        ]
    }

    /// The same of this rule.
    var key: JSON {
        [
            "protocol": JSON(protocolName), "from_port": JSON(from), "to_port": JSON(to), "group_id": JSON(group),
            "cidr": JSON(cidr),
        ]
    }
}
