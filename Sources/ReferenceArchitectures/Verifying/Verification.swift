import HeatTemplates
public import OpenStack
import PythonSemantics

/// Looks whether a deployment is what its architecture promises, step by step.
public struct Verification: Sendable {
    let cloud: CloudAccess
    let deployed: DeployedStack
    let patience: Duration
    private let tests: (@Sendable (Check.Claim) async throws -> StepVerdict.Finding.Result)?

    /// A look at a deployment.
    ///
    /// - Parameters:
    ///   - session: the cloud that it is in.
    ///   - deployed: what is there.
    ///   - patience: how long to wait for pages and ports to answer.
    ///   - tests: runs the tests of a claim of conformance or Gabbi; without it those checks are not made.
    public init(
        _ session: CloudSession,
        _ deployed: DeployedStack,
        patience: Duration = .zero,
        tests: (@Sendable (Check.Claim) async throws -> StepVerdict.Finding.Result)? = nil
    ) {
        cloud = CloudAccess(session: session)
        self.deployed = deployed
        self.patience = patience
        self.tests = tests
    }

    /// The verdict of each step, in order.
    public func verdicts(of bundle: ArchitectureBundle) async -> [StepVerdict] {
        var verdicts: [StepVerdict] = []
        for step in bundle.steps {
            var findings = step.resources.map(finding)
            for check in step.checks { findings.append(await finding(check)) }
            verdicts.append(StepVerdict(name: step.name, title: step.title, findings: findings))
        }
        return verdicts
    }

    private func finding(_ resource: String) -> StepVerdict.Finding {
        let path = ResourcePath(resource.split(separator: "/").map(String.init))
        let claim = "\(resource) is there"
        guard let found = deployed.resources[path] else {
            return StepVerdict.Finding(claim: claim, result: .fails("the deployment has no such resource"))
        }
        return StepVerdict.Finding(
            claim: claim,
            result: found.isComplete ? .holds : .fails(found.reason ?? "it is not complete")
        )
    }

    private func finding(_ check: Check) async -> StepVerdict.Finding {
        let result: StepVerdict.Finding.Result
        do throws(DeploymentFailure) {
            if let problem = try await problem(check.claim) {
                result = .fails(problem)
            } else {
                result = .holds
            }
        } catch {
            result = error.status == Unknown.status ? .unknown(error.message) : .fails(error.message)
        }
        return StepVerdict.Finding(claim: check.claim.phrase, result: result)
    }

    /// Marks what could not be looked at.
    private enum Unknown {
        static let status = -1
    }

    /// What is wrong with a claim; `nil` when it holds.
    private func problem(_ claim: Check.Claim) async throws(DeploymentFailure) -> String? {
        switch claim {
        case .output(let claim): return problem(claim)
        case .server(let claim): return try await problem(claim)
        case .securityGroup(let claim): return try await problem(claim)
        case .object(let claim): return try await problem(claim)
        case .page(let claim): return try await problem(claim)
        case .connection(let claim):
            return await Reachability(patience: patience).problem(host: try text(claim.host), port: claim.port)
        case .conformance, .gabbi: return try await problemOfTests(claim)
        }
    }

    private func problemOfTests(_ claim: Check.Claim) async throws(DeploymentFailure) -> String? {
        guard let tests else { throw DeploymentFailure("tests were not asked for", status: Unknown.status) }
        let result: StepVerdict.Finding.Result
        do {
            result = try await tests(claim)
        } catch {
            return "\(error)"
        }
        switch result {
        case .holds: return nil
        case .fails(let reason): return reason
        case .unknown(let reason): throw DeploymentFailure(reason, status: Unknown.status)
        }
    }

    // MARK: - What claims speak of

    private func text(_ source: Check.Source) throws(DeploymentFailure) -> String {
        switch source {
        case .text(let text): return text
        case .output(let name):
            guard let value = deployed.outputs[name] else { throw DeploymentFailure("there is no output '\(name)'") }
            return value.plainText
        }
    }

    /// The id of what a claim speaks of: a resource by its path, or an output with an id.
    private func id(_ source: Check.Source) throws(DeploymentFailure) -> String {
        guard case .text(let name) = source else { return try text(source) }
        let path = ResourcePath(name.split(separator: "/").map(String.init))
        guard let id = deployed.resources[path]?.id else {
            throw DeploymentFailure("the deployment has no resource '\(name)'")
        }
        return id
    }

    // MARK: - Claims

    private func problem(_ claim: Check.Output) -> String? {
        guard let value = deployed.outputs[claim.name] else { return "there is no output '\(claim.name)'" }
        if let kind = claim.kind, !kind.fits(value) {
            return "it is \(value.kindName), not a \(kind.rawValue): \(value.json())"
        }
        if let pattern = claim.pattern {
            guard let whole = try? PythonPattern("(?:\(pattern))\\Z"), whole.matchesAll(of: value.plainText) else {
                return "it does not fit: \(value.plainText)"
            }
        }
        if let wanted = claim.value, wanted != value { return "it is \(value.json()), not \(wanted.json())" }
        if let count = claim.minimumCount {
            let found = value.list?.count ?? value.map?.count ?? 0
            guard found >= count else { return "it has \(found) elements, and should have \(count)" }
        }
        return nil
    }

