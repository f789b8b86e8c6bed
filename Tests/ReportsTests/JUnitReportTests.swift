import Conformance
import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("JUnit XML")
struct JUnitReportTests {
    @Test(arguments: [
        ("a.b.Class.test", "a.b.Class", "test"),
        ("a.b.Class.test[id-1,smoke]", "a.b.Class", "test[id-1,smoke]"),
        ("a.b.Class.test[id-1.2]", "a.b.Class", "test[id-1.2]"),
        ("a.b.Class.test(disk.raw)", "a.b.Class", "test(disk.raw)"),
        ("test", "", "test"),
    ])
    func split(_ test: String, _ className: String, _ name: String) {
        let (gotClass, gotName) = JUnitReport.split(test)
        #expect(gotClass == className)
        #expect(gotName == name)
    }

    @Test(arguments: [
        ("]]>", "]]&gt;"), ("<a b=\"c\">&amp;", "&lt;a b=&quot;c&quot;&gt;&amp;amp;"),
        ("a\u{0}b\u{1B}c\u{FFFE}d", "abcd"),
        ("one\ntwo\tthree\r", "one&#10;two&#9;three&#13;"), ("\"\u{301}", "&quot;\u{301}"), ("🌼", "🌼"),
    ])
    func escaping(_ text: String, _ escaped: String) {
        #expect(XMLElement.escaped(text) == escaped)
    }

    @Test("A parser reads back what was written")
    func readBack() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let reader = Reader()
        let parser = XMLParser(data: Data(try run.report.text(.junit).utf8))
        parser.delegate = reader
        #expect(parser.parse())
        #expect(reader.names["testcase"] == 9)
        #expect(reader.names["failure"] == 2)
        #expect(reader.names["flakyFailure"] == 1)
        #expect(reader.names["skipped"] == 5)
        let message = try #require(reader.messages.first { $0.contains("script") })
        #expect(message.contains(SampleRun.hostile[1]))
        #expect(message.contains("]]> & {{.cloud}}"))
    }

    @Test(
        "It is what is promised",
        .enabled(if: JUnitSchema.own.canBeChecked, "NOT TESTED: there is no xmllint"),
        arguments: [true, false]
    )
    func schema(_ isFinished: Bool) async throws {
        #expect(try JUnitSchema.own.problems(in: try await Self.text(isFinished)) == "")
    }

    @Test(
        "It is what Jenkins takes",
        .enabled(if: JUnitSchema.jenkins.canBeChecked, "NOT TESTED: there is no xmllint, or not Jenkins' schema"),
        arguments: [true, false]
    )
    func jenkins(_ isFinished: Bool) async throws {
        #expect(try JUnitSchema.jenkins.problems(in: try await Self.text(isFinished)) == "")
    }

    private static func text(_ isFinished: Bool) async throws -> String {
        let run = try await SampleRun.make(isFinished: isFinished, hasGuideline: isFinished)
        defer { run.remove() }
        return try run.report.text(.junit)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var names: [String: Int] = [:]
        var messages: [String] = []

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            names[name, default: 0] += 1
            if let message = attributes["message"] { messages.append(message) }
        }
    }
}
