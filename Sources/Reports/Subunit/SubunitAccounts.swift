public import Conformance
public import Foundation

/// What the packets of a stream say of its tests, as they come.
///
/// Of a test that has ended nothing is kept here: whoever asks gets its end once. Of a running one the files that were
/// asked for are kept, of a long file the beginning and the end. So memory is bounded by the tests that run at a time.
public struct SubunitAccounts: Sendable {
    /// What a packet tells.
    public enum Change: Sendable {
        /// There is such a test.
        case listed(TestIdentity)
        /// A test began.
        case began(TestIdentity, at: Date?)
        /// A test ended.
        case ended(End)
    }

    /// A test that ended, or will not end any more.
    public struct End: Sendable {
        /// The test.
        public let identity: TestIdentity
        /// The last that was said of it; `inProgress` of a test whose end never came.
        public let status: SubunitPacket.Status
        /// When it began.
        public let startedAt: Date?
        /// When it ended.
        public let endedAt: Date?
        let files: [String: [UInt8]]
    }

    private let keepsFile: @Sendable (_ name: String) -> Bool
    private var running: [Key: Account] = [:]
    private var order = 0

    private struct Key: Hashable {
        let route: String?
        let test: String
    }

    /// Accounts of a stream that has not begun.
    ///
    /// - Parameter keepsFile: whether a file is of use, by its name; by default those that say why a test ended so.
    public init(keepsFile: @escaping @Sendable (_ name: String) -> Bool = SubunitAccounts.tellsWhy) {
        self.keepsFile = keepsFile
    }

    /// Whether a file says why a test was skipped or failed.
    ///
    /// They are called `reason`, `traceback`, `traceback-1` and so on.
    public static func tellsWhy(_ name: String) -> Bool { name == "reason" || name.hasPrefix("traceback") }

    /// Takes a packet.
    ///
    /// - Returns: what it tells that was not known; `nil` for a file, a tag, or a packet about the stream.
    public mutating func take(_ packet: SubunitPacket) -> Change? {
        guard let test = packet.test else { return nil }
        let key = Key(route: packet.route, test: test)
        let file = packet.file.flatMap { keepsFile($0.name) ? $0 : nil }
        switch packet.status {
        case .exists:
            return .listed(TestIdentity(stestr: test))
        case .inProgress:
            order += 1
            // It may run again: a file of the first try is no evidence of the second.
            var account = Account(TestIdentity(stestr: test), began: packet.timestamp, number: order)
            if let file { account.keep(file) }
            running[key] = account
            return .began(account.identity, at: packet.timestamp)
        case .undefined:
            if let file { running[key, default: Account(TestIdentity(stestr: test))].keep(file) }
            return nil
        case .success, .unexpectedSuccess, .skip, .fail, .expectedFailure:
            var account = running.removeValue(forKey: key) ?? Account(TestIdentity(stestr: test))
            if let file { account.keep(file) }
            return .ended(End(account, status: packet.status, endedAt: packet.timestamp))
        }
    }

    /// The tests that began and have not ended, in the order in which they began; they are forgotten.
    public mutating func takeRunning() -> [End] {
        defer { running = [:] }
        return running.values.filter(\.hasBegun).sorted { $0.number < $1.number }.map {
            End($0, status: .inProgress, endedAt: nil)
        }
    }

    /// The tests that run now.
    public var runningTests: [TestIdentity] { running.values.filter(\.hasBegun).map(\.identity) }
}

/// What is known of a test that has not ended.
private struct Account: Sendable {
    let identity: TestIdentity
    let began: Date?
    /// The how manyth test it was to begin; 0 when it did not.
    let number: Int
    private(set) var files: [String: [UInt8]] = [:]

    /// Of a long file so much of the beginning and of the end is kept.
    private static let part = 128 << 10
    /// Nobody sends more files than that for one test; damage might.
    private static let mostFiles = 32

