import HTTPTypes

/// How long upstream's services took for each operation and transition when they had nothing else to do.
///
/// Made by `scripts/measure-latencies`.
enum MeasuredTimes {
    /// The latency of an operation; of one that was not measured that of an ordinary one.
    static func latency(of method: HTTPRequest.Method, _ path: String) -> Duration {
        let segments = path.split(separator: "/")
        for pattern in patterns[Key(method: method.rawValue, count: segments.count)] ?? [] {
            if zip(pattern.segments, segments).allSatisfy({ $0 == "*" || $0 == $1 }) {
                return .milliseconds(pattern.milliseconds)
            }
        }
        return .milliseconds(40)
    }

    private struct Key: Hashable {
        var method: String
        var count: Int
    }

    private struct Pattern {
        var segments: [Substring]
        var milliseconds: Int
    }

    /// Patterns by method and length, those with the fewest stars first.
    private static let patterns: [Key: [Pattern]] = {
        var patterns: [Key: [Pattern]] = [:]
        for (operation, milliseconds) in table {
            let words = operation.split(separator: " ")
            let segments = words[1].split(separator: "/")
            patterns[Key(method: String(words[0]), count: segments.count), default: []]
                .append(Pattern(segments: segments, milliseconds: milliseconds))
        }
        return patterns.mapValues { patterns in
            patterns.sorted { $0.segments.count { $0 == "*" } < $1.segments.count { $0 == "*" } }
        }
    }()

