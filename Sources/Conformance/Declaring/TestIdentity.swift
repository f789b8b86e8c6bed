/// What a test is known by: Tempest's name and its idempotent id.
///
/// Both are needed: variants of one test (IPv4 and IPv6 classes) share an id, and names change between releases.
public struct TestIdentity: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// The full dotted name without brackets.
    public let name: String
    /// The idempotent id, a lower-case UUID; empty when the test's origin did not say.
    public let id: String

    /// Joins a name and an id.
    public init(name: String, id: String) {
        self.name = name
        self.id = id.lowercased()
    }

    /// Reads a test's name as Tempest and stestr write it: `package.Class.test[id-UUID,smoke](scenario)`.
    ///
    /// The scenario stays part of the name, as RefStack has it; every attribute but the id is dropped.
    public init(stestr text: some StringProtocol) {
        guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else {
            self.init(name: String(text), id: "")
            return
        }
        let attributes = text[text.index(after: open)..<close].split(separator: ",")
        let id = attributes.first { $0.hasPrefix("id-") }.map { String($0.dropFirst(3)) } ?? ""
        self.init(name: String(text[..<open]) + String(text[text.index(after: close)...]), id: id)
    }

    /// The class and method alone: what a person reads.
    public var shortName: String {
        let method = name.prefix { $0 != "(" }
        let scenario = name.dropFirst(method.count)
        return method.split(separator: ".").suffix(2).joined(separator: ".") + scenario
    }

    /// Name, then id.
    public static func < (left: TestIdentity, right: TestIdentity) -> Bool {
        (left.name, left.id) < (right.name, right.id)
    }

    /// The name with its id, as stestr writes it.
    public var description: String { id.isEmpty ? name : "\(name)[id-\(id)]" }
}
