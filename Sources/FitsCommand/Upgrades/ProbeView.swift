import Foundation
import Synchronization
import Upgrades

/// Shows how available things are while that is measured: on a terminal a table that is redrawn, elsewhere a line for
/// each beginning and end of an outage.
final class ProbeView: Sendable {
    private let names: [(service: String, subject: String)]
    private let console: Console
    private let isLive: Bool
    private let state: Mutex<State>

    private struct State {
        var measured: [Availability]
        var drawnLines = 0
        var lastDrawing = Date.distantPast
    }

    init(_ points: [ProbePoint], console: Console, isLive: Bool) {
        names = points.map { ($0.service, $0.subject) }
        self.console = console
        self.isLive = isLive
        state = Mutex(State(measured: points.map { _ in Availability() }))
        if !isLive { console.write("measuring \(points.count) things; Ctrl-C ends it\n") }
    }

    /// Takes up the end of a request.
    func take(_ index: Int, _ availability: Availability, _ change: Availability.Change?) {
        state.withLock { state in
            state.measured[index] = availability
            if let change {
                erase(&state)
                console.write(line(index, change))
            }
            draw(&state)
        }
    }

    /// Takes the table off the terminal.
    func finish() { state.withLock { erase(&$0) } }

    private func line(_ index: Int, _ change: Availability.Change) -> String {
        let time = Self.time(Date())
        let name = "\(names[index].service) \(names[index].subject)"
        switch change {
        case .wentDown(let reason): return "\(time)  DOWN  \(name): \(reason)\n"
        case .cameBack(let outage): return "\(time)  back  \(name) after \(outage.length.inSeconds)\n"
        }
    }

    // MARK: - The table on a terminal

    private func erase(_ state: inout State) {
        guard state.drawnLines > 0 else { return }
        console.write("\u{1B}[\(state.drawnLines)A\u{1B}[J")
        state.drawnLines = 0
    }

    private func draw(_ state: inout State) {
        // Four times a second is enough for eyes.
        guard isLive, Date().timeIntervalSince(state.lastDrawing) > 0.25 || state.drawnLines == 0 else { return }
        erase(&state)
        state.lastDrawing = Date()
        var table = TextTable(["SERVICE", "ASKED FOR", "NOW", "REQUESTS", "FAILED", "LONGEST OUTAGE"])
        for (name, availability) in zip(names, state.measured) {
            table.add([
                name.service, name.subject, availability.current.map { "DOWN \($0.length.inSeconds)" } ?? "up",
                "\(availability.requests)", "\(availability.failures)",
                availability.outages.first?.length.inSeconds ?? "–",
            ])
        }
        let width = console.width - 1
        let lines = table.text.split(separator: "\n")
        console.write(lines.map { $0.prefix(width) + "\n" }.joined())
        state.drawnLines = lines.count
    }

    // MARK: - The result

    /// What was measured, as a table.
    static func text(_ report: ProbeReport) -> String {
        var table = TextTable([
            "SERVICE", "ASKED FOR", "REQUESTS", "FAILED", "AVAILABLE", "OUTAGES", "LONGEST", "DOWN", "LONGEST FROM",
            "MEAN", "FIRST REASON",
        ])
        for entry in report.entries {
            let availability = entry.availability
            let longest = availability.outages.first
            table.add([
                entry.service, entry.subject, "\(availability.requests)", "\(availability.failures)",
                "\((availability.share * 10_000).rounded() / 100) %", "\(availability.outageCount)",
                longest?.length.inSeconds ?? "–", longest == nil ? "–" : availability.downtime.inSeconds,
                longest.map { time(report.date(at: $0.start)) } ?? "–",
                "\(Int((availability.meanTime / .milliseconds(1)).rounded())) ms",
                (longest?.reason ?? "") + (availability.current == nil ? "" : ", still down"),
            ])
        }
        let begin = report.startedAt.formatted(.iso8601)
        return "measured for \(report.length.inSeconds) from \(begin), every \(report.interval.inSeconds)\n\n"
            + table.text
    }

    private static func time(_ date: Date) -> String {
        date.formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                    \(second: .twoDigits)
                    """,
                timeZone: .gmt,
                calendar: Calendar(identifier: .iso8601)
            )
        )
    }
}
