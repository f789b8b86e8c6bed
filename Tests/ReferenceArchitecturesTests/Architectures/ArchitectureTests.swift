import Foundation
import HeatTemplates
import OpenStack
import ReferenceArchitectures
import Testing

/// The architectures of this repository, deployed in the embedded cloud by both engines.
@Suite struct ArchitectureTests {
    static let names = [
        "hello-network", "single-server-with-volume", "three-tier-web", "autoscaling-group", "object-storage-site",
    ]

    private struct Architecture {
        let bundle: ArchitectureBundle
        let files: TemplateFiles
        let lint: TemplateLint
        let parameters: [String: TemplateValue]

        init(_ name: String) throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            files = BundleFolder(root.appending(path: "reference-architectures/\(name)").path).files
            let parsed = ArchitectureBundle.parse(files)
            #expect(parsed.diagnostics == [])
            bundle = try #require(parsed.bundle)
            #expect(bundle.name == name)
            let template = try #require(
                Template.parse(files.contents(of: bundle.template, namedIn: ""), file: "t").template
            )
            let given = template.parameter("image") == nil ? [:] : ["image": "embedded-guest"]
            parameters = bundle.parameters.merging(given.mapValues { .string($0) }) { $1 }
            lint = bundle.stack(
                files,
                parameters: given,
                identity: Stack.Identity(name: "test", id: "test", projectID: "")
            )
            #expect(lint.diagnostics == [])
        }
    }

    @Test(
        "each deploys directly, keeps its promises, stays as it is when it is deployed again, and leaves nothing",
        arguments: names
    )
    func direct(name: String) async throws {
        let architecture = try Architecture(name)
        let stack = try #require(architecture.lint.stack)
        #expect(DirectEngine.problems(of: stack) == [])
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let journal = try DeploymentJournal(path: nil)
            let engine = cloud.engine(journal)
            let made = await engine.deploy(stack, as: TestCloud.description)
            try #require(made.failures == [])
            let deployed = DeployedStack(await journal.record, outputs: made.outputs)
            try await verify(architecture, deployed, in: cloud)
            #expect(try await engine.preview(stack).allSatisfy { $0.kind == .unchanged })
            #expect(await engine.delete().failures == [])
            #expect(try await cloud.inventory() == before)
        }
    }

    @Test("each deploys through Heat, keeps its promises, and leaves nothing", arguments: names)
    func heat(name: String) async throws {
        let architecture = try Architecture(name)
        let stack = try #require(architecture.lint.stack)
        let text = try architecture.files.contents(of: architecture.bundle.template, namedIn: "")
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let engine = HeatEngine(cloud.session, stack: "test")
            let made = await engine.deploy(
                HeatEngine.Source(template: text, stack: stack, parameters: architecture.parameters)
            )
            try #require(made.failures == [])
            let deployed = DeployedStack(heat: try await engine.resources(), outputs: made.outputs)
            try await verify(architecture, deployed, in: cloud)
            #expect(await engine.delete().failures == [])
            #expect(try await cloud.inventory() == before)
        }
    }

    private func verify(_ architecture: Architecture, _ deployed: DeployedStack, in cloud: TestCloud) async throws {
        #expect(await architecture.bundle.putObjects(architecture.files, in: deployed, cloud.session) == [])
        let verdicts = await Verification(cloud.session, deployed).verdicts(of: architecture.bundle)
        #expect(!verdicts.isEmpty)
        for verdict in verdicts { #expect(verdict.standing == .passed, "\(verdict)") }
    }

    @Test("the diagram of each is what its template says", arguments: names)
    func diagram(name: String) throws {
        let architecture = try Architecture(name)
        let stack = try #require(architecture.lint.stack)
        let kept = try architecture.files.contents(of: "diagram.svg", namedIn: "")
        let isCurrent = StackDrawing(stack, title: architecture.bundle.title).svg == kept
        let folder = "reference-architectures/\(name)"
        #expect(isCurrent, "bring it up to date: fits ra graph \(folder) -o \(folder)/diagram.svg")
        let guide = try architecture.files.contents(of: "README.md", namedIn: "")
        #expect(guide.contains("](diagram.svg)"))
    }

    @Test("what a cloud does not have of an architecture's needs is told")
    func needs() async throws {
        try await TestCloud.with { cloud in
            for name in Self.names {
                let missing = try await Architecture(name).bundle.needs.missing(in: cloud.session)
                #expect(missing == [])
            }
            let needs = ArchitectureBundle.Needs(
                services: ["network", "dns", "volumev3"],
                optionalServices: ["load-balancer"]
            )
            let missing = try await needs.missing(in: cloud.session)
            #expect(missing == ["the catalog has no service of the type dns"])
        }
    }

    @Test("what does not hold is told, with the reason")
    func broken() async throws {
        let architecture = try Architecture("hello-network")
        let stack = try #require(architecture.lint.stack)
        try await TestCloud.with { cloud in
            let journal = try DeploymentJournal(path: nil)
            let made = await cloud.engine(journal).deploy(stack, as: TestCloud.description)
            let deployed = DeployedStack(await journal.record, outputs: made.outputs)
            let group = try #require(deployed.resources[ResourcePath(["group"])]?.id)
            let rules = try await cloud.session.network.securityGroups([("id", group)])[0]["security_group_rules"]
            for rule in rules.array ?? [] where rule["protocol"].string == "tcp" {
                _ = try await cloud.session.service(.network, version: "v2.0")
                    .call(.delete, "security-group-rules", rule["id"].string ?? "", expecting: 204)
            }
            let verdicts = await Verification(cloud.session, deployed).verdicts(of: architecture.bundle)
            #expect(verdicts.map(\.standing) == [.passed, .passed, .failed])
            let failed = verdicts.flatMap(\.findings).filter { $0.result != .holds }
            #expect(failed.map(\.result) == [.fails("it does not let in tcp 22")])
        }
    }
}
