/// An HTTP request method, as text, so that any method can be sent.
public struct HTTPMethod: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The method's name, upper case by convention.
    public let name: String

    /// A method by its name.
    public init(stringLiteral value: String) { name = value }

    /// A method by its name.
    public init(_ name: String) { self.name = name }

    /// The method's name.
    public var description: String { name }

    /// Whether sending a request twice has the same effect as sending it once (RFC 9110, 9.2.2).
    public var isIdempotent: Bool { ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(name) }

    /// `GET`.
    public static let get: HTTPMethod = "GET"
    /// `HEAD`.
    public static let head: HTTPMethod = "HEAD"
    /// `POST`.
    public static let post: HTTPMethod = "POST"
    /// `PUT`.
    public static let put: HTTPMethod = "PUT"
    /// `PATCH`.
    public static let patch: HTTPMethod = "PATCH"
    /// `DELETE`.
    public static let delete: HTTPMethod = "DELETE"
}
