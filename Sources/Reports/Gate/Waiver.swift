import Conformance
public import Foundation

/// Leave for a test to fail, for a reason and until a day.
public struct Waiver: Sendable, Hashable {
    /// Which tests it is for.
    public let subject: Subject
    /// The cloud it is for; `nil` for any.
    public let cloud: String?
    /// Why the test may fail.
    public let reason: String
    /// The last day on which it may, in UTC: `2026-12-31`.
    public let expires: String
    /// Where the file says so, from 1.
    public let line: Int

    /// Which tests a waiver is for.
    public enum Subject: Sendable, Hashable {
        /// The test with a name or an idempotent id; attributes in brackets say the id.
        case test(String)
        /// Tests in whose `name[id-…]` a regular expression is found.
        case pattern(String)
    }

    /// What the file calls it.
    public var text: String {
        switch subject {
        case .test(let name): name
        case .pattern(let pattern): "pattern \(pattern)"
        }
    }

    /// Whether its last day is over.
    public func isExpired(at time: Date) -> Bool { String(Wording.timestamp(time).prefix(10)) > expires }

    /// Whether it is for a test of a cloud; a waiver for one cloud is for no other, nor for one that is not known.
    func covers(_ test: TestIdentity, cloud: String?) -> Bool {
        if let wanted = self.cloud, wanted != cloud { return false }
        switch subject {
        case .test(let name):
            let named = TestIdentity(stestr: name)
            if !named.id.isEmpty { return named.id == test.id && (named.name.isEmpty || named.name == test.name) }
            let id = name.hasPrefix("id-") ? name.dropFirst(3) : name[...]
            return name == test.name || id.lowercased() == test.id && !test.id.isEmpty
        case .pattern(let pattern):
            // Patterns that are none do not get past the reader of the file.
            guard let regex = try? Regex(pattern) else { return false }
            return test.description.contains(regex)
        }
    }
}
