import Conformance
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
        others: [String] = [],
        installation: TempestInstallation? = nil
    ) async throws -> TempestConfigurator {
        try await withCloud { clouds, network in
            try await configure(entry, others: others, installation: installation, of: clouds, over: network)
        }
    }

    private static func configure(
        _ entry: String,
        others: [String] = [],
        installation: TempestInstallation?,
        of clouds: ConfiguredClouds,
        over network: LiveTransport
    ) async throws -> TempestConfigurator {
        var users: [TempestUser] = []
        for other in others { users.append(try await user(try clouds.cloud(named: other), over: network)) }
        let configuration = try clouds.cloud(named: entry)
        return TempestConfigurator(
            try await CloudSurvey(CloudSession(configuration: configuration, transport: network)),
            of: configuration,
            user: try await user(configuration, over: network),
            others: users,
            workspace: TempestWorkspace(folder: URL(filePath: "/workspace")),
            installation: installation
        )
    }

    private static func user(
        _ configuration: CloudConfiguration,
        over network: LiveTransport
    ) async throws -> TempestUser {
        let session = CloudSession(configuration: configuration, transport: network)
        return try TempestUser(configuration, token: try await session.token())
    }

    private static func withCloud<Result: Sendable>(
        _ body: (ConfiguredClouds, LiveTransport) async throws -> Result
    ) async throws -> Result {
        var logger = Logger(label: "embedded-cloud")
        logger.logLevel = .critical
        return try await EmbeddedCloud.withCloud(EmbeddedCloudConfiguration(), logger: logger) { cloud in
            let file = "/clouds.yaml"
            let clouds = try ConfiguredClouds.load(
                environment: ["OS_CLIENT_CONFIG_FILE": file],
                workingDirectory: "/",
                files: ConfigurationFiles(inMemory: [file: cloud.cloudsYAML])
            )
            return try await LiveTransport.withTransport { network in try await body(clouds, network) }
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

    @Test("How a cloud with TLS is checked is for Tempest and for Heat's plug-in what it is for FITS")
    func tls() async throws {
        let installation = try await FakeTempest.with { try $0.installation }
        let sections = [("identity", "ca_certificates_file"), ("heat_plugin", "ca_file")]
        try await Self.withCloud { clouds, network in
            for tls in [
                TLSSettings(), TLSSettings(authorityFile: "/etc/cloud.pem"), TLSSettings(verifiesServer: false),
            ] {
                var configuration = try clouds.cloud(named: "embedded-admin")
                configuration.tls = tls
                let settings = TempestConfigurator(
                    try await CloudSurvey(CloudSession(configuration: configuration, transport: network)),
                    of: configuration,
                    user: try await Self.user(configuration, over: network),
                    others: [],
                    workspace: TempestWorkspace(folder: URL(filePath: "/workspace")),
                    installation: installation
                ).settings()
                for (section, file) in sections {
                    #expect(settings[section, file] == tls.authorityFile)
                    let trusts = settings[section, "disable_ssl_certificate_validation"]
                    #expect(trusts == (tls.verifiesServer ? nil : "true"))
                }
            }
        }
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

    @Test("Heat's plug-in gets a member and a network of its own, which are gone afterwards")
    func provided() async throws {
        let installation = try await FakeTempest.with { try $0.installation }
        try await Self.withCloud { clouds, network in
            let configuration = try clouds.cloud(named: "embedded-admin")
            let configurator = try await Self.configure(
                "embedded-admin",
                installation: installation,
                of: clouds,
                over: network
            )
            let test = TempestTest(stestrName: "heat_tempest_plugin.tests.api.test_heat_api.a.b", credentials: [])
            #expect(configurator.wantsMember(for: [test]))
            #expect(!configurator.wantsMember(for: [TempestTest(stestrName: "tempest.api.a.B.c", credentials: [])]))
            let recorded = Recorded()
            let (settings, leftovers) = try await ProvidedProject.with(
                run: "20261123T000000Z-x-0123abcd",
                administrator: configuration,
                over: network,
                recorders: [recorded],
                redactor: Redactor()
            ) { project in
                let member = try await Self.user(project.member, over: network)
                #expect(!member.isAdministrator)
                return configurator.providing(member, network: project.network, subnet: project.subnet).settings()
            }
            #expect(leftovers == [])
            for option in ["username", "project_name", "fixed_network_name", "fixed_subnet_name"] {
                #expect(settings["heat_plugin", option]?.hasPrefix("fits-0123abcd-") == true)
            }
            #expect(settings["heat_plugin", "admin_username"] == "admin")
            let (made, removed) = await recorded.resources
            #expect(made.count == 4)
            #expect(removed == made.reversed())
        }
    }
}
