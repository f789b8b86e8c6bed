import Testing

@testable import OpenStack

@Suite struct FormatStringTests {
    private func value(_ key: String, _ member: String?) -> String? {
        ["region": "R1", "auth.project": "p"][member.map { "\(key).\($0)" } ?? key]
    }

    @Test(arguments: [
        ("plain", "plain"), ("https://{region}.example/{auth[project]}", "https://R1.example/p"), ("{{x}}", "{x}"),
        ("{region}{region}", "R1R1"), ("{{{region}}}", "{R1}"),
    ])
    func fieldsAreReplaced(text: String, result: String) throws {
        #expect(try FormatString(text: text).formatted(value) == result)
    }

    @Test(arguments: ["{", "}", "{}", "{0}", "{unknown}", "{region", "{region!r}", "{auth[other]}"])
    func whatCannotBeReplacedIsAnError(text: String) {
        #expect(throws: FormatString.Failure.self) { try FormatString(text: text).formatted(value) }
    }
}
