/// Why an expression comes to nothing.
public struct ResolutionError: Error, Sendable, Hashable {
    /// What is wrong, as one sentence without its end.
    public var message: String
    /// Where in the template.
    public var position: SourcePosition

    init(_ message: String, at position: SourcePosition) {
        self.message = message
        self.position = position
    }
}

extension ResolutionError: CustomStringConvertible {
    /// The message with its place.
    public var description: String { "\(position.line):\(position.column): \(message)" }
}

/// Why a function comes to nothing; where is known to who called it.
struct ResolutionFailure: Error {
    var message: String
    /// Whether Heat may know better: this library does not have all of yaql.
    var isUnsupported: Bool

    init(_ message: String, isUnsupported: Bool = false) {
        self.message = message
        self.isUnsupported = isUnsupported
    }
}
