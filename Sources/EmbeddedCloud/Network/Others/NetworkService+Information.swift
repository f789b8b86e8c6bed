import HTTPTypes
import Hummingbird

extension NetworkService {
    /// The document of the root, which needs no token.
    func versions(_ request: ServiceRequest) -> ServiceResponse {
        let link: JSON = ["rel": "self", "href": .string(base + "/v2.0/")]
        return .json(["versions": [["id": "v2.0", "status": "CURRENT", "links": [link]]]])
    }

    /// What the service tells of itself.
    func declareInformation(in table: inout RouteTable) {
        table.on(.get, "/v2.0") { _ in
            let resources = [
                ("network", "networks"), ("subnet", "subnets"), ("subnetpool", "subnetpools"), ("port", "ports"),
            ]
            return .json([
                "resources": .array(
                    resources.map { member, collection in
                        let link: JSON = ["rel": "self", "href": .string("\(base)/v2.0/\(collection)")]
                        return ["name": .string(member), "collection": .string(collection), "links": [link]]
                    }
                )
            ])
        }
        table.on(.get, "/v2.0/extensions") { _ in
            .json(["extensions": .array(NetworkExtensions.all.map(Self.document))])
        }
        table.on(.get, "/v2.0/extensions/{alias}") { request in
            guard let found = NetworkExtensions.all.first(where: { $0.alias == request["alias"] }) else {
                let shown = request["alias"].filter { $0.isLetter || $0.isNumber || "-_.".contains($0) }
                return NetworkAPI.page("Extension with alias \(shown) does not exist")
            }
            return .json(["extension": Self.document(found)])
        }
        table.on(.get, "/v2.0/service-providers") { request in
            let providers: [JSON] = ["dvrha", "dvr", "ha", "single_node"].map {
                ["service_type": "L3_ROUTER_NAT", "name": .string($0), "default": false]
            }
            let wanted = request.query.all("service_type")
            return .json([
                "service_providers": .array(
                    providers.filter { wanted.isEmpty || wanted.contains($0["service_type"]?.string ?? "") }
                )
            ])
        }
        table.on(.get, "/v2.0/availability_zones") { _ in .json(["availability_zones": []]) }
        declareAgents(in: &table)
    }

    /// Nothing here is done by agents, as in a cloud whose network is virtual all the way down.
    private func declareAgents(in table: inout RouteTable) {
        table.on(.get, "/v2.0/agents") { _ in .json(["agents": []]) }
        for method in [HTTPRequest.Method.get, .put, .delete] {
            table.on(method, "/v2.0/agents/{id}") { request in
                throw NetworkError.missing("AgentNotFound", "Agent \(request["id"]) could not be found.")
            }
        }
        table.on(.get, "/v2.0/networks/{id}/dhcp-agents") { request in
            guard try caller(request).isAdmin else { throw NetworkError.noResource }
            return .json(["agents": []])
        }
    }

    private static func document(
        _ each: (alias: String, name: String, description: String, updated: String)
    ) -> JSON {
        [
            "name": .string(each.name), "alias": .string(each.alias), "description": .string(each.description),
            "updated": .string(each.updated), "links": [],
        ]
    }
}
