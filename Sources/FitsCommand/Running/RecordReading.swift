import Conformance
import Foundation
import Guidelines
import InteropTests
import Reports

/// Says on stderr that a journal has lines that cannot be read, and what that means.
func warnOfDamage(_ record: RunRecord) {
    guard let last = record.damagedLines.last else { return }
    let lines = record.damagedLines.map(String.init).joined(separator: ", ")
    Console.standardError.write(
        "fits: \(record.folder.url.path)/journal.jsonl: line \(lines) cannot be read and was passed over; "
            + (record.summary == nil && record.damagedLines == [last]
                ? "the run ended in the middle of it: `fits run --resume` goes on\n" : "the rest is used\n")
    )
}

/// The verdicts of the guidelines that a run was asked to judge by.
func verdicts(of record: RunRecord) -> [Verdict] {
    record.description.guidelines.compactMap { name in
        guard let chosen = try? ChosenGuideline(name) else { return nil }
        return chosen.verdict(on: record.allResults)
    }
}

/// A run with its evidence and the verdicts it was asked for, ready to be shown.
func report(on record: RunRecord) -> Report {
    Report(
        record: record,
        exchanges: record.exchanges(),
        tests: InteropTests.suite.tests,
        verdicts: verdicts(of: record)
    )
}
