import Conformance
import Foundation
import Reports

/// Takes the packets of a stream into results, whichever version they were written in.
struct SubunitCollector {
    private(set) var results: ForeignResults
    private var accounts = SubunitAccounts()
    private var lastAt: Date?
    private var damageCount = 0

    init(form: ForeignResults.Form, source: String) { results = ForeignResults(form: form, source: source) }

    mutating func take(_ packet: SubunitPacket) {
        if let time = packet.timestamp {
            if results.startedAt.map({ time < $0 }) ?? true { results.startedAt = time }
            if lastAt.map({ time > $0 }) ?? true { lastAt = time }
        }
        switch accounts.take(packet) {
        case .listed(let test): results.listed.append(test)
        case .ended(let end): results.results.append(end.result)
        case .began, nil: break
        }
    }

    mutating func note(_ problem: SubunitError) {
        damageCount += 1
        // The first says what kind it is; a file full of nonsense need not be told in a thousand sentences.
        if damageCount <= 20 { results.damage.append(problem.description) }
    }

    /// Ends the stream: of a test that runs still nobody knows how it ended.
    mutating func finish() {
        if damageCount > 20 { results.damage.append("and \(Wording.count(damageCount - 20, "more place"))") }
        let running = accounts.takeRunning()
        let ended = running.isEmpty ? [] : Set(results.results.map(\.identity))
        for end in running where !ended.contains(end.identity) {
            var result = end.result
            result.outcome = .notRun
            result.failures = []
            result.reason =
                results.damage.isEmpty
                ? "\(results.source) ends while the test is in progress"
                : "the end of the test is not in \(results.source), which is damaged: \(results.damage[0])"
            results.results.append(result)
        }
        if let first = results.startedAt, let lastAt { results.seconds = lastAt.timeIntervalSince(first) }
    }
}

extension ForeignResults {
    /// Reads a subunit stream, version 2, a piece at a time.
    static func subunit(_ file: ResultsFile) throws(ForeignResultsError) -> ForeignResults {
        var collector = SubunitCollector(form: .subunit, source: file.name)
        var reader = SubunitReader()
        func drain() {
            while let element = reader.next() {
                switch element {
                case .packet(let packet): collector.take(packet)
                case .text: break
                case .damage(_, let problem): collector.note(problem)
                }
            }
        }
        while let piece = try file.read() {
            reader.append(piece)
            drain()
        }
        reader.finish()
        drain()
        collector.finish()
        return collector.results
    }

    /// Reads a subunit stream, version 1, a piece at a time.
    static func subunitText(_ file: ResultsFile) throws(ForeignResultsError) -> ForeignResults {
        var collector = SubunitCollector(form: .subunitText, source: file.name)
        var reader = SubunitTextReader()
        while let piece = try file.read() {
            reader.append(piece)
            while let packet = reader.next() { collector.take(packet) }
        }
        reader.finish()
        while let packet = reader.next() { collector.take(packet) }
        for problem in reader.damage { collector.note(problem) }
        collector.finish()
        return collector.results
    }
}
