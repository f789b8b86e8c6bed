import EmbeddedCloud
import Foundation
import Logging
import Testing

/// Whatever is wrong: one clear line, the right exit code, nothing lost.
@Suite struct BadInputTests {
    @Test(
        "without a usable clouds.yaml it says which file and what to do",
        arguments: [
            (nil, ["run"], "clouds.yaml"),
            ("clouds: [", ["run"], "clouds.yaml"),
            ("clouds:\n  one:\n    auth: {auth_url: 'http://127.0.0.1:1/v3'}\n", ["run", "--cloud", "two"], "two"),
            ("clouds:\n  one:\n    auth: {username: u}\n", ["run", "--cloud", "one"], "auth_url"),
        ] as [(String?, [String], String)]
    )
    func unusableConfiguration(yaml: String?, arguments: [String], mentioned: String) async throws {
        try await Command.with { command in
            if let yaml {
                try command.write(yaml, to: "clouds.yaml")
                command.environment["OS_CLIENT_CONFIG_FILE"] = command.folder.appending(path: "clouds.yaml").path
            }
            let result = try await command.run(arguments)
            #expect(result.status == 2)
            #expect(result.complaint.contains(mentioned), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        }
    }

    @Test("a cloud that cannot be reached has an exit code of its own and names the cause")
    func unreachable() async throws {
        try await Command.with { command in
            try command.write(Self.clouds("http://127.0.0.1:9/v3", password: "pass-word-77"), to: "clouds.yaml")
            let result = try await command.run("run", "--cloud", "here")
            #expect(result.status == 3)
            #expect(result.complaint.contains("connection refused"), "\(result.errors)")
            #expect(result.complaint.split(separator: "\n").count == 1)
            #expect(!result.errors.contains("pass-word-77"))
        }
    }

    @Test("a wrong password is said to be one, and shown nowhere")
    func wrongPassword() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(Self.clouds(cloud.identityURL, password: "wrong-pass-77"), to: "clouds.yaml")
                let result = try await command.run("run", "--cloud", "here")
                #expect(result.status == 3)
                #expect(result.complaint.contains("refuses the credentials"), "\(result.errors)")
                #expect(!(result.errors + result.output).contains("wrong-pass-77"))
                #expect(try !command.everythingWritten().contains("wrong-pass-77"))
            }
        }
    }

    @Test("a URL without an identity service behind it is said to be one")
    func noIdentityService() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                let elsewhere = cloud.identityURL.replacing("/identity", with: "/nothing")
                try command.write(Self.clouds(elsewhere, password: "p"), to: "clouds.yaml")
                let result = try await command.run("run", "--cloud", "here")
                #expect(result.status == 3)
                #expect(result.complaint.contains("auth_url"), "\(result.errors)")
            }
        }
    }

    @Test("a pattern that is no regular expression has stestr's exit code")
    func invalidPattern() async throws {
        try await Command.with { command in
            for arguments in [["run", "--embedded", "("], ["list", "[z-a]"], ["list", "--exclude-regex", "*"]] {
                let result = try await command.run(arguments)
                #expect(result.status == 5, "\(arguments): \(result.errors)")
                #expect(result.complaint.contains("is not a regular expression"))
            }
        }
    }

    @Test("a list that knows no test is wrong usage; one that knows some is used")
    func loadLists() async throws {
        try await Command.with { command in
            try command.write("tempest.api.x.Y.test_z[id-00000000-0000-0000-0000-000000000000]\n", to: "none")
            let none = try await command.run("list", "--load-list", "none")
            #expect(none.status == 2)
            #expect(none.complaint.contains("none of the 1 tests"), "\(none.errors)")

            let known = "tempest.api.identity.v3.test_tokens.TokensV3Test.test_create_token"
            try command.write("\(known)\ntempest.api.x.Y.test_z\n", to: "some")
            let some = try await command.run("list", "--load-list", "some")
            #expect(some.status == 0)
            #expect(some.output.contains(known))
            #expect(some.complaint.contains("1 of 2 tests"), "\(some.errors)")

            let missing = try await command.run("list", "--load-list", "absent")
            #expect(missing.status == 2)
            #expect(missing.complaint.contains("absent"))
        }
    }

    @Test(
        "what the parser refuses is wrong usage",
        arguments: [["--nonsense"], ["run", "--concurrency", "0"], ["report", "--format", "pdf"]]
    )
    func usage(arguments: [String]) async throws {
        try await Command.with { command in
            let result = try await command.run(arguments)
            #expect(result.status == 2, "\(result.errors)")
            #expect(result.errors.contains("Usage:"))
        }
    }

    @Test("a run that does not exist is named")
    func unknownRun() async throws {
        try await Command.with { command in
            for arguments in [["show", "latest"], ["report", "2020"], ["cleanup", "2020"]] {
                let result = try await command.run(arguments)
                #expect(result.status == 2, "\(arguments): \(result.errors)")
                #expect(result.complaint.contains("no run"), "\(result.errors)")
            }
        }
    }

    static func clouds(_ url: String, password: String) -> String {
        """
        clouds:
          here:
            auth:
              auth_url: \(url)
              username: admin
              password: \(password)
              project_name: admin
              user_domain_name: Default
              project_domain_name: Default
        """
    }
}

/// Runs the embedded cloud in this process, for commands in others.
func withCloud<Result>(_ body: (EmbeddedCloud) async throws -> Result) async throws -> Result {
    var logger = Logger(label: "embedded-cloud")
    logger.logLevel = .critical
    return try await EmbeddedCloud.withCloud(EmbeddedCloudConfiguration(), logger: logger, body: body)
}
