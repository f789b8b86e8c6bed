import Testing

@testable import OpenStack

@Suite struct CloudServiceSettingsTests {
    private func cloud(_ settings: String) throws -> CloudConfiguration {
        try ConfigurationFixture.cloud("\(ConfigurationFixture.login), \(settings)").configuration
    }

    private func failure(_ settings: String) -> ConfigurationError? {
        ConfigurationFixture.failure("\(ConfigurationFixture.login), \(settings)")
    }

    // MARK: - Services

    @Test func everySettingOfAService() throws {
        let compute = try cloud(
            """
            region_name: R1, compute_endpoint_override: 'http://{region_name}:8774', compute_interface: internal,
            compute_region_name: R2, compute_service_type: computev2, compute_service_name: nova,
            compute_default_microversion: '2.79', compute_api_version: 2
            """
        ).services["compute"]
        var expected = ServiceSettings()
        expected.endpointOverride = "http://R1:8774"
        expected.interface = .internal
        expected.region = "R2"
        expected.serviceType = "computev2"
        expected.serviceName = "nova"
        expected.defaultMicroversion = "2.79"
        expected.apiVersion = "2"
        #expect(compute == expected)
    }

    @Test func presentNamesOfServicesGoBeforeOlderOnes() throws {
        let services = try cloud(
            """
            volume_service_name: oldest, block_storage_service_name: present, volumev3_service_name: newer,
            volume_interface: admin, volumev2_interface: internal, share_service_type: share
            """
        ).services
        #expect(services["block_storage"]?.serviceName == "present")
        #expect(services["block_storage"]?.interface == .internal)
        #expect(services["shared_file_system"]?.serviceType == "share")
        #expect(services["volume"] == nil)
    }

    @Test func theSDKsDefaultsAreThere() throws {
        let services = try cloud("x: y").services
        #expect(services["network"]?.apiVersion == "2")
        #expect(services["object_store"]?.apiVersion == "1")
    }

    @Test(arguments: [("2.79", "2.79"), ("2.0", nil), ("3", nil)] as [(String, String?)])
    func aVersionMayImplyAMicroversion(version: String, microversion: String?) throws {
        #expect(try cloud("compute_api_version: '\(version)'").services["compute"]?.defaultMicroversion == microversion)
    }

    @Test func twoMicroversionsAreAConflict() {
        #expect(
            failure("compute_api_version: 2.1, compute_default_microversion: '2.79'")?.code == .conflictingSettings
        )
    }

    @Test func withoutAuthenticationTheEndpointStandsForEveryService() throws {
        let services = try ConfigurationFixture.cloud(
            "auth_type: none, image_endpoint_override: 'http://image', auth: {endpoint: 'http://all'}"
        ).configuration.services
        #expect(services["compute"]?.endpointOverride == "http://all")
        #expect(services["image"]?.endpointOverride == "http://image")
    }

    // MARK: - Interface and time-out

    @Test(
        arguments: [
            ("x: y", .public), ("interface: admin", .admin), ("endpoint_type: internal", .internal),
            ("endpoint_type: internal, interface: admin", .internal), ("interface: publicURL", .public),
            ("interface: null", .public), ("interface: [internal, public]", .internal),
        ] as [(String, EndpointInterface)]
    )
    func interfaces(settings: String, interface: EndpointInterface) throws {
        #expect(try cloud(settings).interface == interface)
    }

    @Test func anUnknownInterfaceIsAnError() {
        #expect(failure("interface: outside")?.advice == "write one of public, internal, admin")
    }

    @Test(
        arguments: [
            ("x: y", nil), ("api_timeout: 30", .seconds(30)), ("api_timeout: '2.5'", .milliseconds(2500)),
            ("neutron_timeout: 7, api_timeout: 5", .seconds(7)), ("timeout: 9", nil),
        ] as [(String, Duration?)]
    )
    func timeouts(settings: String, timeout: Duration?) throws {
        #expect(try cloud(settings).requestTimeout == timeout)
    }

    @Test(arguments: ["soon", "-1", "0", "1e99"])
    func aTimeoutIsANumberOfSeconds(text: String) {
        #expect(failure("api_timeout: '\(text)'")?.code == .invalidSetting)
    }

    // MARK: - TLS

    @Test(arguments: [
        ("x: y", TLSSettings()),
        ("verify: false", TLSSettings(verifiesServer: false)),
        ("verify: no, cacert: /ca", TLSSettings(verifiesServer: false)),
        ("verify: 'False'", TLSSettings(verifiesServer: false)),
        ("verify: /ca", TLSSettings(authorityFile: "/ca")),
        ("insecure: true", TLSSettings(verifiesServer: false)),
        ("insecure: 'TRUE', verify: true", TLSSettings(verifiesServer: false)),
        // openstacksdk takes the text "true" alone for true.
        ("insecure: 'yes'", TLSSettings()),
        ("insecure: 1", TLSSettings()),
        ("cacert: ~/ca.pem", TLSSettings(authorityFile: "/home/fits/ca.pem")),
        ("cacert: tls/ca.pem", TLSSettings(authorityFile: "/desk/tls/ca.pem")),
        ("cert: /c, key: ~/k", TLSSettings(certificateFile: "/c", keyFile: "/home/fits/k")),
        ("cert: /c", TLSSettings(certificateFile: "/c")),
        ("key: /k", TLSSettings()),
    ])
    func tls(settings: String, tls: TLSSettings) throws {
        #expect(try cloud(settings).tls == tls)
    }

    @Test(arguments: ["verify: false, cacert: /ca", "key: /k", "compute_api_version: latest", "image_format: '{x}'"])
    func settingsWithoutEffectAreReported(settings: String) throws {
        let resolved = try ConfigurationFixture.cloud("\(ConfigurationFixture.login), \(settings)")
        #expect(resolved.diagnostics.map(\.severity) == [.warning])
        #expect(resolved.diagnostics[0].origin == .file("/desk/clouds.yaml", line: 1))
    }

    // MARK: - Networks

    @Test func networksOfTheList() throws {
        let networks = try cloud(
            "networks: [{name: ext, routes_externally: true, nat_source: 'true', default_interface: true}, "
                + "{name: int, nat_destination: true, routes_ipv6_externally: true}]"
        ).networks
        var external = NetworkSettings(name: "ext")
        external.routesExternally = true
        external.routesIPv4Externally = true
        external.routesIPv6Externally = true
        external.isNATSource = true
        external.isDefaultInterface = true
        var inner = NetworkSettings(name: "int")
        inner.isNATDestination = true
        inner.routesIPv6Externally = true
        #expect(networks == [external, inner])
    }

    @Test func theOlderKeysMeanTheSame() throws {
        let networks = try cloud("external_network: ext, internal_network: int").networks
        #expect(networks.map(\.name) == ["ext", "int"])
        #expect(networks.map(\.routesExternally) == [true, false])
        #expect(networks.map(\.isNATDestination) == [false, true])
        #expect(networks.map(\.isDefaultInterface) == [true, false])
    }

    @Test(arguments: [
        "networks: [{routes_externally: true}]", "networks: {name: x}", "networks: [x]",
        "networks: [{name: x}], external_network: y", "networks: [{name: x}], internal_network: y",
        "networks: [{name: x, nat_destination: true}, {name: y, nat_destination: true}]",
        "networks: [{name: x, default_interface: true}, {name: y, default_interface: true}]",
    ])
    func networksThatContradictThemselves(settings: String) {
        #expect(failure(settings) != nil)
    }
}
