/// How long what a cloud does takes.
enum Pace: Sendable {
    /// Every transition takes as long, in microseconds, and requests take no longer than they must.
    case even(microseconds: Int64)
    /// Every operation and transition takes as long as was measured on a cloud of upstream's services.
    case real

    /// How long a transition takes, in microseconds: the service, what, and what happens to it, `compute.server.build`.
    ///
    /// One that was not measured takes a second.
    func duration(of transition: String) -> Int64 {
        switch self {
        case .even(let microseconds): microseconds
        case .real: (MeasuredTimes.transitions[transition] ?? 1000) * 1000
        }
    }
}
