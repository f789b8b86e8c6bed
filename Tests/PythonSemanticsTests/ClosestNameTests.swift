import PythonSemantics
import Testing

@Suite("Names that were probably meant")
struct ClosestNameTests {
    @Test(
        "The name with the fewest differences is suggested, when they are few",
        arguments: [
            ("lab-admn", "lab-admin"), ("LAB-DEMO", "lab-demo"), ("lba-demo", "lab-demo"), ("production", nil),
            ("x", nil), (String(repeating: "lab-demo", count: 1000), nil),
        ]
    )
    func suggestion(name: String, closest: String?) {
        #expect(ClosestName.of(name, among: ["lab-admin", "lab-demo", "y"]) == closest)
    }
}
