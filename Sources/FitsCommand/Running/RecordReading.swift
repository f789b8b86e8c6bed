import Conformance
import Foundation
import Guidelines
import Reports

/// Says on stderr that a journal has lines that cannot be read, and what that means.
func warnOfDamage(_ record: RunRecord) {
    guard let last = record.damagedLines.last else { return }
    let count = record.damagedLines.count
    let lines =
        Wording.verb(count, "line ", "lines ") + record.damagedLines.map(String.init).joined(separator: ", ")
    Console.standardError.write(
        "fits: \(record.folder.url.path)/journal.jsonl: \(lines) cannot be read and "
            + "\(Wording.verb(count, "was", "were")) passed over; "
            + (record.summary == nil && record.damagedLines == [last]
                ? "the run ended in the middle of it: `fits run --resume` goes on\n" : "the rest is used\n")
    )
}

/// The guidelines that any of the runs was asked to judge by, each once; says on stderr which cannot be had any more.
func recordedGuidelines(in records: [RunRecord]) -> [ChosenGuideline] {
    var seen: Set<String> = []
    return records.flatMap(\.description.guidelines).filter { seen.insert($0).inserted }.compactMap { name in
        do {
            return try ChosenGuideline(name)
        } catch {
            Console.standardError.write("fits: not judged by guideline \(name): \(error)\n")
            return nil
        }
    }
}

/// A run with its evidence and the verdicts it was asked for, ready to be shown.
func report(on record: RunRecord) -> Report {
    Report(
        record: record,
        exchanges: record.exchanges(),
        tests: ChosenTests(of: record).suite.tests,
        verdicts: recordedGuidelines(in: [record]).map { $0.verdict(on: record.allResults) }
    )
}
