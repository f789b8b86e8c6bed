import Foundation
import Testing

@testable import Conformance

@Suite struct JournalTests {
    private static let identity = TestIdentity(name: "a.B.c(v4)", id: "1f")
    private static let start = Date(timeIntervalSince1970: 1_767_225_600.25)

    private static let description = RunDescription(
        run: "r",
        cloud: "lab",
        authURL: "http://id/v3",
        region: "One",
        version: "0.1",
        tests: [identity],
        guidelines: ["2020.06"],
        isolated: true,
        concurrency: 8,
        cloudID: nil
    )

    private static let result = TestResult(
        identity,
        .flaky,
        reason: "weather",
        failures: [
            Failure(
                "a \"quoted\"\nmessage / ünïcode",
                expected: ["200", "204"],
                actual: "404",
                step: "look",
                exchange: 7,
                location: SourceLocation(fileID: "M/F.swift", line: 12)
            ),
            Failure("bare"),
        ],
        exchanges: [5, 6, 7],
        startedAt: start,
        seconds: 1.25,
        tries: 2,
        leftovers: ["image fits-1: no"]
    )

    static let events: [RunEvent] = [
        .runStarted(description: description), .testStarted(test: identity, attempt: 3),
        .testWillRepeat(result: result), .testFinished(result: TestResult(identity, .notRun)),
        .testFinished(result: result),
        .testWaited(wait: TestWait(test: identity, cause: .limit, name: "images, servers", seconds: 0.25)),
        .fixtureEnded(making: FixtureMaking(name: "network", seconds: 1.5, isMade: true)),
        .resourcePlanned(resource: PlannedResource(kind: "image", name: "fits-1", test: identity, parent: "p")),
        .resourcePlanned(resource: PlannedResource(kind: "image", name: "fits-2", test: nil, parent: nil)),
        .resourceCreated(name: "fits-1", id: "i1"), .resourceRemoved(name: "fits-2"),
        .weather(report: WeatherReport(kind: "503", request: "GET http://h/x", isRetried: true)),
        .runFinished(
            summary: RunSummary(
                outcomes: [.passed: 3, .notRun: 1],
                seconds: 0.5,
                requests: 12,
                weather: ["503": 2],
                unreachable: ["http://h: 503 9 times"],
                leftovers: [],
                wasInterrupted: true
            )
        ),
    ]

    /// A folder with a new run in it.
    private static func withRun<Result>(_ body: (RunFolder) async throws -> Result) async throws -> Result {
        try await TemporaryFolder.with { directory in
            try await body(RunStore(directory: directory).create(cloud: "lab", at: start, token: "abcd1234"))
        }
    }

    private static func write(_ events: [RunEvent], to folder: RunFolder) async throws {
        let journal = try JournalWriter(folder, redactor: Redactor())
        for event in events { await journal.record(event, at: start) }
        #expect(await journal.failure == nil)
    }

