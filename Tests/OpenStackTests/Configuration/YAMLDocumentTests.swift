import Testing

@testable import OpenStack

@Suite struct YAMLDocumentTests {
    private func read(_ text: String) throws(ConfigurationError) -> YAMLDocument {
        try YAMLDocument(Array(text.utf8), path: "c.yaml")
    }

    private func failure(_ text: String) -> ConfigurationError? {
        do throws(ConfigurationError) {
            _ = try read(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func valuesKnowTheirLine() throws {
        let root = try #require(try read("a: 1\nb:\n  c: x\n  d: |\n    long\n").root.map)
        #expect(root["b"]?.origin == .file("c.yaml", line: 2))
        #expect(root["b"]?.map?["d"]?.origin == .file("c.yaml", line: 4))
    }

    @Test(arguments: [
        ("a:\n  password: *hunter2\n", 2), ("a:\n  password: @hunter2\n", 2), ("a:\n  password: 'hunter2\n", 3),
        ("a:\n  password: hunter2: x\n", 2), ("hunter2: 1\nhunter2: 2\n", 1), ("a: \u{7}hunter2", 1),
        ("a: 1\n---\nhunter2: 1\n", 2), ("a: !<hunter2\n", 1), ("a: \"\\hunter2\"", 1), ("? {a: hunter2}\n: 1", 1),
        ("<<: hunter2", 1), ("a: 1\nb: !hunter2 1\n", 2),
    ])
    func errorsNameTheLineAndNothingOfWhatStandsThere(text: String, line: Int) throws {
        let error = try #require(failure(text))
        #expect(error.code == .malformedFile)
        guard case .file("c.yaml", let found?, _)? = error.origin else {
            Issue.record("no line: \(error)")
            return
        }
        #expect(found == line, "\(error)")
        #expect(!error.description.contains("hunter2"))
        #expect(!error.description.contains("\n"))
    }

    @Test func mergeKeysYieldToTheMapsOwnAndEarlierOnesWin() throws {
        let root = try read(
            """
            one: &one {a: 1, b: 1, c: 1}
            two: &two {b: 2, c: 2, d: 2}
            all: {c: 0, <<: [*one, *two]}
            """
        ).root
        let all = try #require(root.map?["all"]?.map)
        #expect(all.pairs.map { "\($0.key)\($0.value.text ?? "")" }.sorted() == ["a1", "b1", "c0", "d2"])
    }

    @Test func quotesKeepTextsAsTheyAre() throws {
        let root = try #require(try read("a: '010'\nb: \"yes\"\nc: !!str 1.10\nd: 1.10\n").root.map)
        #expect(root["a"]?.content == .text("010"))
        #expect(root["b"]?.content == .text("yes"))
        #expect(root["c"]?.content == .text("1.10"))
        #expect(root["d"]?.content == .number("1.1"))
    }

    @Test func numbersThatLoseTheirTextAreReported() throws {
        let document = try read("a: 2.10\nb: 010\nc: 2.1\nd: 42\ne: text\nf: yes\ng: '010'\n")
        #expect(document.diagnostics.map(\.line) == [1, 2])
    }

    @Test func numbersAreTextAsPythonPrintsThem() throws {
        let root = try #require(try read("[2.10, 010, 1.0e+3, -.inf, 99999999999999999999, 1:30]").root.list)
        #expect(root.map(\.text) == ["2.1", "8", "1000.0", "-inf", "99999999999999999999", "90"])
    }

    @Test func jsonIsYAML() throws {
        let root = try read("{\"a\": [1, true, null, \"\\u00e9\\/\"],\n\t\"b\": {}}").root
        let list = try #require(root.map?["a"]?.list)
        #expect(list.map(\.content) == [.number("1"), .bool(true), .null, .text("é/")])
    }

    // MARK: - Files that are too much

    @Test func aliasesMayNotExpandWithoutEnd() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ", "))]\n"
        }
        #expect(failure(text)?.message.contains("aliases") == true)
        #expect(failure(text + "? *a9\n: 1\n")?.message.contains("aliases") == true)
        #expect(failure(text + "*a9 : 1\n")?.message.contains("aliases") == true)
        #expect(failure(text + "b: {*a9: 1}\n")?.message.contains("aliases") == true)
        #expect(failure(text + "b: {[*a9]: 1}\n")?.message.contains("aliases") == true)
    }

    @Test func manyHonestAliasesAreFine() throws {
        var text = "x: &x {auth_url: \"https://[::1]:5000/v3\"}\nclouds:\n"
        for number in 1...500 { text += "  c\(number): {auth: {<<: *x, password: \"a]b ?c*\"}}\n" }
        #expect(try read(text).root.map?["clouds"]?.map?.keys.count == 500)
    }

    @Test(arguments: [
        ("[", 100_000, ""), ("- ", 5000, ""), ("[", 500, "]"), ("{a: ", 900, "}"),
    ])
    func nestingHasALimit(start: String, depth: Int, end: String) {
        let text = String(repeating: start, count: depth) + "x" + String(repeating: end, count: depth)
        #expect(failure(text)?.code == .malformedFile)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: ConfigurationError.self) { try YAMLDocument([0x61, 0xFF, 0xFE], path: "c.yaml") }
    }
}
