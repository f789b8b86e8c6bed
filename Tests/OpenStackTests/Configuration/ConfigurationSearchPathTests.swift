import Testing

@testable import OpenStack

@Suite struct ConfigurationSearchPathTests {
    @Test(arguments: [
        ([:], ["/desk", "/home/fits/.config/openstack", "/etc/xdg/openstack", "/etc/openstack"]),
        (
            ["XDG_CONFIG_HOME": "/xdg/", "XDG_CONFIG_DIRS": "/one:/two"],
            [
                "/desk", "/xdg/openstack", "/home/fits/.config/openstack", "/one/openstack", "/two/openstack",
                "/etc/openstack",
            ]
        ),
        (
            ["SNAP_REAL_HOME": "/home/real", "XDG_CONFIG_HOME": " "],
            [
                "/desk", "/home/fits/.config/openstack", "/home/real/.config/openstack", "/etc/xdg/openstack",
                "/etc/openstack",
            ]
        ),
    ])
    func directoriesOnLinux(environment: [String: String], directories: [String]) {
        let path = ConfigurationSearchPath(
            environment: environment,
            workingDirectory: "/desk",
            homeDirectory: "/home/fits",
            platform: .linux
        )
        #expect(path.directories == directories)
    }

    @Test func directoriesOnMacOS() {
        let path = ConfigurationSearchPath(
            environment: ["HOME": "/Users/fits"],
            workingDirectory: "/desk/",
            homeDirectory: nil,
            platform: .macOS
        )
        #expect(
            path.directories == [
                "/desk", "/Users/fits/Library/Application Support/openstack", "/Users/fits/.config/openstack",
                "/Library/Application Support/openstack", "/etc/openstack",
            ]
        )
    }

    @Test func suffixesComeBeforeTheNextDirectory() {
        let path = ConfigurationSearchPath(
            environment: [:],
            workingDirectory: "/",
            homeDirectory: nil,
            platform: .linux
        )
        #expect(
            path.candidates("clouds").prefix(4) == [
                "/clouds.yaml", "/clouds.yml", "/clouds.json", "/etc/xdg/openstack/clouds.yaml",
            ]
        )
    }
}
