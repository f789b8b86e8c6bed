import Foundation

/// Named constraints about how a text looks.
enum FormatConstraint {
    /// What is wrong with the text; nil if nothing is, or there is no such constraint.
    static func problem(_ name: String, _ text: String) -> String? {
        switch name {
        case "ip_addr": isIP(text) ? nil : "Invalid IP address"
        case "ip_or_cidr": isIP(text) || isCIDR(text) ? nil : "Invalid net cidr invalid IPNetwork \(text)"
        case "net_cidr": isCIDR(text) ? nil : "Invalid net cidr invalid IPNetwork \(text)"
        case "mac_addr":
            text.wholeMatch(of: /([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}/) == nil ? "Invalid MAC address." : nil
        case "iso_8601", "expiration":
            Timestamp(iso: text) == nil ? "Expected date in ISO 8601 format." : nil
        case "timezone": TimeZone(identifier: text) == nil ? "Invalid timezone: '\(text)'" : nil
        case "json_string":
            (try? JSON(parsing: Array(text.utf8))) == nil ? "JSON string is not valid." : nil
        case "cron_expression":
            text.split(separator: " ").count == 5
                ? nil : "Invalid CRON expression: Exactly 5 or 6 columns has to be specified for iteratorexpression."
        case "dns_name", "rel_dns_name": dnsProblem(text, isRelative: true)
        case "dns_domain": dnsProblem(text, isRelative: false)
        default: nil
        }
    }

    static func isIP(_ text: String) -> Bool {
        RequestFormat.isAddress(text, AF_INET) || RequestFormat.isAddress(text, AF_INET6)
    }

    private static func isCIDR(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let length = Int(parts[1]), length >= 0, !text.contains(" ") else { return false }
        if RequestFormat.isAddress(parts[0], AF_INET) { return length <= 32 }
        return RequestFormat.isAddress(parts[0], AF_INET6) && length <= 128
    }

    private static func dnsProblem(_ text: String, isRelative: Bool) -> String? {
        guard !text.isEmpty else { return nil }
        if text.count > 255 { return "'\(text)' exceeds the 255 character FQDN limit" }
        if !isRelative, !text.hasSuffix(".") { return "'\(text)' must end with '.'." }
        for label in text.split(separator: ".")
        where label.wholeMatch(of: /[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?/) == nil {
            return "'\(text)' not in valid format. Reason: Name '\(label)' must be 1-63 characters long."
        }
        return nil
    }
}
