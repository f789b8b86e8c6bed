/// A version of a service's API that a request can ask for: `2.79`.
///
/// Compared as two integers: 2.9 is before 2.10.
public struct Microversion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number before the point.
    public let major: Int
    /// The number after the point.
    public let minor: Int

    /// A version by its numbers.
    public init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// A version by its text; `nil` unless it is two integers with a point between them.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy(digits.contains) }),
            let major = Int(parts[0]), let minor = Int(parts[1])
        else { return nil }
        self.init(major, minor)
    }

    /// Orders by the first number, then by the second.
    public static func < (left: Microversion, right: Microversion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// The version's text.
    public var description: String { "\(major).\(minor)" }

    /// The header fields that ask a service for this version.
    ///
    /// Microversion specification of the API working group: `OpenStack-API-Version: compute 2.79`; some services had
    /// a header of their own before it and still need or accept that one.
    func headers(for type: ServiceType) -> Headers {
        var headers: Headers = ["OpenStack-API-Version": "\(type.microversionName) \(self)"]
        switch type {
        case .compute: headers["X-OpenStack-Nova-API-Version"] = description
        case .sharedFileSystem: headers["X-OpenStack-Manila-API-Version"] = description
        default: break
        }
        return headers
    }
}
