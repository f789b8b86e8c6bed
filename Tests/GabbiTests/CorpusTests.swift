import Conformance
import Foundation
import OpenStack
import Testing

@testable import Gabbi

/// The files of `Corpus`, whose outcomes gabbi has said: `scripts/compare-with-gabbi --write`.
@Suite struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus").path

    @Test("Every test ends as with gabbi", arguments: ["anchors", "answers", "flow", "history", "requests"])
    func endsAsWithGabbi(file: String) async throws {
        let suite = GabbiSuite(
            reading: ["\(Self.folder)/\(file).yaml"],
            service: .orchestration,
            environment: GabbiRun.variables
        )
        #expect(suite.diagnostics.isEmpty)
        let results = try await GabbiRun().run(suite)
        var found: [String: [String]] = [:]
        for (identity, result) in results {
            let method = identity.name.replacing("(2)", with: "").replacing(".test_request", with: "")
            found[String(method.split(separator: ".").last ?? ""), default: []].append(result.outcome.rawValue)
        }
        let expected = try Self.outcomes().filter { $0.key.hasPrefix(file + "_") }
        #expect(found.mapValues { $0.sorted() } == expected)
    }

    private static func outcomes() throws -> [String: [String]] {
        let data = try Data(contentsOf: URL(filePath: "\(folder)/outcomes.json"))
        return try JSONDecoder().decode([String: [String]].self, from: data).mapValues { $0.sorted() }
    }

    @Test(
        "What gabbi refuses is refused with a place",
        arguments: [
            ("list", "1:1: error: the file holds a list; a Gabbi file is a map with the key \"tests\""),
            ("list-of-statuses", "4:11: error: \"status\" holds a list; it takes a number, or several joined by ||"),
            ("method-in-defaults", "2:3: error: \"GET: URL\" is not allowed in defaults"),
            ("no-anchor", "4:9: error: an alias without anchor; put a text that starts with * in quotes"),
            ("no-map", "1:9: error: a test holds a text; it takes a map"),
            ("no-name", "2:3: error: the test has no name"),
            ("no-tests", "1:1: error: the key \"tests\" is missing"),
            ("no-url", "2:3: error: test \"x\" has no URL"),
            (
                "no-yaml",
                "4:1: error: no valid YAML: found unexpected end of stream; "
                    + "put texts with special characters in quotes"
            ),
            ("two-methods", "4:3: error: a second method beside GET in line 3; a test is one request"),
            ("unknown-key", "4:3: error: a test has no key \"stauts\"; \"status\" is one"),
            ("url-map", "4:8: error: \"url\" holds a map; it takes a text"),
        ]
    )
    func refuses(file: String, problem: String) {
        let path = "\(Self.folder)/refused/\(file).yaml"
        let suite = GabbiSuite(reading: [path], service: .orchestration, environment: [:])
        #expect(suite.diagnostics.map(\.description) == ["\(path):\(problem)"])
        #expect(suite.classes.isEmpty)
    }

    @Test("All that is wrong is said at once")
    func saysEverything() async throws {
        let text = """
            defaults:
              stauts: 200
            test: []
            tests:
            - name: one
              GET: /
              response_headers: [a]
              poll: {count: many}
            - GET: /
            - name: two
            """
        try await withFolder(["many.yaml": text, "none.yaml": "tests: {}\n"]) { folder in
            let suite = GabbiSuite(reading: [folder], service: .orchestration, environment: [:])
            let found = suite.diagnostics.map { $0.description.replacing(folder + "/", with: "") }
            #expect(
                found == [
                    "many.yaml:3:1: warning: the key \"test\" has no meaning; \"tests\" has",
                    "many.yaml:2:3: warning: no test has a key \"stauts\"; \"status\" is one",
                    "many.yaml:7:21: error: \"response_headers\" holds a list; it takes a map",
                    "many.yaml:8:10: error: poll's count takes a number that is not negative",
                    "many.yaml:9:3: error: the test has no name",
                    "many.yaml:10:3: error: test \"two\" has no URL",
                    "none.yaml:1:8: error: \"tests\" holds a map; it takes a list",
                ]
            )
        }
    }
}
