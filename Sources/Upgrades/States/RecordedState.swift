public import Foundation
public import OpenStack

/// What was there before an upgrade, exactly.
public struct RecordedState: Sendable, Hashable, Codable {
    /// When it was recorded.
    public var at: Date
    /// The newest version that each service said it has, by its type: `compute` has `2.100`.
    public var versions: [String: String]
    /// What was recorded, in the order in which it was made.
    public var resources: [RecordedResource]
    /// What could not be made, and why.
    public var skipped: [SkippedResource]

    /// The resource of a kind that belongs to the representative set; `nil` when it was skipped.
    public func resource(_ kind: RecordedKind) -> RecordedResource? {
        resources.first { $0.kind == kind && $0.architecture == nil }
    }
}

/// A resource, and everything that its service said of it.
public struct RecordedResource: Sendable, Hashable, Codable {
    /// What it is.
    public var kind: RecordedKind
    /// What it is known by.
    public var id: String
    /// Its path in the reference architecture that it belongs to; `nil` for one of the representative set.
    public var architecture: String?
    /// What was recorded.
    public var state: JSON

    /// What people know it by.
    public var title: String { architecture.map { "\($0) (architecture)" } ?? kind.rawValue }

    /// A resource and its state.
    public init(kind: RecordedKind, id: String, architecture: String? = nil, state: JSON = .null) {
        self.kind = kind
        self.id = id
        self.architecture = architecture
        self.state = state
    }
}

/// Something that the representative set has, and this cloud or this user has not.
public struct SkippedResource: Sendable, Hashable, Codable {
    /// What it is.
    public var kind: RecordedKind
    /// Why it was not made.
    public var reason: String
}
