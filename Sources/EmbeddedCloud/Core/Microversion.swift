/// A version of an API that a request asks for, such as 2.79; `latest` has been replaced by a number already.
struct Microversion: Sendable, Hashable, Comparable {
    let major: Int
    let minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `2.79`: two numbers without signs, spaces or leading zeros; nil for anything else.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let numbers = parts.compactMap { part -> Int? in
            guard let first = part.utf8.first, part.utf8.count <= 9, first != UInt8(ascii: "0") || part.utf8.count == 1,
                part.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
            else { return nil }
            return Int(part)
        }
        guard numbers.count == 2 else { return nil }
        self.init(numbers[0], numbers[1])
    }

    static func < (left: Microversion, right: Microversion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension Microversion: CustomStringConvertible {
    var description: String { "\(major).\(minor)" }
}
