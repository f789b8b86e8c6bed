import ArgumentParser
import Conformance
import Foundation
import Gabbi
import Guidelines
import Reports

/// Which tests are meant, as stestr lets one say it.
struct SelectionOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Regular expressions; a test is selected when one is found anywhere in name[id-…]. "
                + "Or paths of Gabbi files and folders, whose tests are meant.",
            valueName: "patterns"
        )
    )
    var words: [String] = []

    @Option(name: .customLong("gabbi"), help: "File or folder of Gabbi tests, beside FITS's own; repeatable.")
    var gabbiPaths: [String] = []

    @Option(help: "Type of the service that Gabbi tests are of, where they do not say: orchestration.")
    var gabbiService: String?

    @Option(name: [.customShort("i"), .long], help: "File with a regular expression per line, added to PATTERNS.")
    var includeList: String?

    @Option(name: [.customShort("e"), .long], help: "File with regular expressions of tests to leave out.")
    var excludeList: String?

    @Option(help: "Regular expression of tests to leave out.")
    var excludeRegex: String?

    @Option(help: "File with the names of exactly the tests wanted, one per line.")
    var loadList: String?

    @Option(
        name: .customLong("guideline"),
        help: "Tests that a guideline requires: 2020.06, scs-0128, …, or a file; may be repeated."
    )
    var guidelines: [String] = []

    /// The guidelines named, read.
    func chosenGuidelines() throws -> [ChosenGuideline] { try guidelines.map { try ChosenGuideline($0) } }

    private var namedPaths: [String] { words.filter(GabbiSuite.isPath) }

    /// Whether Gabbi files are meant, which nobody runs but FITS itself.
    var namesGabbi: Bool { !gabbiPaths.isEmpty || !namedPaths.isEmpty }

    /// The tests there are, with those of the Gabbi files named.
    func tests(_ surroundings: Surroundings) throws -> ChosenTests {
        var paths = namedPaths + gabbiPaths + guidelines.filter(GabbiSuite.isPath)
        if let missing = words.first(where: { $0.hasSuffix("/") && !GabbiSuite.isPath($0) }) {
            throw CommandFailure(.usage, "\(missing) is no folder with Gabbi files (*.yaml)")
        }
        if paths.isEmpty, !guidelines.isEmpty {
            let wanted = try chosenGuidelines().flatMap { $0.guideline.tests() }
            let missing = try Selection(tests: wanted).apply(to: ChosenTests.native.suite).missing
            paths = InstalledGabbits(surroundings: surroundings).folders(for: missing)
        }
        guard !paths.isEmpty else { return .native }
        let folder = URL(filePath: surroundings.workingDirectory, directoryHint: .isDirectory)
        let absolute = paths.map { URL(filePath: $0, relativeTo: folder).absoluteURL.standardizedFileURL.path }
        return try ChosenTests(TestSource(paths: absolute, service: gabbiService), shown: paths, surroundings)
    }

    /// The names of the guidelines that a run is judged by: those named, or what the Gabbi files say of themselves.
    func guidelineNames(_ tests: ChosenTests) -> [String] {
        guard guidelines.isEmpty, let source = tests.source, tests.gabbi?.capabilities.isEmpty == false else {
            return guidelines.map { name in
                GabbiSuite.isPath(name) ? URL(filePath: name).absoluteURL.standardizedFileURL.path : name
            }
        }
        return source.paths
    }

    /// The selection that the options describe; whether names without a native version are worth a word is for the caller.
    func selection(of tests: ChosenTests, warnsOfUnknown: Bool = true) throws -> Selection {
        let patterns = words.filter { !GabbiSuite.isPath($0) }
        var selection = Selection(patterns: patterns)
        if let includeList { selection.patterns += TestLists.patterns(in: try InputFile.list(includeList).text()) }
        if let excludeList { selection.exclusions = TestLists.exclusions(in: try InputFile.list(excludeList).text()) }
        if let excludeRegex { selection.exclusions.append(Selection.Exclusion(pattern: excludeRegex)) }
        if let loadList {
            let listed = TestLists.tests(in: try InputFile.list(loadList).text())
            if warnsOfUnknown { try Self.warnOfUnknown(listed, in: loadList, tests.suite) }
            selection.tests = listed
        }
        let chosen = try chosenGuidelines()
        if !chosen.isEmpty {
            let required = chosen.flatMap { $0.guideline.tests() }
            if let loaded = selection.tests {
                let ids = Set(required.map(\.id))
                selection.tests = loaded.filter { ids.contains($0.id) }
            } else {
                selection.tests = Self.unique(required)
            }
        }
        if !namedPaths.isEmpty, selection.tests == nil { selection.tests = tests.gabbiTests }
        return selection
    }

    /// Several guidelines name the same test; an id that stands under an old name in one is not a second test.
    private static func unique(_ tests: [TestIdentity]) -> [TestIdentity] {
        var names: Set<String> = []
        var ids: Set<String> = []
        return tests.filter { test in
            let isNew = names.insert(test.name).inserted
            let isNewID = test.id.isEmpty || ids.insert(test.id).inserted
            return isNew && isNewID
        }
    }

    private static func warnOfUnknown(_ tests: [TestIdentity], in file: String, _ suite: TestSuite) throws {
        let selected = try Selection(tests: tests).apply(to: suite)
        guard let first = selected.missing.first else { return }
        let count = selected.missing.count
        guard count < tests.count else {
            throw CommandFailure(
                .usage,
                "none of the \(count) tests in \(file) has a native version; `fits list` names those that have"
            )
        }
        Console.standardError.write(
            "fits: \(count) of \(Wording.count(tests.count, "test")) in \(file) \(Wording.verb(count, "has", "have")) no "
                + "native version and will count as not run, first \(first)\n"
        )
    }
}
