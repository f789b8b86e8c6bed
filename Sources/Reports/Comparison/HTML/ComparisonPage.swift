import Conformance

extension Comparison {
    /// The comparison as one HTML file that needs nothing but itself, for a browser, without scripts.
    ///
    /// - Parameter version: FITS's version, which the page names.
    /// - Returns: the whole file.
    /// - Throws: ``ReportError`` when a template is malformed, which the tests exclude.
    public func html(version: String) throws(ReportError) -> String {
        try TemplateSet(ComparisonTemplates.all, escaping: .html)
            .render(ComparisonPage(self, version: version), with: "comparison")
    }
}

/// What the HTML form of a comparison shows, ready for its templates.
struct ComparisonPage {
    let styleDigest = Templates.styleDigest
    let ownStyleDigest = ComparisonTemplates.styleDigest
    let style = Templates.style
    let ownStyle = ComparisonTemplates.style
    let version: String
    let title: String
    let conclusion: String
    let sides: [Side]
    let labels: [String]
    let sections: [SectionLink]
    let matrices: [ComparisonMatrixView]
    let pairRows: [PairRow]
    let losses: [Losses]
    let differingCount: String
    let differencesText: String
    let differences: [ComparisonDifferenceView]
    let unassertedCount: String
    let unasserted: [UnassertedView]

    struct SectionLink {
        let id: String
        let title: String
        let count: String?
    }

    struct Side {
        let label: String
        let facts: [PageView.Fact]
        let outcomes: [OutcomeView]
        let notes: [String]
    }

    struct PairRow {
        let label: String
        let cells: [Cell]

        struct Cell {
            let text: String
            let tone: String
            let link: String?
        }
    }

    struct Losses {
        let id: String
        let count: String
        let from: String
        let to: String
        let unknown: String?
        let capabilities: [Capability]

        struct Capability {
            let name: String
            let tests: [Test]
        }

        struct Test {
            let name: String
            let tone: String
            let symbol: String
            let word: String
        }
    }

    init(_ comparison: Comparison, version: String) {
        self.version = version
        labels = comparison.sides.map(\.label)
        title = labels.joined(separator: labels.count == 2 ? " beside " : ", ")
        conclusion = "\(comparison.conclusion); \(comparison.unassertedText)"
        sides = comparison.sides.map(Side.init)
        matrices = comparison.matrices.enumerated().map {
            ComparisonMatrixView($1, id: "matrix\($0 + 1)", in: comparison)
        }
        let pairs = comparison.portability
        pairRows = comparison.sides.indices.map { PairRow(from: $0, pairs, comparison) }
        losses = pairs.filter { !$0.losses.isEmpty }.map { Losses($0, comparison) }
        let found = comparison.differences
        let part = Wording.verb(comparison.differing.count, "parts", "part")
        differingCount = Wording.grouped(comparison.differing.count)
        differencesText =
            found.isEmpty
            ? "No outcome differs among the \(Wording.count(comparison.commonTests, "test")) that came to one on all"
            : "Of each the first exchange in which the clouds part; "
                + "\(Wording.count(comparison.differing.count, "test")) \(part) in \(Wording.count(found.count, "way"))"
        differences = found.enumerated().map {
            ComparisonDifferenceView($1, number: $0 + 1, in: comparison)
        }
        let kinds = comparison.unassertedSections
        unassertedCount = Wording.grouped(kinds.map(\.lines.count).reduce(0, +))
        unasserted = kinds.map { UnassertedView($0, in: comparison) }
        sections =
            matrices.map { SectionLink(id: $0.id, title: $0.title, count: nil) }
            + [
                SectionLink(id: "portability", title: "Carrying over", count: nil),
                SectionLink(id: "differences", title: "Outcomes", count: differingCount),
            ]
            + kinds.map { SectionLink(id: $0.id, title: $0.title, count: Wording.grouped($0.lines.count)) }
    }
}

extension ComparisonPage.Side {
    fileprivate init(_ side: Comparison.Side) {
        let description = side.report.record.description
        label = side.label
        let facts: [(String, String?)] = [
            ("Began", Wording.time(side.report.record.startedAt)), ("Region", description.region),
            ("Identity service", description.authURL), ("Run", description.run),
        ]
        self.facts = facts.compactMap { name, value in value.map { PageView.Fact(name: name, value: $0) } }
        outcomes = OutcomeView.all(of: side.report)
        notes = side.notes.map(Wording.sentence)
    }
}

extension ComparisonPage.PairRow {
    fileprivate init(from: Int, _ pairs: [Comparison.Portability], _ comparison: Comparison) {
        label = comparison.sides[from].label
        cells = comparison.sides.indices.map { to in
            guard let pair = pairs.first(where: { $0.from == from && $0.to == to }) else {
                return Cell(text: "·", tone: "skip", link: nil)
            }
            return Cell(
                text: pair.count == 0 ? "0" : "\(pair.count) (\(pair.capabilities))",
                tone: pair.count == 0 ? "pass" : "fail",
                link: pair.losses.isEmpty ? nil : pair.pageID
            )
        }
    }
}

extension ComparisonPage.Losses {
    fileprivate init(_ pair: Comparison.Portability, _ comparison: Comparison) {
        id = pair.pageID
        count = Wording.grouped(pair.count)
        from = comparison.sides[pair.from].label
        to = comparison.sides[pair.to].label
        let were = Wording.verb(pair.unknown, "was", "were")
        unknown = pair.unknown == 0 ? nil : "and \(pair.unknown) more \(were) not run there"
        capabilities = pair.losses.map { loss in
            Capability(
                name: loss.capability,
                tests: loss.tests.map { test in
                    let standing = test.standings[pair.to]
                    return Test(
                        name: test.identity.shortName,
                        tone: standing.tone,
                        symbol: standing.symbol,
                        word: standing.word + (test.isFlagged ? ", flagged" : "")
                    )
                }
            )
        }
    }
}

extension Comparison.Portability {
    fileprivate var pageID: String { "pair\(from + 1)-\(to + 1)" }
}
