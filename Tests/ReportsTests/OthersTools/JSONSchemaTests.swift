import Conformance
import Foundation
import Reports
import Testing

/// What these tests say in Swift of JSON documents, said by programs of others.
@Suite(
    "JSON documents, as others judge them",
    .enabled(if: OthersTools.has("venv/pins"), "NOT TESTED: there is no python-jsonschema")
)
struct JSONSchemaTests {
    /// Prints every problem of the documents, a line each; the schema may refer to others beside it.
    private static let validate = #"""
        import json, pathlib, sys
        from jsonschema import validators
        from referencing import Registry, Resource
        file, *documents = map(pathlib.Path, sys.argv[1:])
        def read(path):
            return json.loads(path.read_text())
        schemas = [path for path in file.parent.glob('*.json') if '"$schema"' in path.read_text()]
        others = [(path.name, Resource.from_contents(read(path))) for path in schemas]
        schema = read(file)
        kind = validators.validator_for(schema)
        kind.check_schema(schema)
        judge = kind(schema, registry=Registry().with_resources(others))
        for path in documents:
            for problem in judge.iter_errors(read(path)):
                print(path.name, problem.json_path, problem.message[:200])
        """#

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    private func problems(in documents: [[UInt8]], by schema: URL) throws -> String {
        try OthersTools.withFolder { folder in
            let files = try documents.enumerated().map { number, document in
                let file = folder.appending(path: "\(number).json")
                try Data(document).write(to: file)
                return file.path
            }
            let result = try OthersTools.python(Self.validate, [schema.path] + files)
            #expect(result.status == 0, "\(result.errors)")
            return result.text
        }
    }

    private func documents(_ format: ReportFormat) async throws -> [[UInt8]] {
        let finished = try await SampleRun.make()
        defer { finished.remove() }
        let unfinished = try await SampleRun.make(isFinished: false, hasGuideline: false)
        defer { unfinished.remove() }
        return [try finished.report.render(format), try unfinished.report.render(format)]
    }

    @Test("The JSON form is what its published schema says, which is a schema")
    func published() async throws {
        let schema = Self.root.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/fits-run-1.schema.json")
        let documents = try await documents(.json)
        #expect(try problems(in: documents, by: schema) == "")
        #expect(try problems(in: [Array("{}".utf8)], by: schema).contains("'format' is a required property"))
    }

    @Test func refstack() async throws {
        let schema = Self.root.appending(path: "References/refstack.schema.json")
        let documents = try await documents(.refstack)
        #expect(try problems(in: documents, by: schema) == "")
    }

    @Test(
        "The archive is what the schema of HTTP archives says",
        .enabled(if: OthersTools.has("schemas/har/har.json"), "NOT TESTED: there is no schema of HTTP archives")
    )
    func archive() async throws {
        let schema = OthersTools.folder.appending(path: "schemas/har/har.json")
        let documents = try await documents(.har)
        #expect(try problems(in: documents, by: schema) == "")
        #expect(try problems(in: [Array(#"{"log": {"version": "1.2"}}"#.utf8)], by: schema).contains("'entries'"))
    }

    @Test("A reader of HTTP archives finds the exchanges of each test")
    func archiveReader() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let read = """
            import json, sys
            from haralyzer import HarParser
            archive = HarParser(json.load(open(sys.argv[1])))
            for page in archive.pages:
                print(page.title, len(page.entries), sep='\\t')
            """
        let file = run.folder.appending(path: "run.har")
        try Data(run.report.render(.har)).write(to: file)
        let result = try OthersTools.python(read, [file.path])
        #expect(result.status == 0, "\(result.errors)")
        let pages = result.text.split(separator: "\n").map { $0.split(separator: "\t") }
        let entries = pages.compactMap { $0.last.flatMap { Int($0) } }
        #expect(entries.count == pages.count)
        // Those that belong to no test are on no page, or on one of their own.
        #expect(entries.reduce(0, +) == run.report.exchanges.count)
    }
}
