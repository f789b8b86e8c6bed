/// How large a value may become.
///
/// A template of some lines can double a value with every line. Upstream's service ends when its memory does; this one
/// says that it is too much.
enum ValueWeight {
    /// Bytes of text, and as many for each member.
    static let limit = 4 << 20

    /// Throws where a text of that many bytes would be too much.
    static func check(bytes: Int) throws(TemplateProblem) {
        guard bytes <= limit else {
            throw TemplateProblem(message: "The value is larger than \(limit) bytes.")
        }
    }

    /// Throws where the value is too much.
    static func check(_ value: JSON) throws(TemplateProblem) { try check(bytes: weight(of: value)) }

    /// What a value weighs; no more than the limit is counted.
    static func weight(of value: JSON) -> Int {
        var weight = 0
        add(value, to: &weight)
        return weight
    }

    private static func add(_ value: JSON, to weight: inout Int) {
        weight += 8
        switch value {
        case .string(let text): weight += text.utf8.count
        case .array(let items):
            for item in items where weight <= limit { add(item, to: &weight) }
        case .object(let members):
            for (name, member) in members where weight <= limit {
                weight += name.utf8.count
                add(member, to: &weight)
            }
        default: break
        }
    }
}
