/// A text with `{key}` in it, as Python's `str.format` takes it: openstacksdk fills in settings of the same cloud.
///
/// `{{` and `}}` stand for the braces themselves, `{auth[key]}` for a member of a map.
struct FormatString {
    /// Why a text cannot be formatted; the text itself is not in it.
    struct Failure: Error {
        let message: String
    }

    let text: String

    /// The text with its fields replaced.
    ///
    /// - Parameter value: the text of a setting; `nil` when there is none, or when it must not be shown.
    /// - Returns: the text to use.
    /// - Throws: when a field names nothing, or a brace stands alone.
    func formatted(_ value: (_ key: String, _ member: String?) -> String?) throws(Failure) -> String {
        guard text.contains(where: { $0 == "{" || $0 == "}" }) else { return text }
        var result = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "{" || character == "}" else {
                result.append(character)
                continue
            }
            if rest.first == character {
                result.append(character)
                rest.removeFirst()
                continue
            }
            guard character == "{", let end = rest.firstIndex(of: "}") else {
                throw Failure(message: "a single \(character)")
            }
            result += try field(rest[..<end], value)
            rest = rest[rest.index(after: end)...]
        }
        return result
    }

    private func field(
        _ field: Substring,
        _ value: (_ key: String, _ member: String?) -> String?
    ) throws(Failure) -> String {
        guard let match = field.wholeMatch(of: #/([A-Za-z_][A-Za-z0-9_]*)(?:\[([A-Za-z_][A-Za-z0-9_]*)\])?/#) else {
            throw Failure(message: "a { } that does not hold the name of a setting")
        }
        guard let text = value(String(match.1), match.2.map { String($0) }) else {
            throw Failure(message: "{\(field)}, which is no setting of this cloud that may be used here")
        }
        return text
    }
}
