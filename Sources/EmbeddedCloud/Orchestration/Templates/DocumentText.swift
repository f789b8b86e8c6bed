import Yams

/// Templates and environments as text: JSON or YAML.
enum DocumentText {
    /// Why a text is no document.
    struct Problem: Error {
        var message: String
    }

    /// The longest template, in characters.
    static let templateLimit = 524_288
    /// The most values a document may have once its aliases are written out.
    private static let valueLimit = 200_000

    /// Reads a mapping.
    static func object(_ text: String) throws(Problem) -> JSON.Object {
        let value = try value(text)
        switch value {
        case .object(let object): return object
        case .null: return [:]
        default: throw Problem(message: "The template is not a JSON object or YAML mapping.")
        }
    }

    /// Reads any value.
    static func value(_ text: String) throws(Problem) -> JSON {
        if let value = try? JSON(parsing: Array(text.utf8)) { return value }
        guard !isTooDeep(text) else { throw Problem(message: "The document is too large.") }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw Problem(message: "\(error)")
        }
        guard let node else { return .null }
        var reader = Reader()
        return try reader.value(node, depth: 0)
    }

    /// The value as YAML in blocks, names in alphabetical order, as upstream writes documents for servers.
    static func yaml(_ value: JSON) -> String {
        // A value that is no document at all can't be: everything JSON has, YAML has.
        (try? Yams.serialize(node: node(value))) ?? value.text + "\n"
    }

    private static func node(_ value: JSON) -> Node {
        switch value {
        case .object(let object):
            return Node(
                object.sorted { $0.0 < $1.0 }.map { (text($0.0), node($0.1)) },
                Tag(.map),
                object.isEmpty ? .flow : .block
            )
        case .array(let array): return Node(array.map(node), Tag(.seq), array.isEmpty ? .flow : .block)
        case .string(let string): return text(string)
        default: return Node(value.text, Tag(.implicit))
        }
    }

    /// A text, in quotes where it would be read as something else.
    private static func text(_ string: String) -> Node {
        guard Reader.plain(string) == .string(string), !string.isEmpty else {
            return Node(string, Tag(.str), .singleQuoted)
        }
        return Node(string, Tag(.implicit))
    }

    /// Whether lists and mappings are in each other so often that reading them takes gigabytes.
    ///
    /// Brackets in texts count too, which matters only far beyond any template.
    private static func isTooDeep(_ text: String) -> Bool {
        var brackets = 0
        var dashes = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            case UInt8(ascii: "-"), UInt8(ascii: "?"): dashes += 1
            case UInt8(ascii: " "): break
            default: dashes = 0
            }
            if brackets > 1000 || dashes > 1000 { return true }
        }
        return false
    }

    private struct Reader {
        var count = 0

        mutating func value(_ node: Node, depth: Int) throws(Problem) -> JSON {
            count += 1
            guard count <= valueLimit, depth < 100 else { throw Problem(message: "The document is too large.") }
            switch node {
            case .scalar(let scalar): return Self.scalar(scalar, node.tag)
            case .sequence(let sequence):
                var values: [JSON] = []
                for item in sequence { values.append(try value(item, depth: depth + 1)) }
                return .array(values)
            case .mapping(let mapping): return .object(try object(mapping, depth: depth))
            case .alias: throw Problem(message: "An alias stands for nothing.")
            @unknown default: throw Problem(message: "The document has something that is no value.")
            }
        }

        private mutating func object(_ mapping: Node.Mapping, depth: Int) throws(Problem) -> JSON.Object {
            var object: JSON.Object = [:]
            var merged: [JSON] = []
            for (key, content) in mapping {
                let name = try value(key, depth: depth + 1)
                let member = try value(content, depth: depth + 1)
                if name == "<<" {
                    merged += member.array ?? [member]
                } else {
                    object[Self.name(name, key)] = member
                }
            }
            for source in merged {
                for (name, member) in source.object ?? [:] where object[name] == nil { object[name] = member }
            }
            return object
        }

        /// Names are texts, whatever they look like.
        private static func name(_ name: JSON, _ key: Node) -> String {
            name.string ?? key.scalar?.string ?? name.text
        }

        private static func scalar(_ scalar: Node.Scalar, _ tag: Tag) -> JSON {
            let text = scalar.string
            switch tag.rawValue {
            case "tag:yaml.org,2002:str", "!": return .string(text)
            default: break
            }
            guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
            return plain(text)
        }

        /// A scalar without quotes, by the rules of YAML 1.1; dates stay texts.
        static func plain(_ text: String) -> JSON {
            switch text {
            case "", "~", "null", "Null", "NULL": return .null
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return true
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return false
            default: break
            }
            guard let first = text.utf8.first,
                (0x30...0x39).contains(first)
                    || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains(first)
            else { return .string(text) }
            return number(text).map { $0 } ?? .string(text)
        }

        private static func number(_ text: String) -> JSON? {
            let isNegative = text.hasPrefix("-")
            let digits = text.drop { $0 == "-" || $0 == "+" }.replacing("_", with: "")
            guard !digits.isEmpty, text.count - digits.count <= 1 || text.contains("_") else { return nil }
            func whole(_ digits: Substring, _ radix: Int) -> JSON? {
                Int(digits, radix: radix).map { .int(isNegative ? -$0 : $0) }
            }
            if digits.allSatisfy({ $0.isASCII && $0.isNumber }) {
                if digits.count > 1, digits.hasPrefix("0") { return whole(digits.dropFirst(), 8) }
                return whole(digits[...], 10)
            }
            if digits.hasPrefix("0x") { return whole(digits.dropFirst(2), 16) }
            if digits.hasPrefix("0b") { return whole(digits.dropFirst(2), 2) }
            let isReal = digits.allSatisfy { ($0.isASCII && $0.isNumber) || ".eE+-".contains($0) }
            guard isReal, digits.contains("."), let value = Double(digits) else { return nil }
            return .double(isNegative ? -value : value)
        }
    }
}
