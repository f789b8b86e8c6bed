public import Conformance
import Foundation

extension SubunitStream {
    /// One result for every test that the stream says began or ended, in the order of their names.
    ///
    /// What stestr and subunit's own tools make of it: an unexpected success is a failure, and so is a test that began
    /// and has no end. An expected failure counts as skipped, with that as its reason. Of a test that ended twice the
    /// last end counts. Failed and skipped set-ups of classes are results of their own, with names as
    /// `setUpClass (package.Class)`.
    public var results: [TestResult] {
        var tests: [Key: Account] = [:]
        for packet in packets {
            guard let test = packet.test else { continue }
            tests[Key(route: packet.route, test: test), default: Account()].take(packet)
        }
        var results: [TestIdentity: (at: Date, result: TestResult)] = [:]
        for (key, account) in tests {
            guard let result = account.result(TestIdentity(stestr: key.test)) else { continue }
            let end = account.ended ?? .distantPast
            if let known = results[result.identity], known.at > end { continue }
            results[result.identity] = (end, result)
        }
        return results.values.map(\.result).sorted { $0.identity < $1.identity }
    }

    private struct Key: Hashable {
        let route: String?
        let test: String
    }
}

/// What is known of a test after some packets.
private struct Account {
    private(set) var ended: Date?
    private var status = SubunitPacket.Status.undefined
    private var began: Date?
    private var files: [String: [UInt8]] = [:]

    mutating func take(_ packet: SubunitPacket) {
        if packet.status == .inProgress, status.isFinal {
            // It runs again: a file of the first try is no evidence of the second.
            self = Account()
        }
        if let file = packet.file { files[file.name, default: []] += file.content }
        if packet.status != .undefined, packet.status != .exists { status = packet.status }
        if packet.status == .inProgress { began = packet.timestamp }
        if packet.status.isFinal { ended = packet.timestamp }
    }

    /// The result; `nil` for a test that was only listed.
    func result(_ identity: TestIdentity) -> TestResult? {
        var result = TestResult(identity, .passed, startedAt: began, seconds: seconds, tries: 1)
        switch status {
        case .undefined, .exists: return nil
        case .success: break
        case .skip:
            result.outcome = .skipped
            result.reason = text("reason") ?? "no reason was given"
        case .expectedFailure:
            result.outcome = .skipped
            result.reason = "it fails, as it is expected to"
        case .fail:
            result.outcome = .failed
            result.failures = [Failure(lastLine(ofFile: "traceback") ?? "the test failed")]
        case .unexpectedSuccess:
            result.outcome = .failed
            result.failures = [Failure("the test passed and was expected to fail")]
        case .inProgress:
            result.outcome = .failed
            result.failures = [Failure("the stream ends while the test is in progress")]
        }
        return result
    }

    private var seconds: Double {
        guard let began, let ended else { return 0 }
        return max(0, ended.timeIntervalSince(began))
    }

    private func text(_ name: String) -> String? {
        guard let content = files[name] else { return nil }
        let text = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }

    /// Python's tracebacks end with what was raised.
    private func lastLine(ofFile name: String) -> String? {
        text(name)?.split(whereSeparator: \.isNewline).last.map { String($0).trimmingCharacters(in: .whitespaces) }
    }
}
