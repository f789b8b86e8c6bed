/// Something worth knowing about a configuration that does not prevent its use.
public struct ConfigurationDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
        /// What was written has no effect, or one that may surprise.
        case note
        /// What was written is deprecated, or probably not what was meant.
        case warning
        /// What was written cannot be used; using it throws.
        case error

        /// Whether one severity matters less than another.
        public static func < (one: Severity, other: Severity) -> Bool {
            (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
        }
    }

    /// How much it matters.
    public let severity: Severity
    /// What was found.
    public let message: String
    /// Where; `nil` when it is about all sources together.
    public let origin: ConfigurationOrigin?
    /// What to do about it.
    public let advice: String

    init(_ severity: Severity, _ message: String, at origin: ConfigurationOrigin? = nil, advice: String) {
        self.severity = severity
        self.message = message
        self.origin = origin
        self.advice = advice
    }

    /// The error with which using the thing would fail, as a diagnostic of severity `error` or less.
    init(_ error: ConfigurationError, severity: Severity = .error) {
        self.init(severity, error.message, at: error.origin, advice: error.advice)
    }

    /// The file it is about; `nil` when it is about none.
    public var file: String? {
        guard case .file(let path, _, _)? = origin else { return nil }
        return path
    }

    /// The line in the file, starting from 1.
    public var line: Int? {
        guard case .file(_, let line, _)? = origin else { return nil }
        return line
    }

    /// One line: where, how much it matters, what was found, what to do.
    public var description: String { (origin.map { "\($0): " } ?? "") + "\(severity): \(message); \(advice)" }
}
