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
        let isLower = id.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        self.id = isLower ? id : id.lowercased()
    }

    /// Reads a test's name as Tempest and stestr write it: `package.Class.test[id-UUID,smoke](scenario)`.
    ///
    /// The scenario stays part of the name, as RefStack has it; every attribute but the id is dropped.
    public init(stestr text: some StringProtocol) {
        var text = String(text)
        // As bytes: a stream of results has a hundred thousand names, and characters take twenty times as long.
        let parts: (name: String, id: String)? = text.withUTF8 { bytes in
            guard let open = bytes.firstIndex(of: UInt8(ascii: "[")),
                let close = bytes[open...].firstIndex(of: UInt8(ascii: "]"))
            else { return nil }
            var id = ""
            var start = open + 1
            while start < close {
                let end = bytes[start..<close].firstIndex(of: UInt8(ascii: ",")) ?? close
                if bytes[start..<end].starts(with: "id-".utf8) {
                    id = String(decoding: bytes[(start + 3)..<end], as: UTF8.self)
                    break
                }
                start = end + 1
            }
            let name = String(decoding: bytes[..<open], as: UTF8.self)
            return (name + String(decoding: bytes[(close + 1)...], as: UTF8.self), id)
        }
        self.init(name: parts?.name ?? text, id: parts?.id ?? "")
    }

    /// The class and method alone: what a person reads.
    public var shortName: String {
        let method = name.prefix { $0 != "(" }
        let scenario = name.dropFirst(method.count)
        return method.split(separator: ".").suffix(2).joined(separator: ".") + scenario
    }

    /// The class of `package.Class.test(scenario)`; empty where the name has none.
    public var className: String {
        let method = name.prefix { $0 != "(" }
        guard let dot = method.lastIndex(of: ".") else { return "" }
        return String(method[..<dot])
    }

    /// The name as stestr writes it, the scenario after the attributes: `name[id-UUID,smoke](scenario)`.
    public func stestrName(attributes: [String]) -> String {
        let attributes = (id.isEmpty ? [] : ["id-\(id)"]) + attributes
        guard !attributes.isEmpty else { return name }
        let scenario = name.firstIndex(of: "(") ?? name.endIndex
        return "\(name[..<scenario])[\(attributes.joined(separator: ","))]\(name[scenario...])"
    }

    /// Name, then id.
    public static func < (left: TestIdentity, right: TestIdentity) -> Bool {
        (left.name, left.id) < (right.name, right.id)
    }

    /// The name with its id, as stestr writes it.
    public var description: String { id.isEmpty ? name : "\(name)[id-\(id)]" }
}
