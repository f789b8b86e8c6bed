import Conformance
import OpenStack

/// A resource that a request makes, recognised by its URL and body.
struct MadeResource {
    let kind: ResourceKind
    /// The name that the request gives it.
    let name: String?
    /// Whether it takes its project's id to look for it.
    let isFoundByProject: Bool
    /// Where the answer has the id.
    private let envelope: String?

    private struct Rule {
        let collection: String
        /// The member of the body that holds the resource; `nil` for a body that is the resource.
        let envelope: String?
        let nameKey: String
        /// The member of the answer that holds the resource.
        let answerEnvelope: String?
        let kind: ResourceKind
    }

    private static let rules: [Rule] = [
        Rule(collection: "stacks", envelope: nil, nameKey: "stack_name", answerEnvelope: "stack", kind: .stack),
        rule("software_configs", "name", answer: "software_config", .softwareConfiguration),
        rule("software_deployments", "name", answer: "software_deployment", .softwareDeployment),
        rule("images", "name", answer: nil, .image),
        rule("servers", "server", .server),
        rule("volumes", "volume", .volume),
        rule("snapshots", "snapshot", .volumeSnapshot),
        rule("networks", "network", .network),
        rule("subnets", "subnet", .subnet),
        rule("ports", "port", .port),
        rule("routers", "router", .router),
        rule("security-groups", "security_group", .securityGroup),
    ]

    private static func rule(_ collection: String, _ envelope: String, _ kind: ResourceKind) -> Rule {
        Rule(collection: collection, envelope: envelope, nameKey: "name", answerEnvelope: envelope, kind: kind)
    }

    private static func rule(_ collection: String, _ nameKey: String, answer: String?, _ kind: ResourceKind) -> Rule {
        Rule(collection: collection, envelope: nil, nameKey: nameKey, answerEnvelope: answer, kind: kind)
    }

    /// What a request makes; `nil` when it makes nothing that is known here.
    init?(_ request: APIRequest, body: GabbiValue?) {
        guard request.method == .post, case .object(let members)? = body else { return nil }
        let path = request.url.prefix { $0 != "?" }
        guard let collection = path.split(separator: "/").last,
            let rule = Self.rules.first(where: { rule in
                rule.collection == collection && rule.envelope.map { members[$0] != nil } != false
            })
        else { return nil }
        kind = rule.kind
        isFoundByProject = ["stacks", "software_configs"].contains(rule.collection)
        envelope = rule.answerEnvelope
        if let inner = rule.envelope {
            guard case .object(let resource)? = members[inner] else { return nil }
            name = resource[rule.nameKey]?.string
        } else {
            name = members[rule.nameKey]?.string
        }
    }

    /// What came of the request.
    func end(_ response: APIResponse) -> ResourceRequestEnd {
        switch response.status {
        case 200..<300:
            guard let answer = try? JSON(parsing: response.body) else { return .unknown }
            let id = (envelope.map { answer[$0] } ?? answer)["id"].string
            return id.map { .made(id: $0) } ?? .unknown
        case 400..<500: return .nothingMade
        default: return .unknown
        }
    }
}
