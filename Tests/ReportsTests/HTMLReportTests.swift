import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("The HTML form")
struct HTMLReportTests {
    @Test(
        "Whatever a cloud sends stays text",
        arguments: [
            "<script>", "<img", "\"><img", "onmouseover=alert(2) x=\"", "\u{7}", "\u{1B}", "\u{0}", "\u{202E}",
        ]
    )
    func harmless(_ text: String) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let html = try run.report.text(.html)
        let markup = try #require(html.range(of: "<script>"))
        // The one script is the page's own and the last of it.
        #expect(!html[markup.upperBound...].contains("<script>"))
        #expect(text == "<script>" || !html[..<markup.lowerBound].contains(text))
    }

    @Test("A quotation mark with an accent is still a quotation mark")
    func escapesCodePoints() {
        #expect(
            HTMLEscaping.escaped("\"\u{301}<\u{338}&\u{301}'\u{301}")
                == "&quot;\u{301}&lt;\u{338}&amp;\u{301}&#39;\u{301}"
        )
    }

    @Test("Values in braces are no templates")
    func bracesStay() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        #expect(try run.report.text(.html).contains("]]&gt; &amp; {{.cloud}} {{{.style}}}"))
    }

    @Test("The page loads nothing")
    func isSelfContained() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let html = try run.report.text(.html)
        for word in ["<link", "<img", "<iframe", "@import", "url("] { #expect(!html.contains(word), "\(word)") }
        #expect(html.firstMatch(of: /<[a-z][^>]* src=/) == nil)
    }

    @Test("Ids are unique, and every link within the page leads somewhere")
    func links() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let html = try run.report.text(.html)
        let ids = html.matches(of: /[ ]id="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for link in html.matches(of: /href="#([^"]*)"/) { #expect(ids.contains(String(link.output.1))) }
        for row in html.matches(of: /data-row="([^"]*)"/) { #expect(ids.contains(String(row.output.1))) }
    }

    @Test(
        "The page's policy names its style and its script",
        arguments: [
            (Templates.style, Templates.styleDigest), (Templates.script, Templates.scriptDigest),
        ]
    )
    func digests(_ text: String, _ digest: String) throws {
        let program = try #require(Shell.find("openssl"), "openssl is needed to check the digests")
        let file = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try Shell.run(program, ["dgst", "-sha256", "-binary", file.path]).output
        #expect(digest == "sha256-" + Data(output).base64EncodedString())
    }

    @Test("A run of 1,500 tests stays small")
    func size() async throws {
        let html = try await LargeRun.html.value
        #expect(html.utf8.count < 4 * 1024 * 1024)
    }
}
