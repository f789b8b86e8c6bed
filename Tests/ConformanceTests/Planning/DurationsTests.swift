import Conformance
import Foundation
import Testing

@Suite struct DurationsTests {
    private static let a = TestIdentity(name: "a.B.x(v4)", id: "1")
    private static let b = TestIdentity(name: "a.B.y", id: "")

    @Test func theNewestMeasurementWeighsHalf() async throws {
        try await TemporaryFolder.with { folder in
            let store = RunStore(directory: folder)
            var durations = Durations(store)
            #expect(durations.expected(cloud: "lab").isEmpty)
            durations.learn(
                [
                    TestResult(Self.a, .passed, seconds: 4, tries: 1),
                    TestResult(Self.b, .failed, seconds: 2, tries: 2),
                ],
                cloud: "lab"
            )
            durations.learn([TestResult(Self.a, .flaky, seconds: 8, tries: 1)], cloud: "lab")
            durations.learn([TestResult(Self.a, .passed, seconds: 100, tries: 1)], cloud: "other")
            #expect(durations.expected(cloud: "lab") == [Self.a: 6, Self.b: 2])
            #expect(Durations(store).expected(cloud: "lab") == [Self.a: 6, Self.b: 2])
            #expect(Durations(store).expected(cloud: "other") == [Self.a: 100])
        }
    }

    @Test func testsThatDidNotRunTeachNothing() async throws {
        try await TemporaryFolder.with { folder in
            var durations = Durations(RunStore(directory: folder))
            durations.learn(
                [TestResult(Self.a, .skipped, seconds: 0), TestResult(Self.b, .notRun, seconds: 60, tries: 3)],
                cloud: "lab"
            )
            #expect(durations.expected(cloud: "lab").isEmpty)
        }
    }

    @Test func aFileThatCannotBeReadOrWrittenIsNoTrouble() async throws {
        try await TemporaryFolder.with { folder in
            try Data("{nonsense".utf8).write(to: folder.appending(path: "durations.json"))
            #expect(Durations(RunStore(directory: folder)).expected(cloud: "lab").isEmpty)
            var nowhere = Durations(RunStore(directory: folder.appending(path: "not/there")))
            nowhere.learn([TestResult(Self.a, .passed, seconds: 4, tries: 1)], cloud: "lab")
            #expect(nowhere.expected(cloud: "lab") == [Self.a: 4])
        }
    }
}
