import Foundation
import Testing

@testable import OpenStack

@Suite struct ConfiguredCloudsLoadingTests {
    private let login = ConfigurationFixture.login

    @Test(arguments: [
        (["clouds.yml", "/etc/openstack/clouds.yaml"], "/desk/clouds.yml"),
        (["clouds.json", "clouds.yaml"], "/desk/clouds.yaml"),
        (
            ["/home/fits/.config/openstack/clouds.json", "/etc/xdg/openstack/clouds.yaml"],
            "/home/fits/.config/openstack/clouds.json"
        ),
        (["/etc/openstack/clouds.yaml"], "/etc/openstack/clouds.yaml"),
    ])
    func theFirstFileIsTaken(paths: [String], taken: String) throws {
        let files = Dictionary(uniqueKeysWithValues: paths.map { ($0, "clouds: {a: {\(login)}}") })
        let clouds = try ConfigurationFixture(files: files).load()
        #expect(clouds.file == taken)
        #expect(clouds.cloudNames == ["a"])
    }

    @Test func unreadableAndMalformedFilesAreSkippedWithAWarning() throws {
        let fixture = ConfigurationFixture(
            files: ["clouds.yml": "clouds: [\n  &", "clouds.json": "{\"clouds\": {\"a\": {}}}"],
            unreadable: ["/desk/clouds.yaml"]
        )
        let clouds = try fixture.load()
        #expect(clouds.file == "/desk/clouds.json")
        #expect(clouds.diagnostics.map(\.severity) == [.warning, .warning])
        #expect(clouds.diagnostics.map(\.file) == ["/desk/clouds.yaml", "/desk/clouds.yml"])
        #expect(clouds.diagnostics[0].description.contains("permission denied"))
        #expect(clouds.diagnostics[1].line != nil)
    }

    @Test func aSkippedFileIsNamedWhenNoCloudIsFound() throws {
        let fixture = ConfigurationFixture(files: ["clouds.yaml": "clouds:\n  a: 1\n  a: 2\n"])
        #expect(fixture.failure()?.description.contains("/desk/clouds.yaml:2") == true)
        #expect(fixture.failure(cloud: "a")?.description.contains("/desk/clouds.yaml:2") == true)
    }

    @Test(arguments: ["OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE"])
    func aFileNamedExplicitlyMustBeThereAndSound(variable: String) throws {
        let missing = ConfigurationFixture(environment: [variable: "/else/where.yaml"]).failure()
        #expect(missing?.code == .unreadableFile)
        #expect(missing?.origin == .file("/else/where.yaml"))
        #expect(missing?.description.contains(variable) == true)
        let malformed = ConfigurationFixture(files: ["my.yaml": "a: {"], environment: [variable: "my.yaml"]).failure()
        #expect(malformed?.code == .malformedFile)
    }

    @Test func filesNamedExplicitlyGoFirst() throws {
        let fixture = ConfigurationFixture(
            files: [
                "clouds.yaml": "clouds: {near: {}}",
                "/else/c.yaml": "clouds: {far: {\(login)}}",
                "/else/s.json": "{\"clouds\": {\"far\": {\"auth\": {\"password\": \"new\"}}}}",
            ],
            environment: ["OS_CLIENT_CONFIG_FILE": "/else/c.yaml", "OS_CLIENT_SECURE_FILE": "/else/s.json"]
        )
        let clouds = try fixture.load()
        #expect(clouds.cloudNames == ["far"])
        #expect(clouds.secureFile == "/else/s.json")
        #expect(
            try clouds.cloud().authentication
                == .password(user: .name("u", domain: .name("Default")), password: Secret("new"))
        )
    }

    @Test func secureIsMergedDeeplyAndMayAddClouds() throws {
        let clouds = try ConfigurationFixture(files: [
            "clouds.yaml": "clouds: {a: {auth: {username: u}, regions: [R1, R2], cache: {x: {y: 1}}}}",
            "secure.yaml": "clouds: {b: {}, a: {auth: {password: p}, regions: [R3], cache: {x: {z: 2}}}}",
        ]).load()
        #expect(clouds.cloudNames == ["a", "b"])
        let entry = try #require(clouds.entries["a"]?.map)
        #expect(entry["auth"]?.map?.keys == ["username", "password"])
        #expect(entry["regions"]?.list?.map(\.text) == ["R3"])
        #expect(entry["cache"]?.map?["x"]?.map?.keys == ["y", "z"])
    }

    @Test func cloudsKeepTheOrderOfTheFileAndTheEnvironmentsIsLast() throws {
        let clouds = try ConfigurationFixture(
            files: ["clouds.yaml": "clouds:\n  zeta: {}\n  alpha: {}\n  mid: {}\n"],
            environment: ["OS_USERNAME": "u"]
        ).load()
        #expect(clouds.cloudNames == ["zeta", "alpha", "mid", "envvars"])
    }

    @Test(arguments: ["", "# nothing\n", "other: 1", "clouds:", "clouds: []"])
    func aFileWithoutCloudsIsWorthAWarning(text: String) throws {
        let fixture = ConfigurationFixture(files: ["clouds.yaml": text])
        let clouds = try fixture.load()
        #expect(clouds.cloudNames.isEmpty)
        #expect(clouds.diagnostics.map(\.severity) == [.warning])
        #expect(fixture.failure()?.code == .noCloud)
    }

    @Test(arguments: ["- a", "text", "3"])
    func aDocumentThatIsNoMapIsAnError(text: String) {
        #expect(ConfigurationFixture(files: ["clouds.yaml": text]).failure()?.code == .malformedFile)
    }

    @Test func anEntryThatIsNoMapIsReportedAndRefused() throws {
        let fixture = ConfigurationFixture(files: ["clouds.yaml": "clouds:\n  a:\n  b: {\(login)}\n"])
        let clouds = try fixture.load()
        #expect(clouds.diagnostics.first?.severity == .error)
        #expect(clouds.diagnostics.first?.line == 2)
        #expect(try clouds.cloud(named: "b").name == "b")
        #expect(fixture.failure(cloud: "a")?.code == .invalidSetting)
    }

    @Test func withoutFilesAndVariablesThereIsNothing() throws {
        let fixture = ConfigurationFixture()
        #expect(try fixture.load().cloudNames.isEmpty)
        let error = try #require(fixture.failure())
        #expect(error.code == .noCloud)
        #expect(error.description.contains("/home/fits/.config/openstack"))
    }

    @Test func theFileSystemIsRead() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data("clouds: {a: {}}".utf8).write(to: directory.appendingPathComponent("clouds.yaml"))
        let files = ConfigurationFiles.system
        #expect(files.content(of: directory.path + "/clouds.yaml") == .bytes(Array("clouds: {a: {}}".utf8)))
        #expect(files.content(of: directory.path + "/clouds.yml") == .missing)
        #expect(files.content(of: directory.path + "/clouds.yaml/x") == .missing)
        #expect(files.content(of: directory.path) == .unreadable("it is a directory"))
        guard case .bytes(let bytes) = files.content(of: "/dev/zero") else {
            Issue.record("/dev/zero cannot be read")
            return
        }
        #expect(bytes.count > ConfigurationFiles.sizeLimit)
        #expect(throws: ConfigurationError.self) { try YAMLDocument(bytes, path: "/dev/zero") }
    }
}
