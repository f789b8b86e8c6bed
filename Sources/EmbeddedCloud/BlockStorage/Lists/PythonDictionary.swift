/// Texts by names, written as Python does: `{'a': 'b'}`; JSON's quotes count too.
enum PythonDictionary {
    /// Nil if it is none.
    static func read(_ text: String) -> [String: String]? {
        var rest = Substring(text)
        func skip(_ character: Character) -> Bool {
            while rest.first?.isWhitespace == true { rest.removeFirst() }
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }
        func string() -> String? {
            while rest.first?.isWhitespace == true { rest.removeFirst() }
            if rest.hasPrefix("u'") || rest.hasPrefix("u\"") { rest.removeFirst() }
            guard let quote = rest.first, quote == "'" || quote == "\"" else {
                // A number, a truth value or None: as it is written.
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
                rest = rest.dropFirst(word.count)
                return word.isEmpty ? nil : String(word)
            }
            rest.removeFirst()
            var value = ""
            while let character = rest.popFirst() {
                if character == quote { return value }
                if character == "\\", let next = rest.popFirst() { value.append(next) } else { value.append(character) }
            }
            return nil
        }
        guard skip("{") else { return nil }
        var members: [String: String] = [:]
        while !skip("}") {
            guard let name = string(), skip(":"), let value = string() else { return nil }
            members[name] = value
            if !skip(",") {
                guard skip("}") else { return nil }
                break
            }
        }
        return rest.allSatisfy(\.isWhitespace) ? members : nil
    }
}
