public import OpenStack

/// Removes what was made for an upgrade, and nothing else.
public struct UpgradeRemoval: Sendable {
    private let workshop: Workshop

    /// What became of one resource.
    public struct Report: Sendable, Hashable {
        /// What it is.
        public let kind: String
        /// Its name.
        public let name: String
        /// What became of it.
        public let end: End

        /// What can become of one.
        public enum End: Sendable, Hashable {
            case removed
            /// It was never made, or is gone already.
            case absent
            case failed(String)
        }

        /// Whether it may still be in the cloud.
        public var isLeft: Bool { if case .failed = end { true } else { false } }
    }

    /// A removal as the user of a session.
    public init(_ session: CloudSession, journal: UpgradeJournal) {
        workshop = Workshop(session: session, journal: journal, prefix: "")
    }

    /// Removes everything that the journal says may be there, last planned first, and goes on past failures.
    public func run() async -> [Report] { await workshop.remove { _ in true } }
}
