/// A path with `{id}` where it names a resource.
///
/// Paths of OpenStack's APIs go in turns: a collection, one of it, a collection in that. What departs from this is
/// little enough to be listed; the lists are what upstream's descriptions (openstack/codegenerator) have. What
/// has the form of an identifier is one wherever it stands: orchestration has two in a row.
enum PathTemplate {
    /// The segments of a path, from after the version on, with identifiers replaced.
    static func segments(_ segments: some Sequence<Substring>) -> [String] {
        var word: String?
        return segments.map { segment in
            let text = String(segment)
            if isIdentifier(segment) || (word.map { !isWord(text, after: $0) } ?? false) {
                word = nil
                return "{id}"
            }
            word = text
            return text
        }
    }

    /// Whether text is written as identifiers are: a UUID, with or without its hyphens.
    static func isIdentifier(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (parts.map(\.count) == [8, 4, 4, 4, 12] || parts.map(\.count) == [32])
            && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    /// Whether a segment after a collection's name is no identifier in it.
    private static func isWord(_ segment: String, after word: String) -> Bool {
        segment.hasPrefix("OS-") || families.contains(word) || everywhere.contains(segment)
            || words[word]?.contains(segment) == true
    }

    /// What begins a group of collections and has no members of its own.
    private static let families: Set<String> = [
        "actions", "auth", "info", "lbaas", "log", "metadefs", "metering", "OS-ENDPOINT-POLICY", "OS-EP-FILTER",
        "OS-FEDERATION", "OS-INHERIT", "OS-OAUTH1", "OS-OAUTH2", "OS-PKI", "OS-REVOKE", "OS-SIMPLE-CERT", "OS-TRUST",
        "octavia", "qos", "reverse", "saml2", "scheduler-stats", "schemas", "system", "vpn", "workers",
    ]

    /// What can follow any collection.
    private static let everywhere: Set<String> = ["action", "detail"]

    /// What can follow one collection.
    private static let words: [String: Set<String>] = [
        "backups": ["import_record"],
        "cache": ["clean", "nodes", "prune"],
        "clusters": ["actions", "disable", "enable", "nodegroups"],
        "config": ["default"],
        "consistencygroups": ["create_from_src"],
        "domains": ["config"],
        "limits": ["model"],
        "os-cells": ["capacities", "info", "sync_instances"],
        "os-hypervisors": ["statistics"],
        "os-networks": ["add"],
        "os-services": [
            "disable", "disable-log-reason", "enable", "failover_host", "freeze", "get-log", "set-log", "thaw",
        ],
        "roles": ["inherited_to_projects"],
        "services": ["ensure-shares"],
        "share-group-types": ["default"],
        "share-servers": ["manage"],
        "shares": ["manage"],
        "snapshots": ["manage"],
        "stacks": ["preview"],
        "tasks": [
            "abandon", "export", "exports", "imports", "pool_move", "transfer_accepts", "transfer_requests", "xfr",
        ],
        "types": ["default"],
        "volumes": ["summary"],
        "zones": ["tasks"],
    ]
}
