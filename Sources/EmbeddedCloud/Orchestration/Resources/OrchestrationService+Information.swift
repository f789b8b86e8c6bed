import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareInformation(in table: inout RouteTable) {
        table.on(.get, "/v1/{tenant}/build_info") { request in
            _ = try authorize(request, "build_info:build_info", .reader)
            return .json(["api": ["revision": "unknown"], "engine": ["revision": "unknown"]])
        }
        table.on(.get, "/v1/{tenant}/services", listServices)
    }

    // Orchestration API reference, “Show orchestration engine status”: one engine, always up.
    private func listServices(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try authorize(request, "service:index", .admin)
        let id = "00000000-0000-4000-8000-000000000001"
        return .json([
            "services": [
                [
                    "id": .string(id), "binary": "heat-engine", "engine_id": .string(id), "host": "embedded",
                    "hostname": "embedded", "topic": "engine", "report_interval": 60,
                    "created_at": .string(now.withoutZone), "updated_at": .string(now.withoutZone),
                    "deleted_at": nil, "status": "up",
                ]
            ]
        ])
    }
}
