import PythonSemantics
import Testing

@Suite("YAML")
struct YAMLReaderTests {
    private func read(
        _ text: String,
        valueLimit: Int = 1000,
        repeatedKeys: YAMLReader.RepeatedKeys = .refused
    ) -> (root: YAMLNode<String>?, problems: [String]) {
        let (root, problems) = YAMLReader.read(
            Array(text.utf8),
            valueLimit: valueLimit,
            depthLimit: 20,
            repeatedKeys: repeatedKeys
        ) { scalar, _ in scalar.text }
        let shown = problems.map { problem in
            (problem.mark.map { "\($0.line):\($0.column): " } ?? "") + problem.message
        }
        return (root, shown)
    }

    @Test("Values and keys have their places")
    func places() throws {
        let root = try #require(read("a: 1\nbä:\n  - c: ' x '\n").root)
        let entry = try #require(root.entry("bä"))
        #expect(entry.mark == SourceMark(line: 2, column: 1))
        let element = try #require(entry.value.elements?.first)
        #expect(element.mark == SourceMark(line: 3, column: 5))
        #expect(element["c"]?.scalar == " x ")
        #expect(element["c"]?.mark == SourceMark(line: 3, column: 8))
    }

    @Test("Keys are the text that JSON makes of them, and known as they are written")
    func keys() throws {
        let entries = try #require(read("{1_0: a, yes: b, 'no': c, ~: d, 1.50: e, .inf: f}").root?.entries)
        #expect(entries.map(\.key) == ["10", "true", "no", "null", "1.5", "Infinity"])
        #expect(entries.map(\.writtenKey) == ["1_0", "yes", "no", "~", "1.50", ".inf"])
    }

    @Test("Maps are merged as Python's dictionaries are: values of the map itself, then of those named first")
    func merging() throws {
        let text = """
            one: &one {a: 1, b: 1, c: 1}
            two: &two {b: 2, c: 2, d: 2}
            all: {c: 0, <<: [*one, *two], yes: 5, true: 6}
            """
        let all = try #require(read(text).root?["all"]?.entries)
        #expect(all.map { $0.key + ($0.value.scalar ?? "") } == ["b1", "c0", "d2", "a1", "true6"])
    }

    @Test("An empty document has no root, and nothing is wrong with it", arguments: ["", "# none\n", "---\n"])
    func empty(text: String) {
        let (root, problems) = read(text)
        #expect(problems == [])
        #expect(root?.scalar ?? "" == "")
    }

    @Test("Of a key that occurs twice the last one can be made to count, and all places stay")
    func repeatedKeys() throws {
        let text = "äö: 1\n\"äö\": 2\näö : 3\nz: 4\n"
        #expect(read(text).problems == ["1:1: a key is written twice in one map"])
        let (root, problems) = read(text, repeatedKeys: .lastCounts)
        #expect(
            problems == [
                "1:1: the key 'äö' occurs again in this map, and only the last one counts",
                "2:1: the key 'äö' occurs again in this map, and only the last one counts",
            ]
        )
        #expect(root?["äö"]?.scalar == "3")
        #expect(root?.entries?.map(\.key) == ["äö", "z"])
        #expect(root?["z"]?.mark == SourceMark(line: 4, column: 4))
    }

    @Test(
        "What is wrong is said with its place, without a word of what stands there",
        arguments: [
            ("a:\n  b: *secret\n", "2:6: an alias without anchor"),
            ("a: 1\n---\nsecret: 1\n", "2:1: a second document"),
            ("a: @secret", "1:4: no valid YAML: found character that cannot start any token"),
            ("a: \u{7}secret", "1:1: a control character"), ("? [secret]\n: 1\n", "1:3: a key that is a list or a map"),
            ("<<: secret", "1:1: << takes a map or a list of maps"),
            (String(repeating: "[", count: 22) + String(repeating: "]", count: 22), "lists or maps nested too deeply"),
            (String(repeating: "[", count: 9000), "lists or maps nested too deeply"),
            ("[\(Array(repeating: "x", count: 1000).joined(separator: ","))]", "more than 1000 values"),
        ]
    )
    func problems(text: String, problem: String) {
        let problems = read(text).problems
        #expect(problems.count == 1)
        #expect(problems.first?.contains(problem) == true, "\(problems)")
    }

    @Test("Bytes that are no text are refused")
    func noText() {
        let read = YAMLReader.read([0x61, 0xFF], valueLimit: 9, depthLimit: 9) { scalar, _ in scalar.text }
        #expect(read.root == nil)
        #expect(read.problems.map(\.message) == ["the text is not UTF-8"])
    }
}