    private static func append(_ text: String, to folder: RunFolder) throws {
        let file = try FileHandle(forUpdating: URL(filePath: folder.journalPath))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    private static func lines(_ folder: RunFolder) throws -> [String] {
        try String(contentsOfFile: folder.journalPath, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test(arguments: events)
    func everyEventIsReadAsItWasWritten(event: RunEvent) async throws {
        try await Self.withRun { folder in
            try await Self.write([event], to: folder)
            let lines = try Self.lines(folder)
            #expect(lines.count == 1)
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .custom { decoder in
                try Date(decoder.singleValueContainer().decode(String.self), strategy: StoredExchange.dateFormat)
            }
            let entry = try decoder.decode(JournalEntry.self, from: Data(lines[0].utf8))
            #expect(entry.event == event)
            #expect(entry.at == Self.start)
        }
    }

    @Test func theFormatStaysAsItIs() async throws {
        try await Self.withRun { folder in
            try await Self.write(Array(Self.events[7...10]), to: folder)
            #expect(
                try Self.lines(folder) == [
                    #"""
                    {"at":"2026-01-01T00:00:00.250Z","event":{"resourcePlanned":{"resource":{"kind":"image","name":"fits-1",\#
                    "parent":"p","test":{"id":"1f","name":"a.B.c(v4)"}}}}}
                    """#,
                    #"""
                    {"at":"2026-01-01T00:00:00.250Z","event":{"resourcePlanned":{"resource":{"kind":"image",\#
                    "name":"fits-2"}}}}
                    """#,
                    #"{"at":"2026-01-01T00:00:00.250Z","event":{"resourceCreated":{"id":"i1","name":"fits-1"}}}"#,
                    #"{"at":"2026-01-01T00:00:00.250Z","event":{"resourceRemoved":{"name":"fits-2"}}}"#,
                ]
            )
        }
    }

    @Test func aRecordTellsTheWholeRun() async throws {
        try await Self.withRun { folder in
            try await Self.write(Self.events, to: folder)
            let record = try RunRecord(reading: folder)
            #expect(record.description == Self.description)
            #expect(record.startedAt == Self.start)
            #expect(record.results == [Self.result])
            #expect(record.summary?.wasInterrupted == true)
            #expect(record.openResources.map(\.planned.name) == ["fits-1"])
            #expect(record.openResources.map(\.id) == ["i1"])
            #expect(record.timeline.count == 6)
            #expect(record.damagedLines.isEmpty)
            #expect(record.outcomes == [.flaky: 1])
        }
    }

    @Test func testsWithoutAnEndAreNotRun() async throws {
        try await Self.withRun { folder in
            try await Self.write(Array(Self.events[0...2]), to: folder)
            let record = try RunRecord(reading: folder)
            #expect(record.results.isEmpty)
            #expect(record.summary == nil)
            #expect(record.allResults.map(\.outcome) == [.notRun])
            #expect(record.allResults.first?.reason?.contains("--resume") == true)
        }
    }

    @Test func aTornLastLineIsPassedOver() async throws {
        try await Self.withRun { folder in
            try await Self.write(Self.events, to: folder)
            let whole = try String(contentsOfFile: folder.journalPath, encoding: .utf8)
            let count = Self.events.count
            for length in [whole.utf8.count - 1, whole.utf8.count - 2, whole.utf8.count - 40] {
                try Data(whole.utf8.prefix(length)).write(to: URL(filePath: folder.journalPath))
                let record = try RunRecord(reading: folder)
                #expect(record.results == [Self.result])
                // Without its line break alone, the line is whole.
                #expect(record.damagedLines == (length == whole.utf8.count - 1 ? [] : [count]))
            }
        }
    }

    @Test func garbageInTheMiddleIsPassedOver() async throws {
        try await Self.withRun { folder in
            try await Self.write([Self.events[0]], to: folder)
            try Self.append("garbage\n\n{\"at\":\"2026\"}\n\u{0}\u{0}\n", to: folder)
            try await Self.write([Self.events[4]], to: folder)
            let record = try RunRecord(reading: folder)
            #expect(record.results == [Self.result])
            #expect(record.damagedLines == [2, 4, 5])
        }
    }

    @Test func aResumedRunBeginsOnALineOfItsOwn() async throws {
        try await Self.withRun { folder in
            try await Self.write([Self.events[0], Self.events[10]], to: folder)
            try Self.append("{\"at\":\"2026-01-01T00:0", to: folder)
            try await Self.write([Self.events[0], Self.events[4]], to: folder)
            let record = try RunRecord(reading: folder)
            #expect(record.damagedLines == [3])
            #expect(record.results == [Self.result])
            // It has begun again and not ended yet.
            #expect(record.summary == nil)
        }
    }

    @Test func onlyOneWriterHasARun() async throws {
        try await Self.withRun { folder in
            let first = try JournalWriter(folder, redactor: Redactor())
            let error = #expect(throws: RunFolderError.self) { try JournalWriter(folder, redactor: Redactor()) }
            #expect(error?.description == "\(folder.url.path) is in use: another fits is running it")
            await first.record(Self.events[0], at: Self.start)
            #expect(try Self.lines(folder).count == 1)
        }
        try await Self.withRun { folder in
            // When a writer has ended, the next one may begin.
            try await Self.write([Self.events[0]], to: folder)
            try await Self.write([Self.events[4]], to: folder)
            #expect(try Self.lines(folder).count == 2)
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "/dev/full stands for a full disk"))
    func aFullDiskIsRemembered() async throws {
        try await Self.withRun { folder in
            try FileManager.default.createSymbolicLink(atPath: folder.exchangesPath, withDestinationPath: "/dev/full")
            let journal = try JournalWriter(folder, redactor: Redactor())
            await journal.record(Self.events[0], at: Self.start)
            #expect(await journal.failure == nil)
            await journal.store(StoredExchange.example(number: 1))
            let failure = try #require(await journal.failure)
            #expect(failure.description == "\(folder.exchangesPath) cannot be written: No space left on device")
            await journal.record(Self.events[4], at: Self.start)
            #expect(try Self.lines(folder).count == 1)
        }
    }

    @Test func whatCannotBeOpenedIsNamed() throws {
        let folder = RunFolder(url: URL(filePath: "/no/such/folder"))
        let writing = #expect(throws: RunFolderError.self) { try JournalWriter(folder, redactor: Redactor()) }
        #expect(
            writing?.description == "/no/such/folder/journal.jsonl cannot be opened: No such file or directory"
        )
        let reading = #expect(throws: RunFolderError.self) { try RunRecord(reading: folder) }
        #expect(reading?.description == "/no/such/folder/journal.jsonl cannot be read")
    }

    @Test(arguments: [
        "", "garbage\n", "{\"at\":\"2026-01-01T00:00:00.250Z\",\"event\":{\"resourceRemoved\":{\"name\":\"x\"}}}\n",
    ])
    func aJournalWithoutABeginningSaysNothing(text: String) async throws {
        try await Self.withRun { folder in
            try Data(text.utf8).write(to: URL(filePath: folder.journalPath))
            let error = #expect(throws: RunFolderError.self) { try RunRecord(reading: folder) }
            #expect(error?.problem == "does not begin with the start of a run; nothing can be known of it")
        }
    }

    @Test func exchangesAreReadByNumber() async throws {
        try await Self.withRun { folder in
            do {
                let journal = try JournalWriter(folder, redactor: Redactor())
                await journal.record(Self.events[0], at: Self.start)
                for number in [2, 1] { await journal.store(StoredExchange.example(number: number)) }
            }
            let file = try FileHandle(forUpdating: URL(filePath: folder.exchangesPath))
            try file.seekToEnd()
            try file.write(contentsOf: Data("garbage\n{\"number\":3".utf8))
            let exchanges = try RunRecord(reading: folder).exchanges()
            #expect(exchanges == [1: StoredExchange.example(number: 1), 2: StoredExchange.example(number: 2)])
        }
    }
}
