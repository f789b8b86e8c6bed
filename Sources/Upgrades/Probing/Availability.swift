/// How available one thing was while it was asked for again and again.
///
/// What is kept does not grow with time: numbers, the longest outages, and how often each of a few reasons was given.
public struct Availability: Sendable, Hashable {
    /// How many requests came to an end.
    public private(set) var requests = 0
    /// How many of them failed.
    public private(set) var failures = 0
    /// How many outages began.
    public private(set) var outageCount = 0
    /// How long all outages that are over took together.
    private var endedDowntime = Duration.zero
    /// The longest outages that are over, longest first.
    private var longest: [Outage] = []
    /// The outage that is not over; its end is the last failure's.
    public private(set) var current: Outage?
    /// How often requests failed for which reason; of many reasons only the first are told apart.
    public private(set) var reasons: [String: Int] = [:]
    /// The longest that a request which succeeded took.
    public private(set) var slowest = Duration.zero
    private var answeringTime = Duration.zero

    private static let keptOutages = 20
    private static let keptReasons = 12

    /// A time in which every request failed.
    public struct Outage: Sendable, Hashable {
        /// When the first request that failed was sent, since the beginning.
        public var start: Duration
        /// When the first request that succeeded again was answered, since the beginning.
        public var end: Duration
        /// Why the first request failed.
        public var reason: String

        /// How long it took.
        public var length: Duration { end - start }
    }

    /// What became of a request.
    public enum Answer: Sendable, Hashable {
        case succeeded
        /// It failed, and why in a few words.
        case failed(String)
    }

    /// What a request changed.
    public enum Change: Sendable, Hashable {
        case wentDown(reason: String)
        case cameBack(Outage)
    }

    /// Nothing was asked yet.
    public init() {}

    /// Takes up what became of a request, which was sent after all that came before was answered.
    ///
    /// - Returns: the change that it means, if it means one.
    @discardableResult
    public mutating func take(_ answer: Answer, sentAt sent: Duration, answeredAt answered: Duration) -> Change? {
        requests += 1
        switch answer {
        case .succeeded:
            slowest = max(slowest, answered - sent)
            answeringTime += answered - sent
            guard var outage = current else { return nil }
            outage.end = answered
            current = nil
            endedDowntime += outage.length
            keep(outage)
            return .cameBack(outage)
        case .failed(let reason):
            failures += 1
            let isKnown = reasons[reason] != nil || reasons.count < Self.keptReasons
            reasons[isKnown ? reason : "other reasons", default: 0] += 1
            guard current == nil else {
                current?.end = answered
                return nil
            }
            outageCount += 1
            current = Outage(start: sent, end: answered, reason: reason)
            return .wentDown(reason: reason)
        }
    }

    private mutating func keep(_ outage: Outage) {
        let place = longest.firstIndex { $0.length < outage.length } ?? longest.endIndex
        longest.insert(outage, at: place)
        if longest.count > Self.keptOutages { longest.removeLast() }
    }

    /// The longest outages, longest first, the present one among them.
    public var outages: [Outage] { (longest + [current].compactMap(\.self)).sorted { $0.length > $1.length } }

    /// How long all outages took together, the present one up to its last failure.
    public var downtime: Duration { endedDowntime + (current?.length ?? .zero) }

    /// The mean time that requests which succeeded took; zero when none did.
    public var meanTime: Duration { requests > failures ? answeringTime / (requests - failures) : .zero }

    /// The share of requests that succeeded, of 1; 1 when there was none.
    public var share: Double { requests == 0 ? 1 : Double(requests - failures) / Double(requests) }
}
