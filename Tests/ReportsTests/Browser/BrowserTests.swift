import Conformance
import Foundation
import Reports
import Testing

@Suite(
    "The HTML form in a browser",
    .serialized,
    .enabled(if: Chromium.isThere, "NOT TESTED: there is no Chromium, or no python3, to open reports in")
)
struct BrowserTests {
    @Test("It opens without complaint, loads nothing, and is usable by eye, by ear, by keyboard and on paper")
    func everySide() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let look = try Chromium.look(at: try run.report.text(.html), pictures: "sample")
        #expect(look.complaints == [])
        #expect(look.requests == [])

        let views = try #require(look.views)
        #expect(Set(views.keys) == ["light", "dark", "phone-light", "phone-dark", "print"])
        for (name, view) in views {
            #expect(!view.isTooWide, "\(name)")
            #expect(view.lowContrast == [], "\(name)")
        }

        #expect(look.landmarks?.sorted() == ["banner", "contentinfo", "main", "navigation", "search", "search"])
        #expect(look.unnamed == [])
        // Nine tests and two things that were waited for, with the heads of both tables.
        #expect(look.rows == 13)
        let headings = try #require(look.headings)
        #expect(headings.first?.level == 1)
        #expect(headings.count { $0.level == 1 } == 1)
        // Who goes from heading to heading misses no level.
        for (one, next) in zip(headings, headings.dropFirst()) { #expect(next.level <= one.level + 1, "\(next.text)") }
        let sections = headings.filter { $0.level == 2 }.map { $0.text.prefix { !$0.isNumber } }
        #expect(
            sections.map { $0.trimmingCharacters(in: .whitespaces) } == [
                "Verdict", "Outcomes", "Capabilities of meadow.", "Failed", "Flaky", "Not run", "Skipped", "Time line",
                "Operations", "Weather and leftovers", "All tests",
            ]
        )

        let stops = try #require(look.stops)
        #expect(stops.first?.name == "Skip to the verdict")
        #expect(stops.dropFirst().first?.name == "Verdict")
        #expect(stops.filter { !$0.isVisible }.map(\.name) == [])
        #expect(Set(stops.map(\.name)).count > 20)
        // A sheet for the overview, some for the failures: not one per fold.
        #expect(try #require(look.pages) < 20)
    }

    @Test("A run without an end has every side too")
    func unfinished() async throws {
        let run = try await SampleRun.make(isFinished: false, hasGuideline: false)
        defer { run.remove() }
        let look = try Chromium.look(at: try run.report.text(.html), pictures: "unfinished")
        #expect(look.complaints == [])
        #expect(look.unnamed == [])
        for (name, view) in look.views ?? [:] {
            #expect(!view.isTooWide, "\(name)")
            #expect(view.lowContrast == [], "\(name)")
        }
    }

    @Test("What clouds send stays text, and the one script is the page's own")
    func hostile() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let look = try Chromium.open(
            try run.report.text(.html),
            evaluate: ["document.scripts.length", "document.images.length", "document.querySelector('[onmouseover]')"]
        )
        #expect(look.evaluated == [1, 0, .nothing])
        #expect(look.complaints == [])
    }

    @Test("A link to a test opens it")
    func followsFragments() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let look = try Chromium.open(
            try run.report.text(.html),
            fragment: "#t1",
            evaluate: ["document.querySelector('#t1 details').open", "document.querySelector('#t2 details').open"]
        )
        #expect(look.evaluated == [true, false])
    }

    @Test("Tests and operations are searched, filtered and sorted")
    func searches() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let type = """
            (async (section, name, value) => {
                const form = document.querySelector(`#${section} form`);
                form.elements[name].value = value;
                form.querySelector(`[name=${name}]`).dispatchEvent(new Event('input', {bubbles: true}));
                await new Promise(done => setTimeout(done, 200));
                const shown = Array.from(document.querySelectorAll(`#${section} tbody tr`)).filter(row => !row.hidden);
                return `${shown.length}: ${form.querySelector('[role=status]').textContent}`;
            })
            """
        let sort = """
            ((section, column) => {
                const head = document.querySelectorAll(`#${section} thead th`)[column];
                head.querySelector('button').click();
                const rows = document.querySelector(`#${section} tbody`).rows;
                return `${head.getAttribute('aria-sort')}: ${rows[0].cells[column].textContent.trim()}`;
            })
            """
        let look = try Chromium.open(
            try run.report.text(.html),
            evaluate: [
                "\(type)('tests', 'outcome', 'failed')", "\(type)('tests', 'text', 'no such words')",
                // A link to a row that is hidden shows it.
                "location.hash = '#t1'; new Promise(done => setTimeout(() => done(document.querySelector('#t1').hidden), 50))",
                "\(sort)('tests', 2)", "\(sort)('tests', 2)", "\(type)('operations', 'text', 'auth/TOKENS')",
                "document.querySelectorAll('#operations details.group[open]:not([hidden])').length",
                "document.querySelector('[data-wait] button').click(); "
                    + "document.querySelectorAll('.timeline .chosen[data-row]').length",
            ]
        )
        #expect(
            look.evaluated == [
                "2: 2 of 9 tests", "0: 0 of 9 tests", false, "descending: 4.80 s", "ascending: ",
                "1: 1 of 7 operations", 1, 2,
            ]
        )
        #expect(look.complaints == [])
    }

    @Test("1,500 tests open without lag")
    func opensALargeRun() async throws {
        let html = try await LargeRun.html.value
        let look = try Chromium.open(
            html,
            fragment: "#t1400",
            evaluate: [
                "document.querySelectorAll('#tests tbody tr').length",
                // What is laid out late is there when a link leads to it.
                "(box => box.top >= 0 && box.top < innerHeight)(document.querySelector('#t1400').getBoundingClientRect())",
            ]
        )
        print("1,500 tests: \(look.elements) elements, loaded in \(look.opening.loaded) ms")
        #expect(look.complaints == [])
        #expect(look.evaluated == [1500, true])
        // What makes pages slow is what they hold; a time would tell more of this machine. See benchmarks/report-opening.
        #expect(look.elements < 60_000)
    }
}
