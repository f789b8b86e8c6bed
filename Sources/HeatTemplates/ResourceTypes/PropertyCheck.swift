import PythonSemantics

/// Holds values against what a type says of its properties.
struct PropertyCheck {
    /// A property that cannot be as it is.
    struct Complaint {
        /// The names and indices that lead to it.
        var path: [String]
        var message: String
        var advice: String?
    }

    private(set) var complaints: [Complaint] = []

    /// Looks at the properties of a resource, or of a map among them.
    mutating func check(_ values: TemplateMap, against schemas: [String: PropertySchema], path: [String] = []) {
        for (name, value) in values {
            guard let schema = schemas[name] else {
                complaints.append(
                    Complaint(
                        path: path + [name],
                        message: "there is no property '\(name)'",
                        advice: Spelling.advice(for: name, among: schemas.keys.sorted())
                    )
                )
                continue
            }
            if schema.isUnimplemented {
                complaints.append(Complaint(path: path + [name], message: "Heat does not implement '\(name)'"))
                continue
            }
            check(value, against: schema, path: path + [name])
        }
        for (name, schema) in schemas.sorted(by: { $0.key < $1.key }) where schema.isRequired && values[name] == nil {
            // What was called `network_id` once is called `network` now, and Heat takes either.
            guard !["_id", "_uuid"].contains(where: { values[name + $0] != nil }) else { continue }
            complaints.append(
                Complaint(path: path, message: "the property '\(name)' is required", advice: "give it a value")
            )
        }
    }

    private mutating func check(_ value: TemplateValue, against schema: PropertySchema, path: [String]) {
        switch value {
        // Null is as good as nothing, and what is not known yet may be right.
        case .null, .unknown: return
        default: break
        }
        let earlier = complaints.count
        defer {
            // Of a value of another kind that is what there is to say.
            if complaints.count == earlier { constrain(value, schema.constraints, path) }
        }
        switch schema.kind {
        case .any: return
        case .string:
            switch value {
            case .string, .integer, .bool: return
            default: complain("must be text, not \(value.kindName)", path)
            }
        case .integer:
            switch value {
            case .integer, .bool, .number: return
            case .string(let text) where Python.int(text) != nil: return
            default: complain("must be a whole number", path)
            }
        case .number:
            if value.asNumber == nil { complain("must be a number", path) }
        case .boolean:
            if value.bool != nil { return }
            if let text = value.string?.lowercased(), text == "true" || text == "false" { return }
            complain("must be true or false", path)
        case .map:
            guard let map = value.map else { return complain("must be a map, not \(value.kindName)", path) }
            if let members = schema.members { check(map, against: members, path: path) }
        case .list:
            guard let elements = value.list else { return complain("must be a list, not \(value.kindName)", path) }
            guard let members = schema.members else { return }
            for (index, element) in elements.enumerated() {
                let place = path + [String(index)]
                switch element {
                case .map(let map): check(map, against: members, path: place)
                case .null, .unknown: continue
                default: complain("must be a map, not \(element.kindName)", place)
                }
            }
        }
    }

    private mutating func constrain(_ value: TemplateValue, _ constraints: [ValueConstraint], _ path: [String]) {
        for constraint in constraints {
            guard let problem = constraint.complaint(about: value) else { continue }
            complaints.append(
                Complaint(
                    path: path,
                    message: "the property '\(path.joined(separator: "."))' \(problem)",
                    advice: constraint.advice
                )
            )
        }
    }

    private mutating func complain(_ what: String, _ path: [String]) {
        complaints.append(Complaint(path: path, message: "the property '\(path.joined(separator: "."))' \(what)"))
    }
}
