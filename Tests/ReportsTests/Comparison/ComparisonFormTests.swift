import Conformance
import CustomDump
import Foundation
import OpenStack
import Testing

@testable import Reports

@Suite("Comparisons, as they are shown")
struct ComparisonFormTests {
    @Test(
        "On a terminal",
        arguments: [(false, 100, TerminalStyle.plain, "comparison.txt"), (true, 100, .plain, "comparison-all.txt")]
    )
    func terminal(_ showsAll: Bool, _ width: Int, _ style: TerminalStyle, _ name: String) async throws {
        try await SampleClouds.with { comparison in
            let text = ComparisonSummary(comparison, showsAll: showsAll, width: width).text(style: style)
            try Reference.expect(text, is: name)
            // Commands and exchanges stay whole, to be copied.
            let lines = text.split(separator: "\n").filter { !$0.contains("  fits compare") && !$0.contains(" → ") }
            #expect(lines.allSatisfy { $0.count <= width && $0.last != " " })
        }
    }

    @Test("Colours change nothing but colours")
    func colours() async throws {
        try await SampleClouds.with { comparison in
            let coloured = ComparisonSummary(comparison).text(style: .ansi)
            expectNoDifference(
                coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: ""),
                ComparisonSummary(comparison).text()
            )
        }
    }

    @Test func markdown() async throws {
        try await SampleClouds.with { comparison in
            try Reference.expect(try comparison.markdown(), is: "comparison.md")
        }
    }

    @Test("Clouds that do not differ need few words")
    func same() async throws {
        try await SampleClouds.with([.north, .north]) { comparison in
            try Reference.expect(ComparisonSummary(comparison).text(), is: "comparison-same.txt")
            #expect(try comparison.html(version: "0.1").contains("No outcome differs"))
        }
    }

    // MARK: - JSON

    @Test("The JSON form is what its published schema says, and the schema says all of it", arguments: [true, false])
    func published(_ hasProfiles: Bool) async throws {
        try await SampleClouds.with(hasProfiles: hasProfiles) { comparison in
            let document = try JSON(parsing: comparison.jsonText.utf8)
            let schema = try JSONSchema.published("fits-compare-1")
            #expect(schema.problems(in: document, isClosed: true) == [])
            #expect(document["sides"].array?.count == 3)
        }
    }

    // MARK: - HTML

    @Test("Ids are unique, every link within the page leads somewhere, and nothing is loaded or run")
    func links() async throws {
        try await SampleClouds.with { comparison in
            let html = try comparison.html(version: "0.1")
            let ids = html.matches(of: /[ ]id="([^"]*)"/).map { String($0.output.1) }
            #expect(Set(ids).count == ids.count)
            for link in html.matches(of: /href="#([^"]*)"/) { #expect(ids.contains(String(link.output.1))) }
            for word in ["<link", "<img", "<iframe", "<script", "@import", "url("] { #expect(!html.contains(word)) }
        }
    }

    @Test("Whatever a cloud sends stays text")
    func harmless() async throws {
        let runs = [try await SampleRun.make(), try await SampleRun.make()]
        defer { for run in runs { run.remove() } }
        let hostile = CloudProfile(
            services: [],
            probes: SampleRun.hostile.enumerated().map { number, text in
                CloudProfile.Answer(id: "x.\(number)", service: text, title: text, status: 400, shape: text)
            }
        )
        let plain = CloudProfile(
            services: [],
            probes: SampleRun.hostile.indices.map { number in
                CloudProfile.Answer(id: "x.\(number)", service: "x", title: "x", status: 500, shape: "{}")
            }
        )
        let comparison = Comparison([
            Comparison.Subject(runs[0].report, profile: hostile), Comparison.Subject(runs[1].report, profile: plain),
        ])
        let html = try comparison.html(version: "0.1")
        for text in ["<script>", "<img", "\"><img", "\u{7}", "\u{1B}", "\u{0}", "\u{202E}"] {
            #expect(!html.contains(text), "\(text)")
        }
        #expect(html.contains("]]&gt; &amp; {{.cloud}} {{{.style}}}"))
        let terminal = ComparisonSummary(comparison, showsAll: true).text()
        #expect(!terminal.unicodeScalars.contains { VisibleText.isHidden($0) })
    }

    @Test("The page's policy names its styles")
    func digest() throws {
        let program = try #require(Shell.find("openssl"), "openssl is needed to check the digests")
        let file = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        try Data(ComparisonTemplates.style.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try Shell.run(program, ["dgst", "-sha256", "-binary", file.path]).output
        #expect(ComparisonTemplates.styleDigest == "sha256-" + Data(output).base64EncodedString())
    }

    @Test(
        "A browser opens it without complaint",
        .enabled(if: Chromium.isThere, "NOT TESTED: there is no Chromium, or no python3, to open pages in")
    )
    func browser() async throws {
        try await SampleClouds.with { comparison in
            let look = try Chromium.look(at: try comparison.html(version: "0.1"), pictures: "comparison")
            #expect(look.complaints == [])
            #expect(look.requests == [])
            #expect(look.headings?.map(\.text).contains { $0.hasPrefix("Where outcomes part") } == true)
            for (name, view) in look.views ?? [:] {
                #expect(!view.isTooWide, "\(name)")
                #expect(view.lowContrast == [], "\(name)")
            }
        }
    }
}
