/// The present, as all services of a cloud see it.
struct CloudClock: Sendable {
    private let present: @Sendable () -> Timestamp

    init(_ present: @escaping @Sendable () -> Timestamp) { self.present = present }

    var now: Timestamp { present() }
}
