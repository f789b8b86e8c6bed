/// How long what a cloud does takes.
enum Pace: Sendable {
    /// Every transition takes as long, in microseconds, the copying of disks longer, and requests take no longer than they must.
    case even(microseconds: Int64)
    /// Every operation and transition takes as long as was measured on a cloud of upstream's services.
    case real

    /// Transitions that copy a disk: at an even pace they take twenty times as long as what changes a state only, so that a client
    /// that looks at once sees them under way.
    private static let copies: Set = ["compute.server.snapshot"]

    /// How long a transition takes, in microseconds: the service, what, and what happens to it, `compute.server.build`.
    ///
    /// One that was not measured takes a second.
    func duration(of transition: String) -> Int64 {
        switch self {
        case .even(let microseconds): Self.copies.contains(transition) ? microseconds * 20 : microseconds
        case .real: (MeasuredTimes.transitions[transition] ?? 1000) * 1000
        }
    }
}
