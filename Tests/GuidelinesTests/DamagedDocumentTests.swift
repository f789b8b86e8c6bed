import Conformance
import Foundation
import Testing

@testable import Guidelines

/// Documents that must not be judged by: each error names the file, the member and the line.
@Suite struct DamagedDocumentTests {
    private func error(in text: String) throws -> GuidelineError {
        let error = #expect(throws: GuidelineError.self) {
            try GuidelineDocument.guideline(in: Array(text.utf8), name: "file", path: "dir/file.json")
        }
        return try #require(error)
    }

    private static let whole = """
        {
          "metadata": {"id": "2030.01", "schema": "2.0"},
          "platforms": {"P": {"components": [{"name": "a"}]}},
          "components": {
            "a": {"capabilities": {"required": ["servers-list"]}}
          },
          "capabilities": {
            "servers-list": {
              "achievements": ["stable"],
              "tests": {
                "s.Servers.test_list": {
                  "idempotent_id": "id-00000000-0000-4000-8000-00000000000a",
                  "aliases": ["s.Old.test_list"]
                }
              }
            }
          }
        }
        """

    @Test func theWholeDocumentIsRead() throws {
        let guideline = try GuidelineDocument.guideline(in: Array(Self.whole.utf8), name: "file", path: "f")
        #expect(guideline.tests(statuses: [.required]).count == 1)
        #expect(guideline.diagnostics.isEmpty)
    }

    /// What is replaced by what, and the error that follows.
    @Test(arguments: [
        // Not JSON.
        (#""id": "2030.01","#, #""id": 2030.x,"#, "dir/file.json:2: metadata.id: not JSON: expected a digit"),
        (
            #""required": ["#, #""required" ["#,
            "dir/file.json:5: components.a.capabilities.required: not JSON: expected ':'"
        ),
        (
            #"["stable"],"#, #"["stable"]"#,
            "dir/file.json:10: capabilities.servers-list.achievements: not JSON: expected ',' or '}'"
        ),
        (
            #""s.Servers.test_list": {"#, #""s.Servers.test_list: {"#,
            "dir/file.json:11: capabilities.servers-list.tests: not JSON: a control character in a string"
        ),
        // No guideline.
        (#""2.0""#, #""3.0""#, "dir/file.json:2: metadata.schema: schema 3.0 is not known; 1.2 to 1.6 and 2.0 are"),
        (
            #""components": {\#n"#, #""componets": {\#n"#,
            "dir/file.json: components: should be an object, is missing or null"
        ),
        // Of another type than it should be.
        (
            #"[{"name": "a"}]"#, #"{"name": "a"}"#,
            "dir/file.json:3: platforms.P.components: should be a list, is an object"
        ),
        (#"[{"name": "a"}]"#, "[7]", "dir/file.json:3: platforms.P.components[0]: a component without a name"),
        (
            #"["servers-list"]"#, #""servers-list""#,
            "dir/file.json:5: components.a.capabilities.required: should be a list, is a string"
        ),
        (
            #"["servers-list"]"#, "[true]",
            "dir/file.json:5: components.a.capabilities.required[0]: should be a name, is a truth value"
        ),
        (
            #"{"required": ["servers-list"]}"#, "[]",
            "dir/file.json:5: components.a.capabilities: should be an object, is a list"
        ),
        (
            #""tests": {"#, #""test": {"#,
            "dir/file.json:8: capabilities.servers-list.tests: should be an object, is missing or null"
        ),
        (
            #"["s.Old.test_list"]"#, #""s.Old.test_list""#,
            "dir/file.json:13: capabilities.servers-list.tests.s.Servers.test_list.aliases: should be a list, is a string"
        ),
    ])
    func whatIsWrongAndWhere(original: String, damage: String, expected: String) throws {
        try #require(Self.whole.contains(original))
        #expect(try error(in: Self.whole.replacing(original, with: damage, maxReplacements: 1)).description == expected)
    }

    @Test(arguments: [
        ("{}", "it has no components or no capabilities"),
        (#"{"$schema": "http://json-schema.org/draft-04/schema#", "components": {}}"#, "a schema of documents"),
    ])
    func whatIsNoGuidelineIsRefused(text: String, kind: String) throws {
        let error = try error(in: text)
        #expect(error.description == "dir/file.json: no guideline: \(kind)")
        #expect(error.isForeign)
    }

    @Test func aKeyThatStandsTwiceIsNotedWithItsLine() throws {
        let text = Self.whole.replacing(
            #""achievements": ["stable"],"#,
            with: "\"project\": \"nova\",\n\"project\": \"cinder\","
        )
        let guideline = try GuidelineDocument.guideline(in: Array(text.utf8), name: "file", path: "f")
        #expect(guideline.capabilities.map(\.project) == ["cinder"])
        #expect(
            guideline.diagnostics == [
                Guideline.Diagnostic(
                    location: "capabilities.servers-list.project",
                    problem: "there twice, the later one counts",
                    line: 10
                )
            ]
        )
    }
}
