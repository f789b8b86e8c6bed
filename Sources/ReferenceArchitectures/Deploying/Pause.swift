/// Waits between looks at something, longer each time.
struct Pause {
    private static let longest = Duration.seconds(3)
    private var next = Duration.milliseconds(20)
    /// How long was waited in all.
    private(set) var total = Duration.zero

    mutating func sleep() async throws(DeploymentFailure) {
        do {
            try await Task.sleep(for: next)
        } catch {
            throw DeploymentFailure("interrupted")
        }
        total += next
        next = min(next * 1.6, Self.longest)
    }
}

extension ContinuousClock.Instant {
    /// How long ago this was, in seconds.
    var secondsSince: Double { (ContinuousClock.now - self) / .seconds(1) }
}
