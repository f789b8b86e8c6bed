import PythonSemantics

/// Which values of its kind a property takes.
public enum ValueConstraint: Sendable, Hashable {
    /// One of some, as text.
    case oneOf([String])
    /// Whole numbers from the first to the last, or one of some texts.
    case wholeNumbers(ClosedRange<Int>, or: [String])
    /// A number that is not less than the one and not more than the other.
    case range(Double?, Double?)
    /// So many characters or elements at least and at most.
    case length(Int?, Int?)
    /// Text that a regular expression matches from its beginning to its end.
    case pattern(String)

    /// What is wrong with a value; `nil` when it fits, or cannot be judged.
    func complaint(about value: TemplateValue) -> String? {
        switch self {
        case .oneOf(let allowed):
            return Self.outsider(value) { allowed.contains($0) }.map { "cannot be '\($0)'" }
        case .wholeNumbers(let range, let allowed):
            return Self.outsider(value) { text in
                Int(text).map { range.contains($0) } ?? allowed.contains(text)
            }.map { "cannot be '\($0)'" }
        case .range(let least, let greatest):
            guard let number = value.asNumber?.double else { return nil }
            if let least, number < least { return "is \(number.short), and must be \(least.short) at least" }
            if let greatest, number > greatest { return "is \(number.short), and must be \(greatest.short) at most" }
            return nil
        case .length(let least, let greatest):
            guard let count = value.string?.unicodeScalars.count ?? value.list?.count ?? value.map?.count else {
                return nil
            }
            let unit = value.string == nil ? "elements" : "characters"
            if let least, count < least { return "has \(count) \(unit), and must have \(least) at least" }
            if let greatest, count > greatest { return "has \(count) \(unit), and must have \(greatest) at most" }
            return nil
        case .pattern(let text):
            guard let value = value.string, let pattern = try? PythonPattern(text), !pattern.matchesAll(of: value)
            else {
                return nil
            }
            return "does not match \(text)"
        }
    }

    /// What the advice is when a value does not fit.
    var advice: String? {
        switch self {
        case .oneOf(let allowed): "it can be \(allowed.joined(separator: ", "))"
        case .wholeNumbers(let range, let allowed):
            "it can be \(range.lowerBound) to \(range.upperBound), \(allowed.joined(separator: ", "))"
        case .range, .length, .pattern: nil
        }
    }

    /// The value, or the first of its elements, that is not among those allowed.
    private static func outsider(_ value: TemplateValue, _ isAllowed: (String) -> Bool) -> String? {
        if let elements = value.list {
            for element in elements {
                if let found = outsider(element, isAllowed) { return found }
            }
            return nil
        }
        switch value {
        case .string(let text): return isAllowed(text) ? nil : text
        case .integer(let number): return isAllowed(String(number)) ? nil : String(number)
        // Truth and numbers with fractions are written in more than one way.
        default: return nil
        }
    }
}

extension ValueConstraint {
    /// Those of a property in the table of types: `=a,b<0..9`.
    static func all(in text: Substring) -> [ValueConstraint] {
        var constraints: [ValueConstraint] = []
        var rest = text
        while let letter = rest.popFirst() {
            let content = rest.prefix { !"=<#~".contains($0) }
            rest = rest.dropFirst(content.count)
            if let constraint = ValueConstraint(letter, content) { constraints.append(constraint) }
        }
        return constraints
    }

    private init?(_ letter: Character, _ content: Substring) {
        switch letter {
        case "=":
            let words = content.split(separator: ",", omittingEmptySubsequences: false).map { Self.decoded($0) }
            if let first = words.first, let (least, greatest) = Self.limits(first[...]), let least, let greatest,
                least <= greatest
            {
                self = .wholeNumbers(Int(least)...Int(greatest), or: Array(words.dropFirst()))
            } else {
                self = .oneOf(words)
            }
        case "<":
            guard let (least, greatest) = Self.limits(content) else { return nil }
            self = .range(least, greatest)
        case "#":
            guard let (least, greatest) = Self.limits(content) else { return nil }
            self = .length(least.map { Int($0) }, greatest.map { Int($0) })
        case "~": self = .pattern(Self.decoded(content))
        default: return nil
        }
    }

    /// `1..9`, `1..`, `..9`.
    private static func limits(_ text: Substring) -> (Double?, Double?)? {
        guard let dots = text.firstRange(of: "..") else { return nil }
        return (Double(text[..<dots.lowerBound]), Double(text[dots.upperBound...]))
    }

    /// Text with what `%` stands for put in.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Double {
    /// Without a fraction where there is none.
    fileprivate var short: String { Int(exactly: self).map(String.init) ?? description }
}