    init(_ identity: TestIdentity, began: Date? = nil, number: Int = 0) {
        self.identity = identity
        self.began = began
        self.number = number
    }

    var hasBegun: Bool { number > 0 }

    mutating func keep(_ file: SubunitPacket.File) {
        guard files[file.name] != nil || files.count < Self.mostFiles else { return }
        files[file.name, default: []] += file.content
        guard let length = files[file.name]?.count, length > 4 * Self.part else { return }
        files[file.name]?.removeSubrange(Self.part..<length - Self.part)
    }
}

extension SubunitAccounts.End {
    fileprivate init(_ account: Account, status: SubunitPacket.Status, endedAt: Date?) {
        self.init(
            identity: account.identity,
            status: status,
            startedAt: account.began,
            endedAt: endedAt,
            files: account.files
        )
    }

    /// The result of the test, as stestr and subunit's own tools see it.
    ///
    /// An unexpected success is a failure, and so is a test that began and did not end. An expected failure counts as
    /// skipped, with that as its reason.
    public var result: TestResult {
        var result = TestResult(identity, .passed, startedAt: startedAt, seconds: seconds, tries: 1)
        switch status {
        case .success, .undefined, .exists: break
        case .skip:
            result.outcome = .skipped
            result.reason = text(ofFile: "reason") ?? "no reason was given"
        case .expectedFailure:
            result.outcome = .skipped
            result.reason = "it fails, as it is expected to"
        case .fail:
            result.outcome = .failed
            result.failures = failures
        case .unexpectedSuccess:
            result.outcome = .failed
            result.failures = [Failure("the test passed and was expected to fail")]
        case .inProgress:
            result.outcome = .failed
            result.failures = [Failure("the stream ends while the test is in progress")]
        }
        return result
    }

    /// The text of a file that was kept, without white space around it; `nil` when there is none.
    public func text(ofFile name: String) -> String? {
        guard let content = files[name] else { return nil }
        let text = content.trimmedText
        return text.isEmpty ? nil : text
    }

    /// The names of the files that were kept.
    public var fileNames: [String] { files.keys.sorted() }

    private var seconds: Double {
        guard let startedAt, let endedAt else { return 0 }
        return max(0, endedAt.timeIntervalSince(startedAt))
    }

    /// A failure for each traceback; the first is why the test failed, the others come from its clean-up.
    private var failures: [Failure] {
        let failures = fileNames.filter { $0.hasPrefix("traceback") }.compactMap { name in
            text(ofFile: name).map { Failure(traceback: $0) }
        }
        return failures.isEmpty ? [Failure(text(ofFile: "reason") ?? "the test failed")] : failures
    }
}

extension Failure {
    /// The failure that a traceback of Python tells of.
    ///
    /// What was raised stands behind the last frame; Tempest's exceptions say more in a line that begins with `Details:`.
    public init(traceback: String) {
        // As bytes, which are twenty times as fast as characters; a stream may have thousands of tracebacks.
        let lines = traceback.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let frames = (lines.lastIndex { $0.starts(with: "  File".utf8) }).map { $0 + 1 } ?? lines.endIndex
        var message = lines.last.map { Self.trimmed($0) } ?? "the test failed"
        if let raised = lines[frames...].firstIndex(where: { $0.first != UInt8(ascii: " ") }) {
            message = Self.trimmed(lines[raised])
            if let next = lines[(raised + 1)...].first, next.starts(with: "Details: ".utf8) {
                message += "; \(Self.trimmed(next))"
            }
        }
        self.init(message, details: lines.count > 1 ? traceback : nil)
    }

    private static func trimmed(_ line: Substring.UTF8View) -> String { Array(line).trimmedText }
}

extension [UInt8] {
    /// The text without white space around it.
    fileprivate var trimmedText: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }
        let start = firstIndex { !isSpace($0) } ?? endIndex
        let end = lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
        return String(decoding: self[start..<end], as: UTF8.self)
    }
}
