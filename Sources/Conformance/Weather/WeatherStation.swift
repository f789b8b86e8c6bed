import Foundation
import OpenStack
import Synchronization

/// How much bad weather is put up with.
public struct WeatherPolicy: Sendable, Hashable {
    /// Longest time spent on repeating one request.
    public var requestBudget: Duration
    /// Longest time spent on repeating one request before the cloud has answered anything: an address that is wrong
    /// does not get better.
    public var firstAnswerBudget: Duration
    /// Longest single wait, whatever `Retry-After` says.
    public var longestWait: Duration
    /// After how long without any response a service counts as unreachable.
    public var unreachableAfter: Duration
    /// How often a test is tried when weather ends it.
    public var testTries: Int

    /// The usual policy.
    public init(
        requestBudget: Duration = .seconds(30),
        firstAnswerBudget: Duration = .seconds(4),
        longestWait: Duration = .seconds(10),
        unreachableAfter: Duration = .seconds(15),
        testTries: Int = 3
    ) {
        self.requestBudget = requestBudget
        self.firstAnswerBudget = firstAnswerBudget
        self.longestWait = longestWait
        self.unreachableAfter = unreachableAfter
        self.testTries = testTries
    }
}

/// Watches the path to every service of a cloud for all tests of a run.
final class WeatherStation: Sendable {
    /// What is known of one host and port.
    private struct Path {
        /// When the present series of failures began; `nil` after a success.
        var failingSince: ContinuousClock.Instant?
        var failures = 0
        var lastProbe: ContinuousClock.Instant?
        var lastTrouble = ""
    }

    private struct State {
        var paths: [String: Path] = [:]
        var counts: [String: Int] = [:]
        var hasAnswered = false
    }

    let policy: WeatherPolicy
    private let events: EventLog
    private let redactor: Redactor
    private let state = Mutex(State())

    init(policy: WeatherPolicy, events: EventLog, redactor: Redactor) {
        self.policy = policy
        self.events = events
        self.redactor = redactor
    }

    /// Failures of the path so far, by kind.
    var counts: [String: Int] { state.withLock(\.counts) }

    /// The services that are unreachable now, each with what happened last.
    var unreachable: [String] {
        let now = ContinuousClock.now
        return state.withLock { state in
            state.paths.filter { isUnreachable($0.value, now) }
                .map { "\($0.key): \($0.value.lastTrouble) \($0.value.failures) times" }
                .sorted()
        }
    }

    /// How long one request may be repeated.
    var requestBudget: Duration {
        state.withLock(\.hasAnswered) ? policy.requestBudget : min(policy.firstAnswerBudget, policy.requestBudget)
    }

    func succeeded(_ origin: String) {
        state.withLock { state in
            state.paths[origin] = nil
            state.hasAnswered = true
        }
    }

    func failed(_ origin: String, kind: String, phrase: String, request: APIRequest, isRetried: Bool) async {
        let now = ContinuousClock.now
        state.withLock { state in
            state.counts[kind, default: 0] += 1
            var path = state.paths[origin] ?? Path()
            path.failingSince = path.failingSince ?? now
            path.failures += 1
            path.lastTrouble = phrase
            state.paths[origin] = path
        }
        let text = redactor.redacted("\(request.method) \(request.url)")
        await events.emit(.weather(report: WeatherReport(kind: kind, request: text, isRetried: isRetried)))
    }

    /// Whether a request may be sent at all: to an unreachable service only one every ten seconds, to see whether it
    /// is back.
    ///
    /// That is what keeps a run against a dead service short.
    func permits(_ origin: String) -> Bool {
        let now = ContinuousClock.now
        return state.withLock { state in
            guard var path = state.paths[origin], isUnreachable(path, now) else { return true }
            if let lastProbe = path.lastProbe, now - lastProbe < .seconds(10) { return false }
            path.lastProbe = now
            state.paths[origin] = path
            return true
        }
    }

    /// What is wrong with a service that may not be sent requests.
    func trouble(_ origin: String) -> String {
        state.withLock { $0.paths[origin]?.lastTrouble ?? "unknown" }
    }

    private func isUnreachable(_ path: Path, _ now: ContinuousClock.Instant) -> Bool {
        guard let since = path.failingSince else { return false }
        return path.failures >= 5 && now - since >= policy.unreachableAfter
    }
}

extension APIRequest {
    /// Scheme, host and port.
    var origin: String {
        guard let components = URLComponents(string: url), let scheme = components.scheme, let host = components.host
        else { return url }
        return "\(scheme)://\(host)" + (components.port.map { ":\($0)" } ?? "")
    }
}
