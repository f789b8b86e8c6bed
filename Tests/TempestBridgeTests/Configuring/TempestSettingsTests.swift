import EmbeddedCloud
import Foundation
import Logging
import OpenStack
import Testing

@testable import TempestBridge

@Suite("A tempest.conf from what a cloud answers")
struct TempestSettingsTests {
    @Test("Every value has a comment with its origin, and is in its section")
    func text() {
        var settings = TempestSettings()
        settings.set("compute", "image_ref", "1", "GET /v2/images")
        settings.set("DEFAULT", "debug", false, "a reason")
        settings.set("compute", "flavor_ref", "two\nlines $x", "another")
        settings.set("compute", "image_ref", "2", "the user")
        #expect(
            settings.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).joined(separator: "\n")
                == """

                [DEFAULT]
                # a reason
                debug = false

                [compute]
                # the user
                image_ref = 2
                # another
                flavor_ref = two lines $$x

                """
        )
    }

    @Test(arguments: [
        ("compute.image_ref=a=b", true), ("compute=x", false), (".x=1", false), ("a.=1", false), ("x", false),
    ])
    func overrides(_ text: String, _ isOne: Bool) {
        let override = TempestOverride(text)
        #expect((override != nil) == isOne)
        if isOne { #expect(override?.value == "a=b") }
    }

    @Test("Single values of a file are changed, and all else stays")
    func editing() {
        var file = INIText("# mine\n[DEFAULT]\ndebug = true\n\n[compute]\n# why\nimage_ref: x\n")
        file.set("compute", "image_ref", "y")
        file.set("DEFAULT", "log_file", "f")
        file.set("service-clients", "proxy_url", "http://p")
        #expect(
            file.text
                == """
                # mine
                [DEFAULT]
                log_file = f
                debug = true

                [compute]
                # why
                image_ref = y

                [service-clients]
                proxy_url = http://p

                """
        )
        #expect(file.value("service-clients", "proxy_url") == "http://p")
        #expect(file.value("compute", "proxy_url") == nil)
    }

    /// Configures Tempest for an entry of the embedded cloud.
    private static func configure(
        _ entry: String,
        others: [String] = []
    ) async throws -> TempestConfigurator {
        var logger = Logger(label: "embedded-cloud")
        logger.logLevel = .critical
        return try await EmbeddedCloud.withCloud(EmbeddedCloudConfiguration(), logger: logger) { cloud in
            let file = "/clouds.yaml"
            let clouds = try ConfiguredClouds.load(
                environment: ["OS_CLIENT_CONFIG_FILE": file],
                workingDirectory: "/",
                files: ConfigurationFiles(inMemory: [file: cloud.cloudsYAML])
            )
            return try await LiveTransport.withTransport { network in
                func user(_ name: String) async throws -> TempestUser {
                    let configuration = try clouds.cloud(named: name)
                    let session = CloudSession(configuration: configuration, transport: network)
                    return try TempestUser(configuration, token: try await session.token())
                }
                var users: [TempestUser] = []
                for other in others { users.append(try await user(other)) }
                let configuration = try clouds.cloud(named: entry)
                return TempestConfigurator(
                    try await CloudSurvey(CloudSession(configuration: configuration, transport: network)),
                    of: configuration,
                    user: try await user(entry),
                    others: users,
                    workspace: TempestWorkspace(folder: URL(filePath: "/workspace")),
                    installation: nil
                )
            }
        }
    }

    @Test("With admin rights Tempest makes its users, and the cloud's properties are known")
    func administrator() async throws {
        let configurator = try await Self.configure("embedded-admin")
        #expect(configurator.isDynamic)
        #expect(configurator.accounts == nil)
        let settings = configurator.settings(overrides: [try #require(TempestOverride("compute.build_timeout=7"))])
        #expect(settings["auth", "use_dynamic_credentials"] == "true")
        #expect(settings["auth", "admin_username"] == "admin")
        for service in ["nova", "neutron", "glance", "cinder", "swift"] {
            #expect(settings["service_available", service] == "true")
        }
        for (section, option) in [
            ("compute", "image_ref"), ("compute", "flavor_ref"), ("compute", "hypervisor_type"),
            ("network", "public_network_id"), ("volume", "volume_type"), ("image", "disk_formats"),
            ("network-feature-enabled", "api_extensions"),
        ] {
            #expect(settings[section, option]?.isEmpty == false, "\(section).\(option)")
        }
        #expect(settings["compute", "image_ref"] != settings["compute", "image_ref_alt"])
        #expect(settings["compute", "flavor_ref"] != settings["compute", "flavor_ref_alt"])
        #expect(settings["compute", "build_timeout"] == "7")
        #expect(settings.settings.allSatisfy { !$0.origin.isEmpty })
    }

    @Test("Without, one user is member and reader, and a second project's user comes first")
    func member() async throws {
        let alone = try await Self.configure("embedded-demo")
        #expect(!alone.isDynamic)
        let accounts = try #require(alone.accounts)
        #expect(accounts.text.contains("roles: [\"reader\"]"))
        #expect(accounts.text.contains("project_id"))
        let test = TempestTest(stestrName: "a.B.c", credentials: ["primary", "project_reader"])
        #expect(TempestCredentials(alone).obstacle(to: test) == nil)
        let alternate = TempestTest(stestrName: "a.B.c", credentials: ["primary", "alt"])
        #expect(TempestCredentials(alone).obstacle(to: alternate)?.contains("--alternate-cloud") == true)
        let administrator = TempestTest(stestrName: "a.B.c", credentials: ["admin"])
        #expect(TempestCredentials(alone).obstacle(to: administrator)?.contains("admin rights") == true)

        let one = TempestTest(stestrName: "a.B.c", credentials: ["[member]"])
        #expect(TempestCredentials(alone).obstacle(to: one) == nil)
        let two = TempestTest(stestrName: "a.B.c", credentials: ["[member]", "[member]"])
        #expect(TempestCredentials(alone).obstacle(to: two)?.contains("--alternate-cloud") == true)

        let both = try await Self.configure("embedded-demo", others: ["embedded-alt"])
        #expect(TempestCredentials(both).obstacle(to: alternate) == nil)
        #expect(TempestCredentials(both).obstacle(to: two) == nil)
        let text = try #require(both.accounts).text
        let other = try #require(text.range(of: "username: \"alt\""))
        let own = try #require(text.range(of: "username: \"demo\""))
        #expect(other.lowerBound < own.lowerBound)
    }
}
