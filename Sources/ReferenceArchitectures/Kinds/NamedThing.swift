import Foundation
import OpenStack

/// Things that templates may call by their names, although services want their ids.
enum NamedThing: String, Sendable, Hashable {
    case network
    case subnet
    case subnetPool = "subnet pool"
    case router
    case port
    case securityGroup = "security group"
    case floatingIP = "floating IP"
    case policy = "QoS policy"
    case image
    case flavor
    case volume
    case snapshot = "volume snapshot"

    /// Where the service lists them.
    private var list: (service: CloudAccess.Service, path: [String], member: String) {
        switch self {
        case .network: (.network, ["networks"], "networks")
        case .subnet: (.network, ["subnets"], "subnets")
        case .subnetPool: (.network, ["subnetpools"], "subnetpools")
        case .router: (.network, ["routers"], "routers")
        case .port: (.network, ["ports"], "ports")
        case .securityGroup: (.network, ["security-groups"], "security_groups")
        case .floatingIP: (.network, ["floatingips"], "floatingips")
        case .policy: (.network, ["qos", "policies"], "policies")
        case .image: (.image, ["images"], "images")
        case .flavor: (.compute, ["flavors"], "flavors")
        case .volume: (.blockStorage, ["volumes"], "volumes")
        case .snapshot: (.blockStorage, ["snapshots"], "snapshots")
        }
    }

    /// The id of the thing with a name or id.
    ///
    /// What looks like an id is taken for one: a service that knows nothing by it says so itself.
    func id(of text: String, in cloud: CloudAccess) async throws(DeploymentFailure) -> String {
        if UUID(uuidString: text) != nil { return text }
        let list = list
        // Flavors have ids of any form, and no filter for names.
        let query: [(String, String)] =
            switch self {
            case .flavor: []
            case .floatingIP: [("floating_ip_address", text)]
            default: [("name", text)]
            }
        let found = try await cloud.send(list.service, .get, list.path, query: query)
        let things = (found[list.member].array ?? []).filter { thing in
            thing["name"].string == text || thing["id"].string == text
                || thing["floating_ip_address"].string == text
        }
        guard let id = things.first?["id"].string else {
            throw DeploymentFailure("there is no \(rawValue) '\(text)'")
        }
        guard things.count == 1 else {
            throw DeploymentFailure("there are \(things.count) of \(rawValue) '\(text)': give the id")
        }
        return id
    }
}