    private func problem(_ claim: Check.Server) async throws(DeploymentFailure) -> String? {
        let id = try id(claim.server)
        let server = try await cloud.send(.compute, .get, ["servers", id])["server"]
        let status = server["status"].string ?? "unknown"
        guard status == claim.status else { return "its status is \(status)" }
        if let ports = claim.ports {
            let found = try await cloud.send(.compute, .get, ["servers", id, "os-interface"])
            let count = found["interfaceAttachments"].array?.count ?? 0
            guard count == ports else { return "it has \(count) ports" }
        }
        if let addresses = claim.addresses {
            var count = Self.addresses(of: server)
            // Of a floating address the compute service hears from the network service, a little later.
            var pause = Pause()
            while count < addresses, pause.total < Self.timeToHear {
                try await pause.sleep()
                count = Self.addresses(of: try await cloud.send(.compute, .get, ["servers", id])["server"])
            }
            guard count >= addresses else { return "it has \(count) addresses" }
        }
        if let volumes = claim.volumes {
            let found = try await cloud.send(.compute, .get, ["servers", id, "os-volume_attachments"])
            let count = found["volumeAttachments"].array?.count ?? 0
            guard count == volumes else { return "it has \(count) volumes" }
        }
        return nil
    }

    /// How long one service may take to hear of what another has done.
    private static let timeToHear = Duration.seconds(10)

    private static func addresses(of server: JSON) -> Int {
        (server["addresses"].object ?? [:]).values.reduce(0) { $0 + ($1.array?.count ?? 0) }
    }

    private func problem(_ claim: Check.SecurityGroup) async throws(DeploymentFailure) -> String? {
        let id = try id(claim.group)
        let group = try await cloud.send(.network, .get, ["security-groups", id])["security_group"]
        let rules = (group["security_group_rules"].array ?? []).filter { $0["direction"].string == "ingress" }
        func lets(_ rule: JSON, _ wanted: Check.SecurityGroup.Rule) -> Bool {
            guard rule["protocol"].string == wanted.networkProtocol else { return false }
            guard let port = wanted.port else { return true }
            let first = rule["port_range_min"].integer ?? 0
            let last = rule["port_range_max"].integer ?? Int(UInt16.max)
            return first <= port && port <= last
        }
        for wanted in claim.allows where !rules.contains(where: { lets($0, wanted) }) {
            return "it does not let in \(wanted.phrase)"
        }
        if claim.exactly, let other = rules.first(where: { rule in !claim.allows.contains { lets(rule, $0) } }) {
            return "it lets in more: \(TemplateValue(other).json())"
        }
        return nil
    }

    private func problem(_ claim: Check.StoredObject) async throws(DeploymentFailure) -> String? {
        let container = try id(claim.container)
        let path = [container] + claim.name.split(separator: "/").map(String.init)
        let answer = try await cloud.answer(.objectStore, .get, path)
        if claim.isPublic {
            // Without a token, as anybody would.
            return try await problem(Check.Page(url: .text(answer.request.url), contains: claim.contains))
        }
        guard let wanted = claim.contains else { return nil }
        return String(decoding: answer.body, as: UTF8.self).contains(wanted) ? nil : "'\(wanted)' is not in it"
    }

    private func problem(_ claim: Check.Page) async throws(DeploymentFailure) -> String? {
        let url = try text(claim.url)
        var pause = Pause()
        while true {
            let problem: String
            do throws(TransportError) {
                let answer = try await cloud.session.transport.send(APIRequest(.get, url, timeout: .seconds(10)))
                if answer.status != claim.status {
                    problem = "\(url) answers \(answer.status)"
                } else if let wanted = claim.contains,
                    !String(decoding: answer.body, as: UTF8.self).contains(wanted)
                {
                    problem = "'\(wanted)' is not in it"
                } else {
                    return nil
                }
            } catch {
                problem = error.description
            }
            guard pause.total < patience else { return problem }
            try await pause.sleep()
        }
    }
}

extension Check.Output.Kind {
    fileprivate func fits(_ value: TemplateValue) -> Bool {
        switch self {
        case .string: value.string != nil
        case .number: value.bool == nil && value.double != nil
        case .boolean: value.bool != nil
        case .list: value.list != nil
        case .map: value.map != nil
        }
    }
}

extension Check.SecurityGroup.Rule {
    fileprivate var phrase: String { networkProtocol + (port.map { " \($0)" } ?? "") }
}

extension Check.Source {
    fileprivate var phrase: String {
        switch self {
        case .text(let text): "'\(text)'"
        case .output(let name): "the output '\(name)'"
        }
    }
}

extension Check.Claim {
    /// What is claimed, in words.
    var phrase: String {
        switch self {
        case .output(let claim):
            return "the output '\(claim.name)' is of its shape"
        case .server(let claim):
            func count(_ number: Int?, _ one: String, _ several: String) -> String? {
                number.map { "has \($0) \($0 == 1 ? one : several)" }
            }
            let parts = [
                "is \(claim.status)", count(claim.ports, "port", "ports"),
                count(claim.addresses, "address", "addresses"), count(claim.volumes, "volume", "volumes"),
            ]
            return "server \(claim.server.phrase) " + parts.compactMap(\.self).joined(separator: ", ")
        case .securityGroup(let claim):
            let rules = claim.allows.map(\.phrase).joined(separator: ", ")
            return "security group \(claim.group.phrase) lets in \(rules)" + (claim.exactly ? " and nothing else" : "")
        case .object(let claim):
            return "object '\(claim.name)' in \(claim.container.phrase) can be read"
                + (claim.isPublic ? " by everybody" : "")
        case .page(let claim): return "\(claim.url.phrase) answers \(claim.status)"
        case .connection(let claim): return "\(claim.host.phrase) takes connections to port \(claim.port)"
        case .gabbi(let claim): return "the tests of '\(claim.file)' pass"
        case .conformance(let claim): return "the conformance tests \(claim.pattern) pass"
        }
    }
}
