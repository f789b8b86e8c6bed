/// The constraints that Heat knows by name.
enum CustomConstraint {
    /// Those whose values name something that must exist in the cloud, which is not known here.
    private static let existence: Set<String> = [
        "barbican.container", "barbican.secret", "blazar.reservation", "cinder.backup", "cinder.qos_specs",
        "cinder.snapshot", "cinder.volume", "cinder.vtype", "designate.zone", "glance.image", "ironic.node",
        "ironic.portgroup", "keystone.domain", "keystone.group", "keystone.project", "keystone.region",
        "keystone.role", "keystone.service", "keystone.user", "magnum.cluster_template", "manila.share_network",
        "manila.share_snapshot", "manila.share_type", "mistral.workflow", "neutron.address_scope",
        "neutron.flow_classifier", "neutron.lbaas.listener", "neutron.lbaas.loadbalancer", "neutron.lbaas.pool",
        "neutron.lbaas.provider", "neutron.network", "neutron.port", "neutron.port_pair", "neutron.port_pair_group",
        "neutron.qos_policy", "neutron.router", "neutron.security_group", "neutron.segment", "neutron.subnet",
        "neutron.subnetpool", "neutron.taas.tap_flow", "neutron.taas.tap_service", "nova.flavor", "nova.host",
        "nova.keypair", "nova.network", "nova.server", "octavia.availabilityzone", "octavia.availabilityzoneprofile",
        "octavia.flavor", "octavia.flavorprofile", "octavia.l7policy", "octavia.listener", "octavia.loadbalancer",
        "octavia.pool", "trove.flavor", "zaqar.queue",
    ]

    /// Those that depend on the value alone and are left to Heat: time zones and times change.
    private static let leftToHeat: Set<String> = [
        "timezone", "expiration", "iso_8601", "cron_expression", "test_constr",
    ]

    private static let formats: [String: @Sendable (String) -> Bool] = [
        "ip_addr": { InternetAddress.isAddress($0) },
        "net_cidr": { InternetAddress.isNetwork($0) },
        "ip_or_cidr": { $0.contains("/") ? InternetAddress.isNetwork($0) : InternetAddress.isAddress($0) },
        "mac_addr": { isHardwareAddress($0) },
        "dns_name": { isDomainName($0) },
        "rel_dns_name": { $0.isEmpty || (!$0.hasSuffix(".") && $0.utf8.count <= 252 && isDomainName($0)) },
        "dns_domain": { $0.isEmpty || ($0.hasSuffix(".") && isDomainName($0)) },
        "json_string": { $0.isEmpty || TemplateValue(json: $0) != nil },
    ]

    /// Why a value does not meet a constraint, as far as can be told without a cloud; `nil` when it may.
    static func complaint(about value: TemplateValue, of name: String) -> String? {
        if existence.contains(name) || leftToHeat.contains(name) { return nil }
        guard let format = formats[name] else { return "Heat knows no constraint '\(name)'" }
        guard let text = value.string, format(text) else { return "'\(value.text)' does not meet \(name)" }
        return nil
    }

    private static func isHardwareAddress(_ text: String) -> Bool {
        let separator = text.first { $0 == ":" || $0 == "-" }
        guard let separator else { return text.utf8.count == 12 && text.allSatisfy(\.isHexDigit) }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        return parts.count == 6 && parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isHexDigit) }
    }

    private static func isDomainName(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        let name = text.hasSuffix(".") ? text.dropLast() : text[...]
        guard !name.isEmpty, name.utf8.count <= 255 else { return false }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let areWellFormed = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
                        || byte == 0x2D
                }
        }
        return areWellFormed && !(labels.count > 1 && (labels.last?.allSatisfy(\.isNumber) ?? false))
    }
}

/// Addresses and networks of both families.
enum InternetAddress {
    /// Whether a text is an address.
    static func isAddress(_ text: String) -> Bool { isVersion4(text) || isVersion6(text) }

    /// Whether a text is an address and the length of a prefix, or short for that.
    static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let length = Int(parts[1]), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            return false
        }
        return (isVersion4(parts[0]) && length <= 32) || (isVersion6(parts[0]) && length <= 128)
    }

    private static func isVersion4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && Int(part).map { $0 < 256 } ?? false && (part == "0" || !part.hasPrefix("0"))
            }
    }

    private static func isVersion6(_ text: String) -> Bool {
        guard text.contains(":"), !text.contains(":::") else { return false }
        let halves = text.parts(around: "::")
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (half, content) in halves.enumerated() {
            guard !content.isEmpty else {
                if halves.count == 1 { return false }
                continue
            }
            let parts = content.parts(around: ":")
            for (index, part) in parts.enumerated() {
                if part.contains(".") {
                    guard half == halves.count - 1, index == parts.count - 1, isVersion4(part) else { return false }
                    groups += 2
                } else {
                    guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit) else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }
}
