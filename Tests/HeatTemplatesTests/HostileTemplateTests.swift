import HeatTemplates
import Testing

@Suite("Hostile templates")
struct HostileTemplateTests {
    private static let head = "heat_template_version: 2018-08-31\n"

    @Test("aliases of aliases come to an end")
    func bombs() {
        var text = Self.head + "outputs:\n  o:\n    value:\n      a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text +=
                "      a\(level): &a\(level) [\(repeatElement("*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        let found = findings(in: text)
        #expect(found.contains { $0.contains("more than 400000 values when aliases are replaced") }, "\(found)")
    }

    @Test("maps of aliases as keys come to an end")
    func keyBombs() {
        var text = Self.head + "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text += "a\(level): &a\(level) [\(repeatElement("*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        text += "? *a11\n: x\n"
        #expect(findings(in: text) == ["1:1 refused: many aliases beside keys that are lists or maps"])
    }

    @Test("deep nesting is refused", arguments: [300, 5_000, 200_000])
    func depth(levels: Int) {
        let text =
            Self.head + "outputs: {o: {value: \(String(repeating: "[", count: levels))"
            + "\(String(repeating: "]", count: levels))}}"
        let found = findings(in: text)
        #expect(found.count == 1)
        #expect(found[0].contains("nested too deeply"), "\(found)")
    }

    @Test("what is larger than Heat takes is not looked at")
    func size() {
        var text = Self.head + "parameters:\n"
        for number in 0..<1_000_000 { text += "  p\(number): {type: string}\n" }
        let found = findings(in: text)
        #expect(found.count == 1)
        #expect(found[0].contains("bytes, and Heat takes 524288"))
    }

    @Test("a text that grows without bounds is not made")
    func growth() {
        var value = "xxxxxxxxxx"
        for _ in 0..<9 {
            value = "{str_replace: {template: \(value), params: {x: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}}}"
        }
        let found = findings(in: Self.head + "outputs: {o: {value: \(value)}}")
        #expect(found.contains { $0.contains("the text that str_replace makes is longer than") }, "\(found)")
    }

    @Test("repeating without bounds is refused")
    func repetition() {
        let list = (0..<100).map { "'\($0)'" }.joined(separator: ",")
        let lists = (0..<8).map { "'%\($0)%': [\(list)]" }.joined(separator: ", ")
        let found = findings(in: Self.head + "outputs: {o: {value: {repeat: {template: x, for_each: {\(lists)}}}}}")
        #expect(found == ["2:23 fails: repeat makes more than 100000 items"])
    }

    @Test("conditions that refer to each other many times are resolved once each")
    func conditions() {
        var text = Self.head + "conditions:\n  c0: {equals: [1, 1]}\n"
        for number in 1..<150 { text += "  c\(number): {and: [c\(number - 1), c\(number - 1)]}\n" }
        #expect(findings(in: text) == [])
    }

    @Test("templates that are nested in each other come to an end")
    func recursion() {
        let first = Self.head + "resources: {a: {type: second.yaml}, b: {type: second.yaml}}"
        let second = Self.head + "resources: {a: {type: main.yaml}, b: {type: main.yaml}}"
        let found = findings(in: first, files: ["main.yaml": first, "second.yaml": second])
        #expect(!found.isEmpty)
        #expect(
            found.allSatisfy { $0.contains("the template is nested in itself: main.yaml → second.yaml → main.yaml") }
        )
    }

    @Test("groups of groups of groups come to an end")
    func groups() {
        var inner = "{type: OS::Heat::RandomString}"
        for _ in 0..<6 { inner = "{type: OS::Heat::ResourceGroup, properties: {count: 50, resource_def: \(inner)}}" }
        let found = findings(in: Self.head + "resources: {g: \(inner)}")
        #expect(found.contains { $0.contains("too many nested stacks") }, "\(found)")
    }

    @Test("a chain of dependencies as long as a template can be is no problem")
    func chains() {
        var text = Self.head + "resources:\n  r0: {type: OS::Heat::None}\n"
        for number in 1..<8_000 { text += "  r\(number): {type: OS::Heat::None, depends_on: r\(number - 1)}\n" }
        #expect(findings(in: text).filter { !$0.contains("doubtful") } == [])
    }

    @Test("an expression that would match for ever does not match")
    func patterns() {
        let text =
            Self.head + "parameters: {p: {type: string, default: \(String(repeating: "a", count: 60))!, "
            + "constraints: [{allowed_pattern: '(a+)+$'}]}}"
        #expect(findings(in: text).count == 1)
    }

    @Test(
        "no file outside the folder is asked for",
        arguments: [
            "/etc/passwd", "../secret", "a/../../secret", "file:///etc/passwd", "~/secret", "http://host/x",
            "a/./../../b",
        ]
    )
    func files(path: String) throws {
        let files = TemplateFiles(reading: { path in
            Issue.record("\(path) was asked for")
            return "secret"
        })
        #expect(throws: TemplateFiles.Problem.self) { try files.contents(of: path, namedIn: "main.yaml") }
        #expect(try TemplateFiles.place(of: "../b/./c", namedIn: "a/main.yaml") == "b/c")
    }
}
