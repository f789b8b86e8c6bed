import Testing

@testable import OpenStack

@Suite struct CloudChoiceTests {
    private static let login = ConfigurationFixture.login
    private static let two = ["clouds.yaml": "clouds: {one: {\(login)}, two: {\(login)}}"]
    private static let variables = [
        "OS_AUTH_URL": "https://env.example", "OS_USER_ID": "u", "OS_PASSWORD": "p",
    ]

    @Test(
        arguments: [
            ("two", [:], two, "two"),
            ("two", ["OS_CLOUD": "one"], two, "two"),
            (nil, ["OS_CLOUD": "one"], two, "one"),
            ("", ["OS_CLOUD": "one"], two, "one"),
            (nil, ["OS_CLOUD": "one"].merging(variables) { $1 }, two, "one"),
            (nil, variables, two, "envvars"),
            (nil, ["OS_CLOUD": ""].merging(variables) { $1 }, two, "envvars"),
            ("one", variables, two, "one"),
            (nil, ["OS_CLOUD_NAME": "mine"].merging(variables) { $1 }, two, "mine"),
            (nil, [:], ["clouds.yaml": "clouds: {only: {\(login)}}"], "only"),
            (
                nil, ["OS_REGION_NAME": "R", "OS_TEST_X": "1", "OS_STDOUT": "1", "OS_LOG_X": "1"],
                ["clouds.yaml": "clouds: {only: {\(login)}}"], "only"
            ),
        ] as [(String?, [String: String], [String: String], String)]
    )
    func theCloudIsChosen(
        name: String?,
        environment: [String: String],
        files: [String: String],
        chosen: String
    ) throws {
        let clouds = try ConfigurationFixture(files: files, environment: environment).load()
        #expect(try clouds.cloud(named: name).name == chosen)
    }

    @Test func anUnknownNameListsTheNamesAndTheClosest() throws {
        let error = try #require(ConfigurationFixture(files: Self.two).failure(cloud: "tow"))
        #expect(error.code == .unknownCloud)
        #expect(
            error.description
                == "there is no cloud \"tow\" in /desk/clouds.yaml; did you mean \"two\"? There are one, two"
        )
        let variable = try #require(ConfigurationFixture(files: Self.two, environment: ["OS_CLOUD": "zzz"]).failure())
        #expect(variable.description.hasPrefix("environment variable OS_CLOUD: there is no cloud \"zzz\""))
    }

    @Test func severalCloudsWithoutANameAreAnError() throws {
        let error = try #require(ConfigurationFixture(files: Self.two).failure())
        #expect(error.code == .ambiguousCloud)
        #expect(error.description.contains("one, two"))
    }

    @Test(arguments: [["OS_CLOUD_NAME": "one"], ["OS_CLOUD_NAME": "two", "OS_USERNAME": "u"]])
    func aNameMayNotBeTakenTwice(environment: [String: String]) throws {
        let error = try #require(ConfigurationFixture(files: Self.two, environment: environment).failure(cloud: "one"))
        #expect(error.code == .nameClash)
    }

    @Test func aCloudMayConsistOfOverridesAlone() throws {
        let overrides = [
            "os_auth_url": "https://id.example", "user-id": "u", "password": "p", "os-region-name": "R", "x": "",
        ]
        let cloud = try ConfigurationFixture().load().cloud(overrides: overrides)
        #expect(cloud.name == "defaults")
        #expect(cloud.region == "R")
        #expect(cloud.authentication == .password(user: .id("u"), password: Secret("p")))
        #expect(try ConfigurationFixture(files: Self.two).load().cloud(overrides: overrides).name == "defaults")
    }

    @Test func variablesBesideACloudOfAFileAreReportedNotUsed() throws {
        let clouds = try ConfigurationFixture(
            files: Self.two,
            environment: ["OS_CLOUD": "one", "OS_USERNAME": "other", "OS_PASSWORD": "hunter2"]
        ).load()
        let resolved = try clouds.resolve()
        #expect(
            resolved.configuration.authentication
                == .password(user: .name("u", domain: .name("Default")), password: Secret("p"))
        )
        #expect(resolved.diagnostics.map(\.severity) == [.note])
        #expect(resolved.diagnostics[0].message.contains("OS_PASSWORD, OS_USERNAME"))
    }
}
