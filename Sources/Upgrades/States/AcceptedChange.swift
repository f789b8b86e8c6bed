/// A difference that somebody knows of and accepts, written `server:image.properties`.
///
/// It covers the member and everything in it.
public struct AcceptedChange: Sendable, Hashable {
    private let kind: RecordedKind
    private let place: String

    /// Reads a kind and a place in its state; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = RecordedKind(rawValue: parts[0]) else { return nil }
        self.kind = kind
        place = parts[1]
    }

    func covers(_ change: StateChange, of kind: RecordedKind) -> Bool {
        guard kind == self.kind else { return false }
        return change.place == place || [".", "["].contains { change.place.hasPrefix(place + $0) }
    }
}
