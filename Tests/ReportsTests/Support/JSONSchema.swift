import Foundation
import OpenStack

/// As much of JSON Schema (2020-12) as the schemas here use; what it does not know it reports.
struct JSONSchema {
    let root: JSON

    init(contentsOf file: URL) throws { root = try JSON(parsing: Data(contentsOf: file)) }

    /// What is wrong with a value; empty when it fits.
    ///
    /// A closed schema also minds what it does not speak of, where it speaks of other members.
    func problems(in value: JSON, isClosed: Bool = false) -> [String] {
        var problems: [String] = []
        check(value, root, "", isClosed, &problems)
        return problems
    }

    private func check(_ value: JSON, _ schema: JSON, _ place: String, _ isClosed: Bool, _ problems: inout [String]) {
        for (keyword, wanted) in (schema.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            func fail(_ text: String) { problems.append("\(place.isEmpty ? "/" : place): \(text)") }
            switch keyword {
            case "$schema", "$id", "$defs", "title", "description": break
            case "$ref": check(value, definition(wanted), place, isClosed, &problems)
            case "type":
                let types = wanted.array?.compactMap(\.string) ?? [wanted.string ?? ""]
                if !types.contains(where: { Self.has(value, $0) }) { fail("\(value) is not \(types)") }
            case "const": if value != wanted { fail("\(value) is not \(wanted)") }
            case "enum": if wanted.array?.contains(value) != true { fail("\(value) is none of \(wanted)") }
            case "minLength": if let text = value.string, text.count < wanted.integer ?? 0 { fail("too short") }
            case "maxLength": if let text = value.string, text.count > wanted.integer ?? 0 { fail("too long") }
            case "minItems": if let items = value.array, items.count < wanted.integer ?? 0 { fail("too few items") }
            case "minimum": if let number = value.double, number < wanted.double ?? 0 { fail("\(number) is too small") }
            case "pattern":
                guard let text = value.string else { break }
                guard let regex = try? Regex(wanted.string ?? "("), text.contains(regex) else {
                    fail("\(text) is not as \(wanted)")
                    break
                }
            case "required":
                guard let members = value.object else { break }
                for name in wanted.array ?? [] where members[name.string ?? ""] == nil { fail("\(name) is missing") }
            case "items":
                for (index, item) in (value.array ?? []).enumerated() {
                    check(item, wanted, "\(place)/\(index)", isClosed, &problems)
                }
            case "properties":
                for (name, member) in value.object ?? [:] {
                    if wanted.has(name) {
                        check(member, wanted[name], "\(place)/\(name)", isClosed, &problems)
                    } else if isClosed {
                        fail("'\(name)' is not described")
                    }
                }
            case "additionalProperties":
                for (name, member) in value.object ?? [:] where !schema["properties"].has(name) {
                    if wanted == .bool(false) { fail("'\(name)' must not be there") }
                    check(member, wanted, "\(place)/\(name)", isClosed, &problems)
                }
            case "propertyNames":
                for name in (value.object ?? [:]).keys {
                    check(.string(name), wanted, "\(place)/\(name)", isClosed, &problems)
                }
            case "anyOf":
                let all = (wanted.array ?? []).map { alternative in
                    var own: [String] = []
                    check(value, alternative, place, isClosed, &own)
                    return own
                }
                if !all.contains(where: \.isEmpty) { fail("\(value) fits no alternative") }
            default: fail("the schema has the keyword '\(keyword)', which nobody checks")
            }
        }
    }

    private func definition(_ reference: JSON) -> JSON {
        let parts = (reference.string ?? "").split(separator: "/").dropFirst()
        return parts.reduce(root) { $0[String($1)] }
    }

    private static func has(_ value: JSON, _ type: String) -> Bool {
        switch type {
        case "null": value.isNull
        case "boolean": value.bool != nil
        case "integer": value.integer != nil
        case "number": value.double != nil
        case "string": value.string != nil
        case "array": value.array != nil
        case "object": value.object != nil
        default: false
        }
    }
}

extension JSONSchema {
    /// The schema of a run's JSON form, as it is published.
    static var published: JSONSchema { get throws { try published("fits-run-1") } }

    /// A schema by the name of its format, as it is published.
    static func published(_ format: String) throws -> JSONSchema {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        return try JSONSchema(contentsOf: root.appending(path: "docs/\(format).schema.json"))
    }

    /// A schema among the reference files.
    static func reference(_ name: String) throws -> JSONSchema {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONSchema(contentsOf: tests.appending(path: "References/\(name)"))
    }
}
