/// Where a resource is: its name, after those of the resources that it is nested in.
public struct ResourcePath: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The names, from the outside in.
    public let names: [String]

    /// A path of names.
    public init(_ names: [String]) { self.names = names }

    /// The names with slashes between them, which no name has in it.
    public var description: String { names.joined(separator: "/") }

    /// The path of a resource in this one.
    public func appending(_ name: String) -> ResourcePath { ResourcePath(names + [name]) }

    /// The resource that this one is in; `nil` for those that are in none.
    public var parent: ResourcePath? { names.count > 1 ? ResourcePath(names.dropLast()) : nil }

    /// The path itself, then those that it is in, from the inside out.
    public var lineage: [ResourcePath] { names.indices.reversed().map { ResourcePath(Array(names[...$0])) } }

    /// In the order of names.
    public static func < (left: ResourcePath, right: ResourcePath) -> Bool {
        left.names.lexicographicallyPrecedes(right.names)
    }

    private init(_ names: ArraySlice<String>) { self.names = Array(names) }
}

extension ResourcePath: Codable {
    /// Reads a path.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        self.init(text.split(separator: "/").map(String.init))
    }

    /// Writes the path as one text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// One of the resources that have been at a path: an update may make another one in the place of the first.
public struct ResourceKey: Sendable, Hashable, Codable {
    /// Where it is.
    public var path: ResourcePath
    /// How many were there before it.
    public var generation: Int

    /// A resource at a path.
    public init(path: ResourcePath, generation: Int) {
        self.path = path
        self.generation = generation
    }
}
