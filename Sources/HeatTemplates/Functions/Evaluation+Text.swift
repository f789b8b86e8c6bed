import Crypto
import PythonSemantics

/// How placeholders are replaced by values.
struct TextReplacement {
    let name: String
    /// Whether lists and maps are written as JSON.
    let json: Bool
    /// Whether every placeholder must occur.
    let isStrict: Bool
    /// Whether every placeholder must have a value that is not empty.
    let wantsValues: Bool

    /// The text of a value.
    func text(of value: TemplateValue, for placeholder: String) throws(ResolutionFailure) -> String {
        switch value {
        case .null:
            guard !wantsValues else { throw empty(placeholder) }
            return ""
        case .list, .map:
            guard json else {
                throw ResolutionFailure("\(name) takes text and numbers, and '\(placeholder)' is \(value.kindName)")
            }
            if wantsValues, !value.isTruthy { throw empty(placeholder) }
            guard value.size <= TemplateValue.sizeLimit else {
                throw ResolutionFailure("the value of '\(placeholder)' is too large for \(name)")
            }
            return value.json(sortedKeys: true)
        default:
            let text = value.text
            if wantsValues, text.isEmpty { throw empty(placeholder) }
            return text
        }
    }

    private func empty(_ placeholder: String) -> ResolutionFailure {
        ResolutionFailure("\(name) wants a value for '\(placeholder)', and it is empty")
    }
}

extension Evaluation {
    // MARK: - str_replace

    /// Longer placeholders first, then in the order of their characters; what was put in is not looked at again.
    func replaced(
        _ template: TemplateValue,
        _ parameters: TemplateValue,
        _ replacement: TextReplacement
    ) throws(ResolutionFailure) -> String {
        guard let text = template.string else {
            throw ResolutionFailure("the template of \(name) must be text, not \(template.kindName)")
        }
        guard let parameters = parameters.map else { throw ResolutionFailure("the params of \(name) must be a map") }
        let placeholders = parameters.keys.sorted { left, right in
            let (first, second) = (left.unicodeScalars, right.unicodeScalars)
            return first.count == second.count ? first.lexicographicallyPrecedes(second) : first.count > second.count
        }
        var pieces: [Piece] = [.text(text)]
        var missing: [String] = []
        var length = text.utf8.count
        for placeholder in placeholders {
            guard !placeholder.isEmpty else { throw ResolutionFailure("a placeholder of \(name) is empty") }
            let value = try replacement.text(of: parameters[placeholder] ?? .null, for: placeholder)
            var isFound = false
            var next: [Piece] = []
            for piece in pieces {
                guard case .text(let text) = piece else {
                    next.append(piece)
                    continue
                }
                let parts = text.parts(around: placeholder)
                isFound = isFound || parts.count > 1
                length += (parts.count - 1) * (value.utf8.count - placeholder.utf8.count)
                try checkLength(length)
                for (index, part) in parts.enumerated() {
                    if index > 0 { next.append(.value(value)) }
                    next.append(.text(part))
                }
            }
            if !isFound { missing.append(placeholder) }
            pieces = next
        }
        if replacement.isStrict, !missing.isEmpty {
            throw ResolutionFailure("\(name) does not find \(missing.joined(separator: ", ")) in its template")
        }
        return pieces.map(\.text).joined()
    }

    private enum Piece {
        /// Of the template.
        case text(String)
        /// Put in.
        case value(String)

        var text: String {
            switch self {
            case .text(let text), .value(let text): text
            }
        }
    }

    // MARK: - Joining and splitting

    /// `list_join` of a single list, before 2015-10-15.
    func joined(_ argument: TemplateValue) throws(ResolutionFailure) -> String {
        let arguments = try list(argument, of: 2)
        let items = arguments[1].isNull ? [] : arguments[1].list
        guard let items else { throw ResolutionFailure("\(name) joins a list, not \(arguments[1].kindName)") }
        return try joined(items, by: arguments[0]) { item throws(ResolutionFailure) in
            guard let text = item.isNull ? "" : item.string else {
                throw ResolutionFailure("\(name) joins text, not \(item.kindName)")
            }
            return text
        }
    }

    /// `list_join` of any number of lists.
    func joinedLists(_ argument: TemplateValue) throws(ResolutionFailure) -> String {
        guard let arguments = argument.list, arguments.count > 1 else {
            throw ResolutionFailure("\(name) takes a delimiter and lists")
        }
        var items: [TemplateValue] = []
        for list in arguments.dropFirst() where list.isTruthy {
            guard let elements = list.list else { throw ResolutionFailure("\(name) joins lists, not \(list.kindName)") }
            items += elements
        }
        return try joined(items, by: arguments[0]) { item throws(ResolutionFailure) in
            switch item {
            case .null: return ""
            case .string(let text): return text
            case .list, .map:
                try checkLength(item.size)
                return item.json(sortedKeys: true)
            default: throw ResolutionFailure("\(name) joins text, lists and maps, not \(item.kindName)")
            }
        }
    }

