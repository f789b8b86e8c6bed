import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareVersions(in table: inout RouteTable) {
        // Identity API reference, “List API versions”: 300 with all of them.
        table.on(.get, "/") { _ in
            .json(
                ["versions": ["values": [version]]],
                status: .multipleChoices,
                headers: [.location: base + "/v3/"]
            )
        }
        // “Show v3 API details”.
        table.on(.get, "/v3") { _ in .json(["version": version]) }
    }

    private var version: JSON {
        [
            "id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z",
            "links": [["rel": "self", "href": .string(base + "/v3/")]],
            "media-types": [
                ["base": "application/json", "type": "application/vnd.openstack.identity-v3+json"]
            ],
        ]
    }
}
