import Conformance
import Foundation
import Reports
import Testing

@testable import TempestBridge

@Suite("Results of others")
struct ForeignResultsTests {
    private static let id = "6f8e4436-fc96-4282-8122-e41df57197a9"

    /// Reads a file with some content.
    private static func read(_ content: [UInt8], named name: String = "file") throws -> ForeignResults {
        try withFolder { folder in
            let file = folder.appending(path: name)
            try Data(content).write(to: file)
            return try ForeignResults(reading: file.path)
        }
    }

    private static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    // MARK: - Forms

    @Test(
        "The form is seen in the file",
        arguments: [
            ("test: a.B.c\nsuccess: a.B.c\n", ForeignResults.Form.subunitText),
            ("<?xml version='1.0'?>\n<testsuite><testcase classname='a.B' name='c'/></testsuite>", .junit),
            ("\u{FEFF}  <testsuites><testsuite><testcase name='a.B.c'/></testsuite></testsuites>", .junit),
            (#"{"cpid": "x", "duration_seconds": 3, "results": [{"name": "a.B.c"}]}"#, .refstack),
            (#"{"created_at": "2020-06-01 12:00:00", "results": ["a.B.c"]}"#, .refstack),
        ]
    )
    func forms(_ content: String, _ form: ForeignResults.Form) throws {
        let results = try Self.read(Array(content.utf8))
        #expect(results.form == form)
        #expect(results.results.map(\.identity.name) == ["a.B.c"])
        #expect(results.results.map(\.outcome) == [.passed])
        #expect(results.damage == [])
    }

    @Test("Text before the first packet does not hide a stream")
    func textBefore() throws {
        let packet = try SubunitPacket(test: "a.B.c", status: .success).encoded()
        let results = try Self.read(Array("/usr/lib: DeprecationWarning: …\n".utf8) + packet)
        #expect(results.form == .subunit)
        #expect(results.results.count == 1)
    }

    @Test(
        "What is nothing of all that is refused with the reason",
        arguments: [
            ([], "is empty"), (Array("hello\n".utf8), "neither a subunit stream"), ([0x1F, 0x8B, 8, 0], "compressed"),
            (Array("<html><body/></html>".utf8), "no testsuite"), (Array("{}".utf8), "without the list of results"),
            (Array("{\"results\": [".utf8), "begins as JSON"),
        ] as [([UInt8], String)]
    )
    func refused(_ content: [UInt8], _ words: String) throws {
        let error = #expect(throws: ForeignResultsError.self) { _ = try Self.read(content) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test("Of a stestr repository the latest run is read, by either of its folders")
    func repository() throws {
        try Self.withFolder { folder in
            let repository = folder.appending(path: ".stestr")
            try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
            for (name, text) in [
                ("format", "1\n"), ("next-stream", "11\n"), ("9", "test: old\nsuccess: old\n"),
                ("10", "test: new\nsuccess: new\n"),
            ] {
                try Data(text.utf8).write(to: repository.appending(path: name))
            }
            for path in [folder.path, repository.path] {
                #expect(try ForeignResults(reading: path).results.map(\.identity.name) == ["new"])
            }
        }
    }

    // MARK: - JUnit

    @Test("JUnit's cases keep their reasons, messages and texts")
    func junit() throws {
        let results = try Self.read(
            Array(
                """
                <!DOCTYPE x [<!ENTITY e "boom">]>
                <!-- <testcase name="no"/> -->
                <testsuites><testsuite name="s" time="3.5" timestamp="2026-11-23T09:00:00">
                <testcase classname="a.B" name="one[id-\(Self.id),smoke]" time="1.250"/>
                <testcase classname="a.B" name="two"><failure message="x &lt; &#x79;"><![CDATA[long & text]]></failure></testcase>
                <testcase classname="a.B" name="three"><error type="t">Traceback:
                  File "x"
                KeyError: 1
                </error></testcase>
                <testcase classname="a.B" name="four"><skipped>no network</skipped></testcase>
                <testcase classname="a.B" name="five"><skipped message="not run: weather"/></testcase>
                <testcase classname="a.B" name="six"><flakyFailure message="once"/></testcase>
                </testsuite></testsuites>
                """.utf8
            )
        )
        #expect(results.results.map(\.outcome) == [.passed, .failed, .failed, .skipped, .notRun, .flaky])
        #expect(results.results[0].identity == TestIdentity(name: "a.B.one", id: Self.id))
        #expect(results.results[0].seconds == 1.25)
        #expect(results.results[1].failures == [Failure("x < y", details: "long & text")])
        #expect(results.results[2].failures.first?.message == "KeyError: 1")
        #expect(results.results[3].reason == "no network")
        #expect(results.results[4].reason == "weather")
        #expect(results.seconds == 3.5)
        #expect(results.startedAt == Date(timeIntervalSince1970: 1_795_424_400))
    }

    @Test("A JUnit document that ends early says what it says until there")
    func cutJUnit() throws {
        let text = "<testsuite><testcase classname='a.B' name='one'/><testcase classname='a.B' name='two'><fail"
        let results = try Self.read(Array(text.utf8))
        #expect(results.results.map(\.identity.name) == ["a.B.one"])
        #expect(results.damage.count == 1)
    }

    // MARK: - RefStack

    @Test("RefStack's ids are read with and without dashes, and what is not listed is not known")
    func refstack() throws {
        let text = """
            {"cpid": "abc", "duration_seconds": 12,
             "results": [{"name": "a.B.one", "uuid": "\(Self.id.replacing("-", with: ""))"}, {"x": 1}]}
            """
        let results = try Self.read(Array(text.utf8), named: "r.json")
        #expect(results.cloudID == "abc")
        #expect(results.damage == ["entry 2 of its results has no name"])
        let other = TestIdentity(name: "a.B.two", id: "")
        let all = results.completed(wanted: [TestIdentity(name: "a.B.one", id: Self.id), other])
        #expect(all.map(\.outcome) == [.passed, .notRun])
        #expect(all[1].reason == "r.json names only tests that passed")
    }

    // MARK: - What follows

    private static func stream(_ packets: [SubunitPacket]) throws -> ForeignResults {
        try read(try packets.flatMap { try $0.encoded() }, named: "s")
    }

    private static func setUp(_ status: SubunitPacket.Status, _ file: String, _ text: String) -> [SubunitPacket] {
        let name = "setUpClass (a.B)"
        let reason = SubunitPacket.File(name: file, content: Array(text.utf8))
        return [SubunitPacket(test: name, file: reason), SubunitPacket(test: name, status: status)]
    }

    @Test("A class whose set-up was skipped has its tests skipped")
    func skippedClass() throws {
        let results = try Self.stream(Self.setUp(.skip, "reason", "no swift"))
        let tests = ["a.B.one", "a.B.two", "a.C.other"].map { TestIdentity(name: $0, id: "") }
        let all = results.completed(known: tests)
        #expect(all.map(\.identity.name) == ["a.B.one", "a.B.two"])
        #expect(all.allSatisfy { $0.outcome == .skipped && $0.reason == "no swift" })
        // Whose tests nobody knows stands for itself.
        #expect(results.completed().map(\.identity.name) == ["setUpClass (a.B)"])
    }

    @Test("A class whose set-up failed is a failure, and its tests did not run")
    func failedClass() throws {
        let packets =
            Self.setUp(.fail, "traceback", "KeyError: 1")
            + [SubunitPacket(test: "a.B.one", status: .success)]
        let tests = ["a.B.one", "a.B.two"].map { TestIdentity(name: $0, id: "") }
        let all = try Self.stream(packets).completed(wanted: tests)
        #expect(all.map(\.identity.name) == ["a.B.one", "a.B.two", "setUpClass (a.B)"])
        #expect(all.map(\.outcome) == [.passed, .notRun, .failed])
        #expect(all[1].reason == "the set-up of its class failed: KeyError: 1")
    }

    @Test("Of a damaged stream what is known is kept, and the rest did not run")
    func damaged() throws {
        let tests = (0..<4).map { "a.B.test_\($0)" }
        var parts = try tests.flatMap { test in
            [SubunitPacket(test: test, status: .inProgress), SubunitPacket(test: test, status: .success)]
        }.map { try $0.encoded() }
        // The end of the second test, and all of the third.
        for index in [3, 4, 5] { parts[index][6] ^= 0xFF }
        let results = try Self.read(parts.flatMap { $0 }, named: "s")
        let all = results.completed(wanted: tests.map { TestIdentity(name: $0, id: "") })
        #expect(all.map(\.outcome) == [.passed, .notRun, .notRun, .passed])
        #expect(all[1].reason?.hasPrefix("the end of the test is not in s, which is damaged") == true)
        #expect(all[2].reason?.hasPrefix("s has no outcome of it, and is damaged") == true)
    }

    @Test("Names get the ids that they have elsewhere")
    func adoptedIDs() throws {
        let results = try Self.stream([SubunitPacket(test: "a.B.one", status: .success)])
        let known = TestIdentity(name: "a.B.one", id: Self.id)
        #expect(results.completed(known: [known]).map(\.identity) == [known])
    }

    // MARK: - Runs

    @Test("A run that was made of results is read as any other")
    func recorded() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let began = Date(timeIntervalSince1970: 1_763_878_400)
        let name = "a.B.one[id-\(Self.id)]"
        let results = try Self.stream([
            SubunitPacket(test: name, status: .inProgress, timestamp: began),
            SubunitPacket(test: name, status: .fail, timestamp: began.addingTimeInterval(2)),
        ])
        var description = ImportDescription(cloud: "theirs", version: "1")
        description.guidelines = ["2020.06"]
        let store = RunStore(directory: folder)
        let made = try await results.record(
            results.completed(),
            in: store,
            as: description,
            token: "0",
            now: Date()
        )
        let record = try RunRecord(reading: made)
        #expect(record.startedAt == began)
        #expect(record.description.origin == "s (subunit v2)")
        #expect(record.description.cloud == "theirs")
        #expect(record.allResults.map(\.outcome) == [.failed])
        #expect(record.allResults.first?.seconds == 2)
        #expect(record.summary?.outcomes == [.failed: 1])
        #expect(record.timeline.count == 2)
        #expect(try store.run("latest") == made)
    }
}
