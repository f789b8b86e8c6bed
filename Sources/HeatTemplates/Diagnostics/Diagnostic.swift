/// What is wrong, or odd, at a place of a document.
public struct Diagnostic: Sendable, Hashable {
    /// What comes of it.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// Heat refuses the template.
        case refused
        /// Heat takes the template and fails when a stack is made of it.
        case fails
        /// It works, and is probably not what was meant.
        case doubtful
    }

    /// What comes of it.
    public var severity: Severity
    /// What is wrong, as one sentence without its end.
    public var message: String
    /// What to do about it.
    public var advice: String?
    /// The document.
    public var file: String
    /// The place in it.
    public var position: SourcePosition
    /// Where that is in the template's own terms, such as `resources.server.properties.image`.
    public var path: String?

    /// A finding at a place.
    public init(
        _ severity: Severity,
        _ message: String,
        advice: String? = nil,
        file: String,
        at position: SourcePosition,
        path: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.advice = advice
        self.file = file
        self.position = position
        self.path = path
    }

    /// Whether no stack can be made of the template.
    public var isError: Bool { severity != .doubtful }
}

extension Diagnostic: CustomStringConvertible {
    /// One line as compilers write them: `file:line:column: error: message; advice`.
    public var description: String {
        let kind = isError ? "error" : "warning"
        let rest = advice.map { "; \($0)" } ?? ""
        return "\(file):\(position.line):\(position.column): \(kind): \(message)\(rest)"
    }
}

extension Diagnostic: Comparable {
    /// By document and place.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.file, left.position, left.message) < (right.file, right.position, right.message)
    }
}
