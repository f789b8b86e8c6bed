public import Conformance
public import Guidelines

/// A run and what is said of it, ready to be shown in any form.
///
/// Every form is a pure function of this value: the same run gives the same bytes.
public struct Report: Sendable {
    /// The run.
    public let record: RunRecord
    /// Its exchanges, by number.
    public let exchanges: [Int: StoredExchange]
    /// What guidelines say of it, in the order they are to be shown.
    public let verdicts: [Verdict]
    /// One result for every test that was wanted, in the order of their names.
    public let results: [TestResult]

    private let declarations: [TestIdentity: ConformanceTest]

    /// Puts together what there is to show.
    ///
    /// - Parameters:
    ///   - record: the run, finished or not.
    ///   - exchanges: its exchanges by number; one that is missing is left out where it would be shown.
    ///   - tests: declarations, for what a test promises; tests without one are shown by their names.
    ///   - verdicts: what guidelines say of the run; none is fine.
    public init(
        record: RunRecord,
        exchanges: [Int: StoredExchange],
        tests: [ConformanceTest],
        verdicts: [Verdict]
    ) {
        self.record = record
        self.exchanges = exchanges
        self.verdicts = verdicts
        results = record.allResults
        declarations = Dictionary(tests.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The report in a form; text is UTF-8.
    ///
    /// - Throws: ``ReportError`` when the form has no room for this run: RefStack's takes none in which nothing passed.
    public func render(_ format: ReportFormat) throws -> [UInt8] {
        switch format {
        case .json: Array(try JSONReport(self).text().utf8)
        case .junit: Array(JUnitReport(self).text.utf8)
        case .html: Array(try HTMLReport(self).text().utf8)
        case .markdown: Array(try MarkdownReport(self).text().utf8)
        case .subunit: try SubunitReport(self).bytes()
        case .refstack: Array(try RefStackReport(self).text().utf8)
        case .har: Array(HARReport(self).text.utf8)
        }
    }

    /// A test's declaration; `nil` for one that FITS has no native version of.
    func declaration(of test: TestIdentity) -> ConformanceTest? { declarations[test] }
}
