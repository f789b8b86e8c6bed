import Testing

@testable import OpenStack

@Suite struct ClosestNameTests {
    @Test(arguments: [
        ("lab-admn", "lab-admin"), ("LAB-DEMO", "lab-demo"), ("lba-demo", "lab-demo"), ("production", nil), ("x", nil),
    ])
    func suggestsWhatWasProbablyMeant(name: String, closest: String?) {
        #expect(ClosestName.of(name, among: ["lab-admin", "lab-demo", "y"]) == closest)
    }
}
