import Conformance
import Foundation
import Reports
import Testing

@Suite(
    "The HTML form in a browser",
    .serialized,
    .enabled(if: Chromium.program != nil, "NOT TESTED: there is no Chromium to open reports in")
)
struct BrowserTests {
    @Test func opensWithoutComplaint() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let page = try Chromium.open(try run.report.text(.html))
        #expect(page.complaints == [])
        // The script ran: it shows the filter.
        #expect(page.document.contains(#"<form class="filter">"#))
        #expect(!page.document.contains("<img"))
        #expect(page.document.components(separatedBy: "<script").count == 2)
        #expect(page.document.components(separatedBy: "&lt;script&gt;alert('fits')").count > 5)
    }

    @Test("A link to a test opens it")
    func followsFragments() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let page = try Chromium.open(try run.report.text(.html), fragment: "#t1")
        #expect(page.document.contains(#"<details open=""><summary>"#))
    }

    @Test func opensALargeRun() async throws {
        let html = try await LargeRun.html.value
        let start = ContinuousClock.now
        let page = try Chromium.open(html)
        print("1,500 tests: Chromium started, loaded and wrote the document in \(ContinuousClock.now - start)")
        #expect(page.complaints == [])
        #expect(page.document.components(separatedBy: "<tr id=\"t").count == 1501)
    }
}
