/// A run as one HTML file that needs nothing but itself.
struct HTMLReport {
    let report: Report

    init(_ report: Report) { self.report = report }

    func text() throws(ReportError) -> String {
        try TemplateSet(Templates.all, escaping: .html).render(PageView(report), with: "page")
    }
}

/// The templates of the HTML form, a file each.
enum Templates {
    static var all: [(name: String, text: String)] {
        [
            ("page", page), ("verdicts", verdicts), ("outcomes", outcomes), ("failure", failure),
            ("exchange", exchange), ("message", message), ("reasons", reasons), ("map", map), ("timeline", timeline),
            ("operations", operations), ("surroundings", surroundings), ("tests", tests),
        ]
    }
}
