import Testing

@testable import OpenStack

@Suite struct MicroversionTests {
    @Test(arguments: [("2.1", 2, 1), ("2.79", 2, 79), ("1.0", 1, 0), ("10.100", 10, 100)])
    func readsTwoIntegersWithAPoint(text: String, major: Int, minor: Int) {
        #expect(Microversion(text) == Microversion(major, minor))
        #expect(Microversion(major, minor).description == text)
    }

    @Test(arguments: [
        "", "2", "2.", ".1", "2.1.3", "v2.1", "latest", "2.x", "-1.2", "2.-1", "+2.1", "2.+1", " 2.1", "2.٣",
    ])
    func refusesEverythingElse(text: String) {
        #expect(Microversion(text) == nil)
    }

    @Test func comparesTwoIntegers() {
        #expect(Microversion(2, 9) < Microversion(2, 10))
        #expect(Microversion(2, 79) < Microversion(3, 0))
        #expect(!(Microversion(2, 1) < Microversion(2, 1)))
    }

    static let headers: [(ServiceType, [String])] = [
        (.compute, ["OpenStack-API-Version: compute 2.79", "X-OpenStack-Nova-API-Version: 2.79"]),
        (.blockStorage, ["OpenStack-API-Version: volume 2.79"]),
        (.placement, ["OpenStack-API-Version: placement 2.79"]),
        (
            .sharedFileSystem,
            ["OpenStack-API-Version: shared-file-system 2.79", "X-OpenStack-Manila-API-Version: 2.79"]
        ),
        (.keyManager, ["OpenStack-API-Version: key-manager 2.79"]),
        (ServiceType("container-infra"), ["OpenStack-API-Version: container-infra 2.79"]),
    ]

    @Test(arguments: headers)
    func isAskedForInHeaders(type: ServiceType, lines: [String]) {
        #expect(Microversion(2, 79).headers(for: type).fields.map { "\($0.name): \($0.value)" } == lines)
    }
}
