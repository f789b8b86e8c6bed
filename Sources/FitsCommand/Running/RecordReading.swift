import Conformance
import Foundation
import Guidelines

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
