import ArgumentParser
import Foundation
import Guidelines
import Reports

/// The subcommand `guideline list`.
struct GuidelineListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List guidelines with what they ask for.",
        discussion: """
            Without PATHS those that are built in; else documents, lists, and every .json and .lst below folders. The \
            columns from CAPABILITIES on are required/advisory/deprecated/removed, by the strictest status a \
            component gives; TESTS counts each test once, FLAGGED is how many of them are flagged.
            """
    )

    @Argument(help: "Documents, lists of tests, or folders with them.")
    var paths: [String] = []

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() throws {
        var guidelines: [(file: String?, guideline: Guideline)] = []
        var failures = 0
        for file in try paths.flatMap(Self.files) {
            do {
                guidelines.append((file, try Guideline(reading: file)))
            } catch {
                Console.standardError.write("fits: \(error)\n")
                // A folder may hold other things too.
                if !error.isForeign || paths.contains(file) { failures += 1 }
            }
        }
        if paths.isEmpty { guidelines = GuidelineCatalog.builtIn.guidelines.map { (nil, $0) } }
        Console.standardOutput.write(format == .json ? GuidelineSummary.list(guidelines) : Self.table(guidelines))
        if failures > 0 { throw ExitCode(ExitStatus.usage.rawValue) }
    }

    /// A file itself, of a folder every document and list below it.
    private static func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".lst") }.sorted()
        guard !files.isEmpty else { throw CommandFailure(.usage, "\(path) has no .json and no .lst below it") }
        return files.map { "\(path)/\($0)" }
    }

    private static func table(_ guidelines: [(file: String?, guideline: Guideline)]) -> String {
        var table = TextTable(["GUIDELINE", "STATUS", "SCHEMA", "CAPABILITIES", "TESTS", "FLAGGED", "PROGRAMMES"])
        for (_, guideline) in guidelines {
            let counts = guideline.counts()
            func numbers(_ counts: [Guideline.Status: Int]) -> String {
                Guideline.Status.allCases.map { String(counts[$0] ?? 0) }.joined(separator: "/")
            }
            table.add([
                guideline.id, guideline.status ?? "", guideline.details.schema ?? "", numbers(counts.capabilities),
                numbers(counts.tests), String(counts.flagged),
                guideline.programmes.map(\.name).joined(separator: ", "),
            ])
        }
        return table.text
    }
}
