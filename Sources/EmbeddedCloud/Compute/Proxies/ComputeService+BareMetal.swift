import HTTPTypes
import Hummingbird

// Compute API reference, “Bare metal nodes”; there until microversion 2.35, and empty where there is no such service.
extension ComputeService {
    func declareBareMetal(in table: inout ComputeRouteTable) {
        let last = Self.lastProxyMinor
        table.on(.get, "/os-baremetal-nodes", until: last, refuse)
        table.on(.get, "/os-baremetal-nodes/{id}", until: last, refuse)
        let changes: [(HTTPRequest.Method, String)] = [
            (.post, "/os-baremetal-nodes"), (.delete, "/os-baremetal-nodes/{id}"),
            (.post, "/os-baremetal-nodes/{id}/action"),
        ]
        for (method, path) in changes {
            table.on(method, path, until: last) { _ in
                throw ComputeError.badRequest(
                    "Command Not supported. Please use Ironic command to perform this action."
                )
            }
        }
    }

    private func refuse(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-baremetal-nodes:list", request.caller.isAdmin)
        throw ComputeError(.notImplemented, "Ironic client unavailable, cannot access Ironic.")
    }
}
