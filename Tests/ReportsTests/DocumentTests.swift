import Conformance
import Foundation
import OpenStack
import Reports
import Testing

/// The forms that are JSON, held against their schemas.
@Suite("JSON documents")
struct DocumentTests {
    @Test("The JSON form is what its published schema says, and the schema says all of it", arguments: [true, false])
    func published(_ isFinished: Bool) async throws {
        let run = try await SampleRun.make(isFinished: isFinished, hasGuideline: isFinished)
        defer { run.remove() }
        let document = try JSON(parsing: run.report.render(.json))
        #expect(try JSONSchema.published.problems(in: document, isClosed: true) == [])
    }

    @Test(
        "The published schema notices what is wrong",
        arguments: [
            ("format", .string("fits-run-2")), ("seconds", .integer(-1)), ("startedAt", .string("yesterday")),
            ("requests", .number(1.5)), ("weather", ["503": "many"]), ("tests", [["id": "1"]]), ("region", .bool(true)),
        ] as [(String, JSON)]
    )
    func wrong(_ member: String, _ value: JSON) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        var members = try #require(try JSON(parsing: run.report.render(.json)).object)
        members[member] = value
        #expect(try !JSONSchema.published.problems(in: .object(members)).isEmpty)
        members[member] = nil
        #expect(try !JSONSchema.published.problems(in: .object(members)).isEmpty)
    }

    // MARK: - RefStack

    @Test func refstack() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let document = try JSON(parsing: run.report.render(.refstack))
        #expect(try JSONSchema.reference("refstack.schema.json").problems(in: document) == [])
        #expect(document["cpid"] == "0f0e0d")
        #expect(document["duration_seconds"] == 306)
        let names = (document["results"].array ?? []).compactMap { $0["name"].string }
        // What passed, the flaky test included; of what did not, nothing.
        #expect(Set(names) == [SampleRun.upload.name, SampleRun.update.name])
    }

    @Test("Without the catalog's id the cloud is known by its host's name, as refstack-client has it")
    func refstackWithoutID() async throws {
        let run = try await OutcomeRun.make([.passed], cloudID: nil)
        defer { run.remove() }
        // printf %s keystone.pasture.example | md5sum
        let document = try JSON(parsing: run.report.render(.refstack))
        #expect(document["cpid"] == "e929bbead03fc6c275c0bbaddc175c29")
        #expect(try JSONSchema.reference("refstack.schema.json").problems(in: document) == [])
    }

    @Test("RefStack takes no result in which nothing passed")
    func refstackWithoutSuccess() async throws {
        let run = try await OutcomeRun.make([.failed, .skipped, .notRun])
        defer { run.remove() }
        #expect(throws: ReportError.self) { try run.report.render(.refstack) }
    }

    // MARK: - HAR

    @Test(arguments: [true, false])
    func har(_ isFinished: Bool) async throws {
        let run = try await SampleRun.make(isFinished: isFinished)
        defer { run.remove() }
        let document = try JSON(parsing: run.report.render(.har))
        #expect(try JSONSchema.reference("har.schema.json").problems(in: document, isClosed: true) == [])
        let entries = document["log"]["entries"].array ?? []
        #expect(entries.count == run.report.exchanges.count)
        let pages = Set((document["log"]["pages"].array ?? []).compactMap { $0["id"].string })
        #expect(entries.compactMap { $0["pageref"].string }.allSatisfy(pages.contains))
        for entry in entries {
            let timings = entry["timings"]
            let parts = ["send", "wait", "receive"].compactMap { timings[$0].double }.reduce(0, +)
            #expect(parts == entry["time"].double)
        }
        let failed = entries.filter { $0["response"]["status"] == 0 }
        #expect(failed.count == 1)
        #expect(failed[0]["response"]["_error"].string?.contains("closed") == true)
        let shared = entries.first { $0["comment"] == "exchange 1" }
        #expect((shared?["_tests"].array ?? []).count == 2)
        let binary = entries.first { $0["comment"] == "exchange 3" }
        #expect(binary?["request"]["postData"]["text"] == "AAEC/w==")
        #expect(binary?["request"]["postData"]["_encoding"] == "base64")
        let query = entries.first { $0["comment"] == "exchange 2" }?["request"]["queryString"]
        #expect(query == [["name": "limit", "value": "2"]])
    }

    @Test("Header fields that hold secrets are hidden, also where whoever kept them did not")
    func harHidesSecrets() async throws {
        let run = try await OutcomeRun.make(
            [.passed],
            exchanges: [
                StoredExchangeBuilder.exchange(
                    1,
                    "GET",
                    "http://cloud/",
                    request: StoredExchangeBuilder.message(["X-Auth-Token": "gAAAA-token-1"], ""),
                    response: StoredExchangeBuilder.message(["Set-Cookie": "session=cookie-1"], "")
                )
            ]
        )
        defer { run.remove() }
        let text = try run.report.text(.har)
        #expect(!text.contains("token-1"))
        #expect(!text.contains("cookie-1"))
        #expect(text.contains(Redactor.mark))
    }
}