    /// Milliseconds by operation.
    private static let table: KeyValuePairs<String, Int> = [
        "GET /block-storage/v3/*/extensions": 7,
        "GET /block-storage/v3/*/os-availability-zone": 13,
        "GET /block-storage/v3/*/snapshots": 13,
        "POST /block-storage/v3/*/snapshots": 75,
        "DELETE /block-storage/v3/*/snapshots/*": 31,
        "GET /block-storage/v3/*/snapshots/*": 14,
        "PUT /block-storage/v3/*/snapshots/*": 12,
        "GET /block-storage/v3/*/snapshots/*/metadata": 12,
        "POST /block-storage/v3/*/snapshots/*/metadata": 30,
        "PUT /block-storage/v3/*/snapshots/*/metadata": 34,
        "DELETE /block-storage/v3/*/snapshots/*/metadata/key3": 21,
        "GET /block-storage/v3/*/snapshots/*/metadata/key3": 12,
        "PUT /block-storage/v3/*/snapshots/*/metadata/key3": 27,
        "GET /block-storage/v3/*/snapshots/detail": 13,
        "GET /block-storage/v3/*/volumes": 16,
        "POST /block-storage/v3/*/volumes": 140,
        "DELETE /block-storage/v3/*/volumes/*": 36,
        "GET /block-storage/v3/*/volumes/*": 23,
        "PUT /block-storage/v3/*/volumes/*": 25,
        "POST /block-storage/v3/*/volumes/*/action": 24,
        "GET /block-storage/v3/*/volumes/*/metadata": 18,
        "POST /block-storage/v3/*/volumes/*/metadata": 26,
        "PUT /block-storage/v3/*/volumes/*/metadata": 22,
        "DELETE /block-storage/v3/*/volumes/*/metadata/key1": 25,
        "GET /block-storage/v3/*/volumes/*/metadata/key3": 20,
        "PUT /block-storage/v3/*/volumes/*/metadata/key3": 25,
        "GET /block-storage/v3/*/volumes/detail": 21,
        "GET /compute/": 4,
        "GET /compute/v2.1/flavors": 17,
        "GET /compute/v2.1/flavors/*": 10,
        "GET /compute/v2.1/flavors/detail": 14,
        "DELETE /compute/v2.1/images/*": 52,
        "GET /compute/v2.1/images/*": 29,
        "GET /compute/v2.1/os-availability-zone": 21,
        "GET /compute/v2.1/os-keypairs": 11,
        "POST /compute/v2.1/os-keypairs": 279,
        "DELETE /compute/v2.1/os-keypairs/*": 13,
        "GET /compute/v2.1/os-keypairs/*": 8,
        "GET /compute/v2.1/os-quota-sets/*": 43,
        "GET /compute/v2.1/os-quota-sets/*/defaults": 83,
        "GET /compute/v2.1/os-security-groups": 102,
        "POST /compute/v2.1/os-security-groups": 62,
        "DELETE /compute/v2.1/os-security-groups/*": 68,
        "GET /compute/v2.1/os-security-groups/*": 28,
        "PUT /compute/v2.1/os-security-groups/*": 78,
        "GET /compute/v2.1/servers": 55,
        "POST /compute/v2.1/servers": 216,
        "DELETE /compute/v2.1/servers/*": 80,
        "GET /compute/v2.1/servers/*": 91,
        "PUT /compute/v2.1/servers/*": 36,
        "POST /compute/v2.1/servers/*/action": 49,
        "GET /compute/v2.1/servers/*/ips": 28,
        "GET /compute/v2.1/servers/*/metadata": 20,
        "POST /compute/v2.1/servers/*/metadata": 51,
        "PUT /compute/v2.1/servers/*/metadata": 41,
        "DELETE /compute/v2.1/servers/*/metadata/key1": 21,
        "GET /compute/v2.1/servers/*/metadata/key2": 18,
        "PUT /compute/v2.1/servers/*/metadata/nova": 59,
        "GET /compute/v2.1/servers/*/os-instance-actions": 27,
        "GET /compute/v2.1/servers/*/os-instance-actions/*": 25,
        "GET /compute/v2.1/servers/*/os-security-groups": 83,
        "GET /compute/v2.1/servers/*/os-volume_attachments": 22,
        "POST /compute/v2.1/servers/*/os-volume_attachments": 150,
        "DELETE /compute/v2.1/servers/*/os-volume_attachments/*": 69,
        "GET /compute/v2.1/servers/*/os-volume_attachments/*": 23,
        "DELETE /compute/v2.1/servers/*/tags": 29,
        "GET /compute/v2.1/servers/*/tags": 12,
        "PUT /compute/v2.1/servers/*/tags": 39,
        "DELETE /compute/v2.1/servers/*/tags/*": 33,
        "GET /compute/v2.1/servers/*/tags/*": 15,
        "PUT /compute/v2.1/servers/*/tags/*": 45,
        "GET /compute/v2.1/servers/detail": 131,
        "GET /identity/v3": 2,
        "GET /identity/v3/auth/catalog": 12,
        "DELETE /identity/v3/auth/tokens": 11,
        "GET /identity/v3/auth/tokens": 17,
        "HEAD /identity/v3/auth/tokens": 14,
        "POST /identity/v3/auth/tokens": 66,
        "GET /identity/v3/domains/default": 15,
        "POST /identity/v3/projects": 98,
        "DELETE /identity/v3/projects/*": 95,
        "PUT /identity/v3/projects/*/users/*/roles/*": 47,
        "GET /identity/v3/roles": 85,
        "POST /identity/v3/users": 76,
        "DELETE /identity/v3/users/*": 96,
        "GET /identity/v3/users/*/application_credentials": 13,
        "POST /identity/v3/users/*/application_credentials": 18,
        "DELETE /identity/v3/users/*/application_credentials/*": 35,
        "GET /identity/v3/users/*/application_credentials/*": 33,
        "GET /identity/v3/users/*/projects": 140,
        "GET /image/v2/images": 13,
        "POST /image/v2/images": 22,
        "DELETE /image/v2/images/*": 43,
        "GET /image/v2/images/*": 12,
        "PATCH /image/v2/images/*": 24,
        "GET /image/v2/images/*/file": 9,
        "PUT /image/v2/images/*/file": 31,
        "DELETE /image/v2/images/*/tags/*": 29,
        "PUT /image/v2/images/*/tags/*": 28,
        "GET /image/v2/schemas/image": 4,
        "GET /image/v2/schemas/images": 3,
        "GET /network/": 3,
        "GET /network/v2.0/extensions": 39,
        "POST /network/v2.0/floatingips": 573,
        "DELETE /network/v2.0/floatingips/*": 256,
        "GET /network/v2.0/floatingips/*": 19,
        "PUT /network/v2.0/floatingips/*": 265,
        "GET /network/v2.0/networks": 37,
        "POST /network/v2.0/networks": 94,
        "DELETE /network/v2.0/networks/*": 135,
        "GET /network/v2.0/networks/*": 39,
        "PUT /network/v2.0/networks/*": 57,
        "GET /network/v2.0/ports": 30,
        "POST /network/v2.0/ports": 193,
        "DELETE /network/v2.0/ports/*": 147,
        "GET /network/v2.0/ports/*": 35,
        "PUT /network/v2.0/ports/*": 252,
        "GET /network/v2.0/routers": 12,
        "POST /network/v2.0/routers": 69,
        "DELETE /network/v2.0/routers/*": 126,
        "GET /network/v2.0/routers/*": 54,
        "PUT /network/v2.0/routers/*": 319,
        "PUT /network/v2.0/routers/*/add_router_interface": 684,
        "PUT /network/v2.0/routers/*/remove_router_interface": 529,
        "GET /network/v2.0/security-group-rules": 69,
        "POST /network/v2.0/security-group-rules": 103,
        "DELETE /network/v2.0/security-group-rules/*": 64,
        "GET /network/v2.0/security-group-rules/*": 32,
        "GET /network/v2.0/security-groups": 31,
        "POST /network/v2.0/security-groups": 71,
        "DELETE /network/v2.0/security-groups/*": 63,
        "GET /network/v2.0/security-groups/*": 18,
        "PUT /network/v2.0/security-groups/*": 56,
        "POST /network/v2.0/subnetpools": 46,
        "DELETE /network/v2.0/subnetpools/*": 40,
        "GET /network/v2.0/subnetpools/*": 16,
        "PUT /network/v2.0/subnetpools/*": 51,
        "GET /network/v2.0/subnets": 23,
        "POST /network/v2.0/subnets": 115,
        "DELETE /network/v2.0/subnets/*": 60,
        "GET /network/v2.0/subnets/*": 24,
        "PUT /network/v2.0/subnets/*": 82,
        "GET /object-store/info": 3,
        "GET /object-store/v1/*": 18,
        "HEAD /object-store/v1/*": 10,
        "POST /object-store/v1/*": 17,
        "DELETE /object-store/v1/*/*": 25,
        "GET /object-store/v1/*/*": 19,
        "HEAD /object-store/v1/*/*": 15,
        "POST /object-store/v1/*/*": 18,
        "PUT /object-store/v1/*/*": 29,
        "COPY /object-store/v1/*/*/*": 21,
        "DELETE /object-store/v1/*/*/*": 14,
        "GET /object-store/v1/*/*/*": 9,
        "HEAD /object-store/v1/*/*/*": 9,
        "POST /object-store/v1/*/*/*": 12,
        "PUT /object-store/v1/*/*/*": 21,
    ]

    /// Milliseconds by transition.
    static let transitions: [String: Int64] = [
        "block-storage.snapshot.create": 85,
        "block-storage.snapshot.delete": 79,
        "block-storage.volume.create": 145,
        "block-storage.volume.delete": 93,
        "compute.server.build": 1557,
        "compute.server.confirm-resize": 661,
        "compute.server.delete": 719,
        "compute.server.reboot": 627,
        "compute.server.rebuild": 416,
        "compute.server.resize": 1610,
        "compute.server.revert-resize": 1285,
        "compute.server.start": 381,
        "compute.server.stop": 295,
    ]
}
