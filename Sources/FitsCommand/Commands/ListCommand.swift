import ArgumentParser
import Conformance
import Foundation
import Gabbi
import Guidelines
import OpenStack

/// The subcommand `list`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tests, one per line as stestr writes them.",
        discussion: "Nothing is sent to any cloud. Tests that a list or guideline wants and FITS lacks go to stderr."
    )

    @OptionGroup(title: "Tests") var selectionOptions: SelectionOptions

    @Flag(name: .shortAndLong, help: "Say what each test checks and needs, and which guidelines have it.")
    var verbose = false

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() throws {
        let tests = try selectionOptions.tests(.process)
        let selected = try selectionOptions.selection(of: tests).apply(to: tests.suite)
        switch format {
        case .text:
            var text = ""
            for test in selected.tests {
                text += test.stestrName + "\n"
                if verbose { text += Self.details(test, tests.gabbi) }
            }
            Console.standardOutput.write(text)
        case .json:
            let json = JSON.array(selected.tests.map { Self.json($0, tests.gabbi) })
            Console.standardOutput.write(String(decoding: json.serialized(pretty: true), as: UTF8.self) + "\n")
        }
        for identity in selected.missing {
            Console.standardError.write("no native version: \(identity)\n")
        }
    }

    private static func details(_ test: ConformanceTest, _ gabbi: GabbiSuite?) -> String {
        var lines = [test.summary]
        if let remark = test.remark { lines.append("Remark: " + remark) }
        if !test.requirements.isEmpty {
            lines.append("Needs: " + test.requirements.map(\.summary).joined(separator: ", "))
        }
        let own = gabbi?.capability(of: test.identity).map { ["\($0) (its file)"] } ?? []
        let uses = own + GuidelineCatalog.builtIn.capabilities(of: test.identity).map(Self.text)
        if !uses.isEmpty { lines.append("Capabilities: " + uses.joined(separator: ", ")) }
        let names = GuidelineCatalog.builtIn.oldNames(of: test.identity)
        if !names.isEmpty { lines.append("Older names: " + names.joined(separator: ", ")) }
        lines.append("Declared in " + test.location.description)
        return lines.map { "    \($0)\n" }.joined()
    }

    private static func text(_ use: GuidelineCatalog.Use) -> String {
        let facts = [use.guideline, use.status?.rawValue, use.flag == nil ? nil : "flagged"].compactMap(\.self)
        return "\(use.capability) (\(facts.joined(separator: ", ")))"
    }

    private static func json(_ test: ConformanceTest, _ gabbi: GabbiSuite?) -> JSON {
        [
            "id": .string(test.identity.id),
            "name": .string(test.identity.name),
            "attributes": JSON(test.attributes),
            "summary": .string(test.summary),
            "remark": JSON(test.remark),
            "needs": JSON(test.requirements.map(\.summary)),
            "capabilities": .array(
                GuidelineCatalog.builtIn.capabilities(of: test.identity).map {
                    [
                        "guideline": .string($0.guideline),
                        "capability": .string($0.capability),
                        "status": JSON($0.status?.rawValue),
                        "flagged": .bool($0.flag != nil),
                    ]
                }
            ),
            "ownCapability": JSON(gabbi?.capability(of: test.identity)),
            "oldNames": JSON(GuidelineCatalog.builtIn.oldNames(of: test.identity)),
            "declaredIn": .string(test.location.description),
        ]
    }
}
