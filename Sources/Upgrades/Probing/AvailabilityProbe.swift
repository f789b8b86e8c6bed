import Foundation

/// Asks for things again and again, each in a rhythm of its own, and measures how available they are.
public struct AvailabilityProbe: Sendable {
    private let points: [ProbePoint]
    private let interval: Duration

    /// A probe of some things.
    ///
    /// - Parameters:
    ///   - points: what is asked for, side by side.
    ///   - interval: how long it takes from one request to the next; a request that takes longer delays the next one of
    ///     the same point only.
    public init(_ points: [ProbePoint], every interval: Duration) {
        self.points = points
        self.interval = interval
    }

    /// Asks until a time is over or the task is cancelled.
    ///
    /// Requests under way when the task is cancelled do not count.
    ///
    /// - Parameters:
    ///   - duration: how long; `nil` until cancelled. Everything is asked for once at least.
    ///   - clock: what tells the time.
    ///   - observe: is told of every request's end: which point, how available it is, and what changed.
    /// - Returns: what was measured.
    public func run<Time: Clock>(
        for duration: Duration? = nil,
        clock: Time = ContinuousClock(),
        observe: @escaping @Sendable (Int, Availability, Availability.Change?) -> Void = { _, _, _ in }
    ) async -> ProbeReport where Time.Duration == Duration {
        let startedAt = Date()
        let begin = clock.now
        var measured = points.map { _ in Availability() }
        await withTaskGroup(of: (Int, Availability).self) { group in
            for (index, point) in points.enumerated() {
                group.addTask(name: "\(point.service) \(point.subject)") {
                    return await (index, measure(point, for: duration, since: begin, clock) { observe(index, $0, $1) })
                }
            }
            for await (index, availability) in group { measured[index] = availability }
        }
        return ProbeReport(
            startedAt: startedAt,
            length: begin.duration(to: clock.now),
            interval: interval,
            entries: zip(points, measured).map {
                ProbeReport.Entry(service: $0.service, subject: $0.subject, availability: $1)
            }
        )
    }

    private func measure<Time: Clock>(
        _ point: ProbePoint,
        for duration: Duration?,
        since begin: Time.Instant,
        _ clock: Time,
        observe: (Availability, Availability.Change?) -> Void
    ) async -> Availability where Time.Duration == Duration {
        var availability = Availability()
        var next = begin
        while !Task.isCancelled {
            let sent = begin.duration(to: clock.now)
            let answer = await point.ask()
            guard !Task.isCancelled else { break }
            let answered = begin.duration(to: clock.now)
            let change = availability.take(answer, sentAt: sent, answeredAt: answered)
            observe(availability, change)
            // What was missed while a request took long is not made up for.
            repeat { next = next.advanced(by: interval) } while next < clock.now
            if let duration, begin.duration(to: next) >= duration { break }
            try? await clock.sleep(until: next, tolerance: nil)
        }
        return availability
    }
}
