import PythonSemantics

/// Something that is wrong with a file, or odd, and where.
public struct GabbiDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable {
        /// It probably is not what was meant.
        case warning
        /// The file cannot be run.
        case error
    }

    /// How much it matters.
    public let severity: Severity
    /// The file's path.
    public let file: String
    /// The line, from 1; `nil` when it is about the whole file.
    public let line: Int?
    /// The column, from 1.
    public let column: Int?
    /// What is wrong, and what would be right.
    public let message: String

    init(_ severity: Severity, _ message: String, file: String, mark: SourceMark? = nil) {
        self.severity = severity
        self.message = message
        self.file = file
        line = mark?.line
        column = mark?.column
    }

    /// One line, as compilers write them: `FILE:LINE:COLUMN: error: …`.
    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
            + ": \(severity.rawValue): \(message)"
    }
}

/// Collects what is wrong with one file.
struct GabbiDiagnostics {
    let file: String
    private(set) var all: [GabbiDiagnostic] = []

    init(file: String) { self.file = file }

    var hasErrors: Bool { all.contains { $0.severity == .error } }

    mutating func error(_ message: String, at mark: SourceMark? = nil) {
        all.append(GabbiDiagnostic(.error, message, file: file, mark: mark))
    }

    mutating func warn(_ message: String, at mark: SourceMark? = nil) {
        all.append(GabbiDiagnostic(.warning, message, file: file, mark: mark))
    }
}
