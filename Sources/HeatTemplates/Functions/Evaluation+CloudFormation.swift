import PythonSemantics

extension Evaluation {
    /// `Fn::FindInMap`.
    func foundInMap(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        let keys = try list(argument, of: 3)
        var value = context.mappings
        for key in keys {
            guard let next = value.map?[key.keyOfMap] else {
                throw ResolutionFailure("there is no mapping \(keys.map(\.text).joined(separator: ", "))")
            }
            value = next
        }
        return value
    }

    /// `Fn::Select`: an item of a list, a map, or either as JSON text; empty text where there is none.
    func selected(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        let arguments = try list(argument, of: 2)
        var collection = arguments[1]
        if collection == "" { return "" }
        if let text = collection.string {
            guard let value = TemplateValue(json: text) else {
                throw ResolutionFailure("\(name) takes a list, a map or JSON, and this text is no JSON")
            }
            collection = value
        }
        switch collection {
        case .map(let map):
            guard let key = arguments[0].string else { throw ResolutionFailure("the index of \(name) must be text") }
            return map[key] ?? ""
        case .list(let elements):
            guard let index = Python.int(arguments[0]) else {
                throw ResolutionFailure("the index of \(name) must be a whole number")
            }
            return Python.offset(index, in: elements.count).map { elements[$0] } ?? ""
        case .null: return ""
        default: throw ResolutionFailure("\(name) selects from a list or map, not from \(collection.kindName)")
        }
    }

    /// `Fn::MemberListToMap`: texts such as `.member.0.Name=key` and `.member.0.Value=value`.
    func mapOfMembers(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        let arguments = try list(argument, of: 3)
        guard let keyName = arguments[0].string, let valueName = arguments[1].string else {
            throw ResolutionFailure("\(name) takes the names of keys and values as text")
        }
        guard let members = arguments[2].list else { throw ResolutionFailure("\(name) takes a list of members") }
        var parts: [(key: String, value: String)] = []
        for member in members {
            guard let text = member.string, let equals = text.firstIndex(of: "=") else {
                throw ResolutionFailure("the members of \(name) must be texts with a '='")
            }
            parts.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
        }
        var pending: [Int: (key: String?, value: String?)] = [:]
        for part in parts {
            let steps = part.key.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard steps.count == 4, steps[0].isEmpty, steps[1] == "member", let index = Int(steps[2]) else { continue }
            if steps[3] == keyName { pending[index, default: (nil, nil)].key = part.value }
            if steps[3] == valueName { pending[index, default: (nil, nil)].value = part.value }
        }
        var map = TemplateMap()
        for (_, entry) in pending.sorted(by: { $0.key < $1.key }) {
            if let key = entry.key, let value = entry.value { map[key] = .string(value) }
        }
        return .map(map)
    }
}
