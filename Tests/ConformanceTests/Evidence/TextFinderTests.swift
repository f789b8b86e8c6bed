import Testing

@testable import Conformance

@Suite struct TextFinderTests {
    @Test(arguments: [
        ("", ""), ("a", "a"), ("ab", "*"), ("xaby", "x*y"), ("abcd", "*"), ("abc", "*c"), ("abab", "**"),
        ("aab", "a*"), ("zé", "*"), ("AB", "AB"), ("a b", "a b"), ("cdab", "cd*"),
    ])
    func everyPlaceIsFoundTheLongestTextFirst(text: String, replaced: String) {
        let finder = TextFinder(["ab", "abcd", "zé"], ignoringCase: false)
        let found = finder.replacing(in: text.utf8, with: "*").map { String(decoding: $0, as: UTF8.self) }
        #expect((found ?? text) == replaced)
        #expect(finder.finds(in: text.utf8) == (found != nil))
    }

    @Test(arguments: [("\"password\"", true), ("{\"PassWord\":1}", true), ("\"PASSWORD", false)])
    func caseCanBeIgnored(text: String, isFound: Bool) {
        #expect(TextFinder(["\"password\""], ignoringCase: true).finds(in: text.utf8) == isFound)
    }

    @Test func nothingIsFoundWhereNothingIsSought() {
        #expect(!TextFinder().finds(in: "anything".utf8))
        #expect(TextFinder().replacing(in: "anything".utf8, with: "*") == nil)
    }
}
