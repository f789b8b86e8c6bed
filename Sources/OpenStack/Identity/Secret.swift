/// A text nobody may read by accident: printing, interpolating or dumping it shows `<hidden>`.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text itself, for the request that needs it and nothing else.
    public let revealed: String

    /// Hides a text.
    public init(_ text: String) { revealed = text }

    /// Always `<hidden>`.
    public var description: String { "<hidden>" }

    /// Always `<hidden>`.
    public var debugDescription: String { description }

    /// Has no children, so that `dump` and reflection see nothing.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
