import Conformance
import Foundation

/// The results of the made-up run.
enum SampleResults {
    static func passed(_ test: TestIdentity) -> TestResult {
        TestResult(test, .passed, exchanges: [1, 2], startedAt: SampleRun.start + 1, seconds: 3.2, tries: 1)
    }

    static func skipped(_ test: TestIdentity, _ reason: String) -> TestResult {
        TestResult(test, .skipped, reason: reason)
    }

    static func weathered(_ test: TestIdentity) -> TestResult {
        TestResult(
            test,
            .notRun,
            reason: "weather: https://keystone.meadow.example:5000/v3/auth/tokens: 503, 4 times",
            exchanges: [6],
            startedAt: SampleRun.start + 4.2,
            seconds: 4.8,
            tries: 1
        )
    }

    static func failed(_ test: TestIdentity) -> TestResult {
        TestResult(
            test,
            .failed,
            failures: [
                Failure(
                    "status of the deleted image is not as promised",
                    expected: ["404", "410"],
                    actual: "200",
                    step: "look for it",
                    exchange: 4,
                    location: SourceLocation(fileID: "InteropTests/BasicImageOperations.swift", line: 66)
                ),
                Failure("not so: the image is not listed", exchange: 4),
            ],
            exchanges: [1, 3, 4],
            startedAt: SampleRun.start + 300,
            seconds: 3,
            tries: 2,
            leftovers: ["image fits-image-k3v9q2ab-1: 409 Conflict: in use"]
        )
    }

    static func flaky(_ test: TestIdentity) -> TestResult {
        TestResult(
            test,
            .flaky,
            failures: [
                Failure(
                    "name of the image is not as promised",
                    expected: ["new name"],
                    actual: "old name",
                    exchange: 5,
                    location: SourceLocation(fileID: "InteropTests/BasicImageOperations.swift", line: 80)
                )
            ],
            exchanges: [5],
            startedAt: SampleRun.start + 303,
            seconds: 1,
            tries: 2
        )
    }

    /// A failure that shows what the cloud would like to be code.
    static func hostile(_ test: TestIdentity) -> TestResult {
        TestResult(
            test,
            .failed,
            failures: [
                Failure(
                    SampleRun.hostile.joined(separator: " "),
                    expected: ["one\nof two lines"],
                    actual: SampleRun.hostile.joined(separator: "\n"),
                    step: SampleRun.hostile[0],
                    exchange: 7
                )
            ],
            exchanges: [7, 8],
            startedAt: SampleRun.start + 304,
            seconds: 1,
            tries: 2
        )
    }
}
