import HTTPTypes
import Hummingbird

extension IdentityService {
    /// Unified limits: read only, and none are set.
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
    }
}
