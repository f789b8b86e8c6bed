import Testing

@testable import OpenStack

@Suite struct CloudMergingTests {
    private static let login = ConfigurationFixture.login
    private static let vendors = """
        public-clouds:
          vendor:
            auth: {auth_url: "https://{region_name}.example/v3", user_domain_name: Default, username: nobody}
            regions: [V1, V2]
            interface: internal
          old: {status: deprecated, message: use the new one, auth: {auth_url: "https://old.example"}}
          gone: {status: shutdown, message: sorry}
        """

    private func vendor(_ entry: String) -> ConfigurationFixture {
        ConfigurationFixture(files: ["clouds.yaml": "clouds: {a: {\(entry)}}", "clouds-public.yaml": Self.vendors])
    }

    @Test(arguments: ["profile", "cloud"])
    func aVendorProfileStandsBelowTheEntry(key: String) throws {
        let resolved = try vendor("\(key): vendor, auth: {username: u, password: p}").load().resolve(region: "V2")
        #expect(resolved.configuration.authURL == "https://V2.example/v3")
        #expect(resolved.configuration.interface == .internal)
        #expect(
            resolved.configuration.authentication
                == .password(user: .name("u", domain: .name("Default")), password: Secret("p"))
        )
        #expect(resolved.diagnostics.map(\.severity) == (key == "cloud" ? [.warning] : []))
    }

    @Test func profilesNobodyCanUseAreErrors() throws {
        for (profile, part) in [
            ("other", "no vendor profile \"other\" in /desk/clouds-public.yaml"), ("gone", "no longer exists: sorry"),
            ("'https://vendor.example'", "not fetched"),
        ] {
            let error = try #require(vendor("profile: \(profile)").failure())
            #expect(error.code == .unknownProfile)
            #expect(error.description.contains(part), "\(error)")
            #expect(error.origin == .file("/desk/clouds.yaml", line: 1))
        }
        #expect(ConfigurationFixture.failure("profile: x")?.message.contains("no clouds-public.yaml") == true)
    }

    @Test func aDeprecatedProfileIsWorthAWarning() throws {
        let resolved = try vendor("profile: old, auth: {user_id: u, password: p}").load().resolve()
        #expect(resolved.diagnostics.map(\.message) == ["vendor profile \"old\" is deprecated: use the new one"])
    }

    @Test func theOrderFromWeakToStrong() throws {
        let files = [
            "clouds.yaml": """
            clouds:
              a:
                profile: vendor
                interface: admin
                image_service_name: entry
                auth: {user_id: entry, password: p}
                regions:
                  - R1
                  - {name: R2, values: {image-service-name: region, interface: null, auth: {user_id: region}}}
            """,
            "clouds-public.yaml": Self.vendors,
        ]
        let clouds = try ConfigurationFixture(files: files).load()
        let first = try clouds.cloud()
        #expect(first.region == "R1")
        #expect(first.interface == .admin)
        #expect(first.services["image"]?.serviceName == "entry")
        #expect(first.authentication == .password(user: .id("entry"), password: Secret("p")))
        let second = try clouds.cloud(region: "R2")
        #expect(second.interface == .admin)
        #expect(second.services["image"]?.serviceName == "region")
        #expect(second.authentication == .password(user: .id("region"), password: Secret("p")))
        let overridden = try clouds.cloud(
            overrides: ["os_region-name": "R2", "image_service_name": "option", "os_user_id": "option"]
        )
        #expect(overridden.region == "R2")
        #expect(overridden.services["image"]?.serviceName == "option")
        #expect(overridden.authentication == .password(user: .id("option"), password: Secret("p")))
    }

    @Test func anOverrideThatAnIDHidesIsReported() throws {
        let resolved = try ConfigurationFixture.cloud(
            "auth: {auth_url: 'https://id.example', user_id: u, password: p, project_id: p1}",
            overrides: ["os_project_name": "other"]
        )
        #expect(resolved.configuration.scope == .project(.id("p1")))
        #expect(
            resolved.diagnostics.map(\.message) == [
                "project_name has no effect, since project_id of the same cloud goes before it"
            ]
        )
    }

    // MARK: - Regions

    @Test(
        arguments: [
            ("", nil, nil), ("", "Any", "Any"), ("region_name: R1", nil, "R1"), ("region_name: 'R1, R2'", "R2", "R2"),
            ("regions: [R1, {name: R2}]", nil, "R1"), ("regions: [R1, {name: R2}]", "R2", "R2"),
            ("regions: [], region_name: R3", "Any", "Any"), ("region_name: null", "Any", "Any"),
            ("region_name: 1", "1", "1"), ("region-name: R1", nil, "R1"), ("region_name: ''", nil, nil),
        ] as [(String, String?, String?)]
    )
    func theRegionIsChosen(entry: String, region: String?, chosen: String?) throws {
        let cloud = try ConfigurationFixture.cloud("\(Self.login), \(entry)", region: region)
        #expect(cloud.configuration.region == chosen)
    }

    @Test func regionsAreCaseSensitiveAndListed() throws {
        let fixture = ConfigurationFixture(files: ["clouds.yaml": "clouds:\n  a:\n    regions: [RegionOne, Two]\n"])
        let error = try #require(fixture.failure(region: "regionone"))
        #expect(error.code == .unknownRegion)
        #expect(error.origin == .file("/desk/clouds.yaml", line: 3))
        #expect(error.advice == "did you mean \"RegionOne\"? It has RegionOne, Two; upper and lower case matter")
    }

    @Test(arguments: ["[{values: {}}]", "[{name: R, value: {}}]", "[[R]]", "R1", "[{name: R, values: [1]}]"])
    func malformedRegionsAreErrors(regions: String) {
        #expect(ConfigurationFixture.failure("\(Self.login), regions: \(regions)")?.code == .invalidSetting)
    }

    @Test func severalRegionsInRegionNameAreDeprecated() throws {
        let resolved = try ConfigurationFixture.cloud("\(Self.login), region_name: 'R1,R2'")
        #expect(resolved.diagnostics.map(\.severity) == [.warning])
    }
}
