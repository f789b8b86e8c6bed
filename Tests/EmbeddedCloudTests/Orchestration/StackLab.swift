import Foundation
import HTTPTypes
import Testing

@testable import EmbeddedCloud

/// A cloud whose time moves only when it is told to.
struct StackLab: Sendable {
    let cloud: TestCloud
    let token: String
    let base: String
    let clock: TestTime

    static func run(
        allowsAbandonAndAdopt: Bool = false,
        _ body: @escaping @Sendable (StackLab) async throws -> Void
    ) async throws {
        let clock = TestTime()
        try await TestCloud.run {
            $0.now = { clock.now }
            $0.allowsAbandonAndAdopt = allowsAbandonAndAdopt
        } _: { cloud in
            let token = try await cloud.login("demo", "demo")
            let projects = try await cloud.send(.get, "/identity/v3/auth/projects", token: token).json["projects"]
            let project = projects?.array?.first { $0["name"] == "demo" }?["id"]?.string ?? ""
            try await body(
                StackLab(cloud: cloud, token: token, base: "/orchestration/v1/\(project)", clock: clock)
            )
        }
    }

    func get(_ path: String) async throws -> JSON {
        try await cloud.send(.get, path.hasPrefix("/") ? path : base + "/" + path, token: token).json
    }

    func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> TestCloud.Reply {
        try await cloud.send(method, path.hasPrefix("/") ? path : base + "/" + path, body, token: token)
    }

    /// Makes a stack and waits for its end; the result is its path.
    func stack(_ name: String, _ template: JSON, _ more: JSON.Object = [:]) async throws -> String {
        var body: JSON.Object = ["stack_name": .string(name), "template": template]
        body.merge(more)
        let made = try await send(.post, "stacks", .object(body))
        #expect(made.status == 201, "\(made.text)")
        let path = base + "/stacks/\(name)/\(made.json["stack"]?["id"]?.string ?? "")"
        try await settle(path)
        return path
    }

    /// Lets time pass until the stack's action has come to an end.
    @discardableResult
    func settle(_ path: String) async throws -> String {
        for _ in 0..<200 {
            clock.advance(milliseconds: 50)
            let status = try await get(path)["stack"]?["stack_status"]?.string ?? ""
            if !status.hasSuffix("IN_PROGRESS") { return status }
        }
        return "no end"
    }

    func output(_ path: String, _ name: String) async throws -> JSON? {
        try await get(path + "/outputs/" + name)["output"]?["output_value"]
    }

    /// A template of the given sections.
    static func hot(_ sections: JSON.Object, version: String = "2021-04-16") -> JSON {
        var template: JSON.Object = ["heat_template_version": .string(version)]
        template.merge(sections)
        return .object(template)
    }
}
