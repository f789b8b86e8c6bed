import HTTPTypes
import Hummingbird

// Parts of the API that upstream took away; they answer 410 in every microversion.
extension ComputeService {
    func declareGone(in table: inout ComputeRouteTable) {
        let paths: [(String, [HTTPRequest.Method])] = [
            ("/os-agents", [.get, .post]), ("/os-agents/{id}", [.put, .delete]), ("/os-cells", [.get, .post]),
            ("/os-cells/capacities", [.get]), ("/os-cells/detail", [.get]), ("/os-cells/info", [.get]),
            ("/os-cells/sync_instances", [.post]), ("/os-cells/{id}", [.get, .put, .delete]),
            ("/os-cells/{id}/capacities", [.get]), ("/os-certificates", [.post]), ("/os-certificates/{id}", [.get]),
            ("/os-cloudpipe", [.get, .post]), ("/os-cloudpipe/{id}", [.put]), ("/os-fixed-ips/{id}", [.get]),
            ("/os-fixed-ips/{id}/action", [.post]), ("/os-floating-ip-dns", [.get]),
            ("/os-floating-ip-dns/{id}", [.put, .delete]),
            ("/os-floating-ip-dns/{domain_id}/entries/{id}", [.get, .put, .delete]),
            ("/os-floating-ips-bulk", [.get, .post]), ("/os-floating-ips-bulk/{id}", [.get, .put]),
            ("/os-fping", [.get]), ("/os-fping/{id}", [.get]), ("/os-networks", [.post]), ("/os-networks/add", [.post]),
            ("/os-networks/{id}", [.delete]), ("/os-networks/{id}/action", [.post]),
            ("/os-security-group-default-rules", [.get, .post]),
            ("/os-security-group-default-rules/{id}", [.get, .delete]), ("/os-tenant-networks", [.post]),
            ("/os-tenant-networks/{id}", [.delete]), ("/servers/{id}/consoles", [.get, .post]),
            ("/servers/{id}/consoles/{console_id}", [.get, .delete]),
            ("/servers/{id}/os-virtual-interfaces", [.get]),
        ]
        for (path, methods) in paths {
            for method in methods {
                table.on(method, path) { _ in
                    throw ComputeError(
                        .gone,
                        "This resource is no longer available. No forwarding address is given."
                    )
                }
            }
        }
    }
}
