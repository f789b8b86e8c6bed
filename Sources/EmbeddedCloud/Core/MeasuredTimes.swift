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
        "GET /block-storage/v3/*/extensions": 12,
        "GET /block-storage/v3/*/os-availability-zone": 19,
        "GET /block-storage/v3/*/snapshots": 42,
        "POST /block-storage/v3/*/snapshots": 121,
        "DELETE /block-storage/v3/*/snapshots/*": 48,
        "GET /block-storage/v3/*/snapshots/*": 30,
        "PUT /block-storage/v3/*/snapshots/*": 48,
        "GET /block-storage/v3/*/snapshots/*/metadata": 20,
        "POST /block-storage/v3/*/snapshots/*/metadata": 60,
        "PUT /block-storage/v3/*/snapshots/*/metadata": 90,
        "DELETE /block-storage/v3/*/snapshots/*/metadata/key3": 85,
        "GET /block-storage/v3/*/snapshots/*/metadata/key3": 34,
        "PUT /block-storage/v3/*/snapshots/*/metadata/key3": 70,
        "GET /block-storage/v3/*/snapshots/detail": 30,
        "GET /block-storage/v3/*/volumes": 41,
        "POST /block-storage/v3/*/volumes": 278,
        "DELETE /block-storage/v3/*/volumes/*": 44,
        "GET /block-storage/v3/*/volumes/*": 54,
        "PUT /block-storage/v3/*/volumes/*": 38,
        "POST /block-storage/v3/*/volumes/*/action": 67,
        "GET /block-storage/v3/*/volumes/*/metadata": 44,
        "POST /block-storage/v3/*/volumes/*/metadata": 66,
        "PUT /block-storage/v3/*/volumes/*/metadata": 64,
        "DELETE /block-storage/v3/*/volumes/*/metadata/key1": 32,
        "GET /block-storage/v3/*/volumes/*/metadata/key3": 35,
        "PUT /block-storage/v3/*/volumes/*/metadata/key3": 58,
        "GET /block-storage/v3/*/volumes/detail": 59,
        "GET /compute/": 13,
        "GET /compute/v2.1/flavors": 43,
        "GET /compute/v2.1/flavors/*": 33,
        "GET /compute/v2.1/flavors/detail": 40,
        "DELETE /compute/v2.1/images/*": 77,
        "GET /compute/v2.1/images/*": 43,
        "GET /compute/v2.1/os-availability-zone": 25,
        "GET /compute/v2.1/os-keypairs": 20,
        "POST /compute/v2.1/os-keypairs": 338,
        "DELETE /compute/v2.1/os-keypairs/*": 20,
        "GET /compute/v2.1/os-keypairs/*": 35,
        "GET /compute/v2.1/os-quota-sets/*": 255,
        "GET /compute/v2.1/os-quota-sets/*/defaults": 93,
        "GET /compute/v2.1/os-security-groups": 492,
        "POST /compute/v2.1/os-security-groups": 236,
        "DELETE /compute/v2.1/os-security-groups/*": 295,
        "GET /compute/v2.1/os-security-groups/*": 126,
        "PUT /compute/v2.1/os-security-groups/*": 231,
        "GET /compute/v2.1/servers": 141,
        "POST /compute/v2.1/servers": 931,
        "DELETE /compute/v2.1/servers/*": 124,
        "GET /compute/v2.1/servers/*": 371,
        "PUT /compute/v2.1/servers/*": 74,
        "POST /compute/v2.1/servers/*/action": 178,
        "GET /compute/v2.1/servers/*/ips": 50,
        "GET /compute/v2.1/servers/*/metadata": 75,
        "POST /compute/v2.1/servers/*/metadata": 249,
        "PUT /compute/v2.1/servers/*/metadata": 137,
        "DELETE /compute/v2.1/servers/*/metadata/key1": 78,
        "GET /compute/v2.1/servers/*/metadata/key2": 117,
        "PUT /compute/v2.1/servers/*/metadata/nova": 101,
        "GET /compute/v2.1/servers/*/os-instance-actions": 71,
        "GET /compute/v2.1/servers/*/os-instance-actions/*": 111,
        "GET /compute/v2.1/servers/*/os-security-groups": 131,
        "GET /compute/v2.1/servers/*/os-volume_attachments": 35,
        "POST /compute/v2.1/servers/*/os-volume_attachments": 402,
        "DELETE /compute/v2.1/servers/*/os-volume_attachments/*": 130,
        "GET /compute/v2.1/servers/*/os-volume_attachments/*": 25,
        "DELETE /compute/v2.1/servers/*/tags": 83,
        "GET /compute/v2.1/servers/*/tags": 23,
        "PUT /compute/v2.1/servers/*/tags": 110,
        "DELETE /compute/v2.1/servers/*/tags/*": 91,
        "GET /compute/v2.1/servers/*/tags/*": 23,
        "PUT /compute/v2.1/servers/*/tags/*": 123,
        "GET /compute/v2.1/servers/detail": 413,
        "GET /identity/v3": 5,
        "GET /identity/v3/auth/catalog": 12,
        "DELETE /identity/v3/auth/tokens": 19,
        "GET /identity/v3/auth/tokens": 26,
        "HEAD /identity/v3/auth/tokens": 48,
        "POST /identity/v3/auth/tokens": 94,
        "GET /identity/v3/domains/default": 26,
        "POST /identity/v3/projects": 229,
        "DELETE /identity/v3/projects/*": 89,
        "PUT /identity/v3/projects/*/users/*/roles/*": 66,
        "GET /identity/v3/roles": 172,
        "POST /identity/v3/users": 86,
        "DELETE /identity/v3/users/*": 123,
        "GET /identity/v3/users/*/application_credentials": 43,
        "POST /identity/v3/users/*/application_credentials": 64,
        "DELETE /identity/v3/users/*/application_credentials/*": 88,
        "GET /identity/v3/users/*/application_credentials/*": 86,
        "GET /identity/v3/users/*/projects": 80,
        "GET /image/v2/images": 32,
        "POST /image/v2/images": 52,
        "DELETE /image/v2/images/*": 55,
        "GET /image/v2/images/*": 27,
        "PATCH /image/v2/images/*": 59,
        "GET /image/v2/images/*/file": 36,
        "PUT /image/v2/images/*/file": 117,
        "DELETE /image/v2/images/*/tags/*": 58,
        "PUT /image/v2/images/*/tags/*": 86,
        "GET /image/v2/schemas/image": 4,
        "GET /image/v2/schemas/images": 23,
        "GET /network/": 3,
        "GET /network/v2.0/extensions": 53,
        "POST /network/v2.0/floatingips": 736,
        "DELETE /network/v2.0/floatingips/*": 420,
        "GET /network/v2.0/floatingips/*": 117,
        "PUT /network/v2.0/floatingips/*": 583,
        "GET /network/v2.0/networks": 140,
        "POST /network/v2.0/networks": 261,
        "DELETE /network/v2.0/networks/*": 257,
        "GET /network/v2.0/networks/*": 134,
        "PUT /network/v2.0/networks/*": 253,
        "GET /network/v2.0/ports": 210,
        "POST /network/v2.0/ports": 394,
        "DELETE /network/v2.0/ports/*": 304,
        "GET /network/v2.0/ports/*": 73,
        "PUT /network/v2.0/ports/*": 330,
        "GET /network/v2.0/routers": 150,
        "POST /network/v2.0/routers": 129,
        "DELETE /network/v2.0/routers/*": 343,
        "GET /network/v2.0/routers/*": 239,
        "PUT /network/v2.0/routers/*": 478,
        "PUT /network/v2.0/routers/*/add_router_interface": 992,
        "PUT /network/v2.0/routers/*/remove_router_interface": 657,
        "GET /network/v2.0/security-group-rules": 171,
        "POST /network/v2.0/security-group-rules": 184,
        "DELETE /network/v2.0/security-group-rules/*": 197,
        "GET /network/v2.0/security-group-rules/*": 71,
        "GET /network/v2.0/security-groups": 88,
        "POST /network/v2.0/security-groups": 202,
        "DELETE /network/v2.0/security-groups/*": 118,
        "GET /network/v2.0/security-groups/*": 119,
        "PUT /network/v2.0/security-groups/*": 72,
        "POST /network/v2.0/subnetpools": 107,
        "DELETE /network/v2.0/subnetpools/*": 132,
        "GET /network/v2.0/subnetpools/*": 23,
        "PUT /network/v2.0/subnetpools/*": 102,
        "GET /network/v2.0/subnets": 145,
        "POST /network/v2.0/subnets": 303,
        "DELETE /network/v2.0/subnets/*": 195,
        "GET /network/v2.0/subnets/*": 64,
        "PUT /network/v2.0/subnets/*": 177,
        "GET /object-store/info": 5,
        "GET /object-store/v1/*": 38,
        "HEAD /object-store/v1/*": 38,
        "POST /object-store/v1/*": 39,
        "DELETE /object-store/v1/*/*": 58,
        "GET /object-store/v1/*/*": 33,
        "HEAD /object-store/v1/*/*": 38,
        "POST /object-store/v1/*/*": 53,
        "PUT /object-store/v1/*/*": 64,
        "COPY /object-store/v1/*/*/*": 47,
        "DELETE /object-store/v1/*/*/*": 49,
        "GET /object-store/v1/*/*/*": 18,
        "HEAD /object-store/v1/*/*/*": 27,
        "POST /object-store/v1/*/*/*": 39,
        "PUT /object-store/v1/*/*/*": 42,
    ]

    /// Milliseconds by transition.
    static let transitions: [String: Int64] = [
        "block-storage.snapshot.create": 203,
        "block-storage.snapshot.delete": 236,
        "block-storage.volume.create": 306,
        "block-storage.volume.delete": 223,
        "compute.server.build": 6192,
        "compute.server.confirm-resize": 1191,
        "compute.server.delete": 1469,
        "compute.server.reboot": 3622,
        "compute.server.rebuild": 2127,
        "compute.server.resize": 5721,
        "compute.server.revert-resize": 6496,
        "compute.server.start": 2769,
        "compute.server.stop": 1195,
    ]
}
