import Conformance
import Guidelines

extension Comparison {
    /// The first thing to know: `Of 141 tests 130 work on both, 9 on one only, 2 on neither`.
    var conclusion: String {
        let known = tests.filter { test in test.standings.allSatisfy { $0 != .open } }
        let working = known.map { test in test.standings.count { $0 == .works } }
        let isPair = sides.count == 2
        let everywhere = working.count { $0 == sides.count }
        let work = Wording.verb(everywhere, "works", "work")
        let counts = [
            (everywhere, isPair ? "\(work) on both" : "\(work) on all \(sides.count)"),
            (working.count { $0 > 0 && $0 < sides.count }, isPair ? "on one only" : "on some only"),
            (working.count { $0 == 0 }, isPair ? "on neither" : "on none"),
        ]
        var text = "Of \(Wording.count(known.count, "test")) "
        text += counts.map { "\(Wording.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
        let rest = tests.count - known.count
        if rest > 0 { text += "; \(Wording.grouped(rest)) more came to no outcome on \(isPair ? "one" : "some")" }
        return text
    }

    /// `12 differences that no test asserts`.
    var unassertedText: String {
        let count = unassertedSections.map(\.lines.count).reduce(0, +)
        return count == 0
            ? "nothing is known to differ that no test asserts"
            : "\(Wording.count(count, "difference")) that no test asserts"
    }
}

extension Comparison.Matrix.Standing {
    /// The standing in words.
    var word: String {
        switch self {
        case .works: "works"
        case .partly: "partly"
        case .fails: "fails"
        case .absent: "absent"
        case .notRun: "not run"
        case .uncounted: "not counted"
        }
    }

    var symbol: String {
        switch self {
        case .works: "✓"
        case .partly, .fails: "✗"
        case .absent: "–"
        case .notRun: "○"
        case .uncounted: "·"
        }
    }

    /// The class that gives the standing its colour.
    var tone: String {
        switch self {
        case .works: "pass"
        case .partly: "flaky"
        case .fails: "fail"
        case .absent, .uncounted: "skip"
        case .notRun: "open"
        }
    }

    var accent: TerminalStyle.Accent {
        switch self {
        case .works: .green
        case .partly: .yellow
        case .fails: .red
        case .absent, .uncounted: .dim
        case .notRun: .blue
        }
    }
}

extension Comparison.Matrix.Row {
    /// What the guideline thinks of it where it is not required.
    var remark: String? { status.flatMap { $0 == .required ? nil : $0.rawValue } }

    /// The name, with the remark in brackets.
    var label: String { remark.map { "\(name) (\($0))" } ?? name }
}

extension Comparison.Matrix.Cell {
    /// `✓ works`, `✗ 3 of 4`.
    var text: String { "\(standing.symbol) \(standing == .partly ? "\(demonstrated) of \(total)" : standing.word)" }

    /// In a sentence: `partly: 3 of 4 tests; 1 flagged test not counted`.
    var explanation: String {
        var parts = total == 0 ? [] : ["\(demonstrated) of \(Wording.count(total, "test"))"]
        if flagged > 0 {
            parts.append("\(demonstratedFlagged) of \(Wording.count(flagged, "flagged test")), not counted")
        }
        return "\(standing.word): " + parts.joined(separator: "; ")
    }
}

extension Comparison.Matrix {
    /// What it is a matrix of.
    var title: String { guideline.map { "Capabilities of \($0)" } ?? "What was tested, by subject" }

    /// How many capabilities work where: `62 of 70 work everywhere, 6 on some only, 2 nowhere`.
    var reachText: String {
        let counted = rows.count - count(.uncounted)
        let work = Wording.verb(count(.everywhere), "works", "work")
        var parts = ["\(count(.everywhere)) of \(counted) \(work) everywhere"]
        if count(.somewhere) > 0 { parts.append("\(count(.somewhere)) on some only") }
        if count(.nowhere) > 0 { parts.append("\(count(.nowhere)) nowhere in full") }
        if count(.unknown) > 0 { parts.append("of \(count(.unknown)) it is not known, as not all was run") }
        if count(.uncounted) > 0 {
            let their = Wording.verb(count(.uncounted), "its", "their")
            parts.append("\(count(.uncounted)) more not counted: \(their) tests are flagged")
        }
        return parts.joined(separator: ", ")
    }
}

extension Comparison.Standing {
    var symbol: String {
        switch self {
        case .works: "✓"
        case .fails: "✗"
        case .lacks: "–"
        case .open: "○"
        }
    }

    var tone: String {
        switch self {
        case .works: "pass"
        case .fails: "fail"
        case .lacks: "skip"
        case .open: "open"
        }
    }

    var accent: TerminalStyle.Accent {
        switch self {
        case .works: .green
        case .fails: .red
        case .lacks: .dim
        case .open: .blue
        }
    }

    /// What became of a test, in words.
    var word: String {
        switch self {
        case .works: "works"
        case .fails: "fails"
        case .lacks: "skipped"
        case .open: "not run"
        }
    }
}

extension Comparison.Side {
    /// When the run was and how its tests ended, as phrases.
    var facts: [String] {
        let outcomes = [Outcome.passed, .failed, .flaky, .skipped, .notRun].compactMap { outcome -> String? in
            let count = report.count(of: outcome)
            return count == 0 ? nil : "\(outcome.symbol) \(Wording.grouped(count)) \(outcome.word)"
        }
        return [
            "\(Wording.time(report.record.startedAt).dropLast(7)) UTC", Wording.count(report.results.count, "test"),
            outcomes.joined(separator: "  "),
        ]
    }

    /// What is to be known of the side before it is compared; empty for most.
    var notes: [String] {
        var notes: [String] = []
        if !report.isFinished { notes.append("its run did not come to its end") }
        if profile == nil {
            notes.append(
                "no profile of the cloud was kept with its run, so nothing is known of its versions, extensions, "
                    + "limits and answers to bad requests"
            )
        }
        return notes
    }
}

extension Parting {
    /// What the reader looks at, as a phrase.
    var title: String {
        switch kind {
        case .status: "the first request answered differently: \(operation ?? "")"
        case .document: "the answer that showed it: \(operation ?? "")"
        case .request: "the request that showed it, which the other did not make: \(operation ?? "")"
        case .reason: "no request: what the run says of it"
        }
    }
}

extension Comparison.TraitDifference.Value {
    var text: String {
        switch self {
        case .known(let text): text.isEmpty ? "(empty)" : text
        case .absent: "absent"
        case .unknown: "not known"
        }
    }
}