    private func joined(
        _ items: [TemplateValue],
        by delimiter: TemplateValue,
        text: (TemplateValue) throws(ResolutionFailure) -> String
    ) throws(ResolutionFailure) -> String {
        guard let delimiter = delimiter.string else { throw ResolutionFailure("the delimiter of \(name) must be text") }
        var result = ""
        for (index, item) in items.enumerated() {
            if index > 0 { result += delimiter }
            result += try text(item)
            try checkLength(result.utf8.count)
        }
        return result
    }

    /// `str_split`: the parts, or one of them.
    func splitString(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        guard let arguments = argument.list, arguments.count >= 2 else {
            throw ResolutionFailure("\(name) takes a delimiter and text")
        }
        guard !arguments[1].isNull else { return .null }
        let parts = try parts(of: arguments[1], around: arguments[0])
        guard arguments.count > 2 else { return .list(parts.map(TemplateValue.string)) }
        guard let index = Python.int(arguments[2]) else {
            throw ResolutionFailure("the index of \(name) must be a whole number")
        }
        guard let offset = Python.offset(index, in: parts.count) else {
            throw ResolutionFailure("the index of \(name) is \(index), and there are \(parts.count) parts")
        }
        return .string(parts[offset])
    }

    /// `Fn::Split`.
    func split(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        let arguments = try list(argument, of: 2)
        return .list(try parts(of: arguments[1], around: arguments[0]).map(TemplateValue.string))
    }

    private func parts(
        of text: TemplateValue,
        around delimiter: TemplateValue
    ) throws(ResolutionFailure) -> [String] {
        guard let text = text.string else { throw ResolutionFailure("\(name) splits text, not \(text.kindName)") }
        // Without a delimiter Python splits at white space.
        if delimiter.isNull { return text.split(whereSeparator: \.isWhitespace).map(String.init) }
        guard let delimiter = delimiter.string, !delimiter.isEmpty else {
            throw ResolutionFailure("the delimiter of \(name) must be text that is not empty")
        }
        return text.parts(around: delimiter)
    }

    // MARK: - Digests

    /// `digest`: of the text in Latin-1, in lower-case digits.
    func digest(_ argument: TemplateValue) throws(ResolutionFailure) -> String {
        guard let arguments = argument.list, arguments.allSatisfy({ $0.string != nil }), arguments.count == 2,
            let algorithm = arguments[0].string, let text = arguments[1].string
        else { throw ResolutionFailure("\(name) takes an algorithm and text") }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else {
                throw ResolutionFailure("\(name) takes text of Latin-1 only, which '\(scalar)' is not in")
            }
            bytes.append(byte)
        }
        switch algorithm.lowercased() {
        case "md5": return Hexadecimal.text(Insecure.MD5.hash(data: bytes))
        case "sha1": return Hexadecimal.text(Insecure.SHA1.hash(data: bytes))
        case "sha224": return Hexadecimal.text(SHA224.hash(bytes))
        case "sha256": return Hexadecimal.text(SHA256.hash(data: bytes))
        case "sha384": return Hexadecimal.text(SHA384.hash(data: bytes))
        case "sha512": return Hexadecimal.text(SHA512.hash(data: bytes))
        default:
            throw ResolutionFailure(
                "\(name) does not have '\(algorithm)'; it has md5, sha1, sha224, sha256, sha384 and sha512"
            )
        }
    }
}

extension String {
    /// The parts between the places where a text occurs, as Python's `split` finds them: scalar for scalar.
    func parts(around delimiter: String) -> [String] {
        let needle = Array(delimiter.utf8)
        guard !needle.isEmpty, utf8.count >= needle.count else { return [self] }
        var text = self
        return text.withUTF8 { bytes in
            var parts: [String] = []
            var start = 0
            var index = 0
            let last = bytes.count - needle.count
            while index <= last {
                if bytes[index] == needle[0], needle.indices.allSatisfy({ bytes[index + $0] == needle[$0] }) {
                    parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
                    index += needle.count
                    start = index
                } else {
                    index += 1
                }
            }
            parts.append(String(decoding: bytes[start...], as: UTF8.self))
            return parts
        }
    }
}
