import HTTPTypes
import Hummingbird

extension IdentityService {
    /// Unified limits and policies: read only, and none are set.
    func declareLimits(in table: inout RouteTable) {
        for key in ["limits", "registered_limits"] {
            table.on(.get, "/v3/\(key)") { request in
                _ = try caller(request)
                return list(request, key, [])
            }
        }
        table.on(.get, "/v3/limits/model") { request in
            _ = try caller(request)
            return .json([
                "model": [
                    "name": "flat",
                    "description":
                        "Limit enforcement and validation does not take project hierarchy into consideration.",
                ]
            ])
        }
        table.on(.get, "/v3/policies") { request in
            try require("list_policies", try caller(request).seesAll)
            return list(request, "policies", [])
        }
    }
}
