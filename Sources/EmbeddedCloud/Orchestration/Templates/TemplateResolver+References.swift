// Functions that look something up.
extension TemplateResolver {
    func result(of function: TemplateFunction, _ arguments: JSON) async throws -> JSON? {
        switch function {
        case .getParam: return try await parameter(arguments)
        case .getResource: return try await values.reference(required(arguments).pythonText)
        case .ref:
            guard let name = arguments.string else {
                throw TemplateProblem(type: "TypeError", message: "Argument to \"Ref\" must be a string")
            }
            if let value = try values.parameter(name) { return value }
            return try await values.reference(name)
        case .getAttr, .fnGetAtt: return try await attribute(function, arguments)
        case .getFile: return try await file(arguments)
        case .resourceFacade, .fnResourceFacade:
            let key = try await required(arguments).pythonText
            let known =
                function == .resourceFacade
                ? ["metadata", "deletion_policy", "update_policy"] : ["Metadata", "DeletionPolicy", "UpdatePolicy"]
            guard let index = known.firstIndex(of: key) else {
                throw TemplateProblem(
                    message: "Incorrect arguments to \"\(function.rawValue)\" should be one of: "
                        + JSON(known).pythonLiteral
                )
            }
            return try await values.facade(["metadata", "deletion_policy", "update_policy"][index])
        case .if, .fnIf:
            guard let branch = try await branch(function, arguments) else { return nil }
            return try await resolve(branch)
        case .equals, .not, .and, .or, .fnEquals, .fnNot, .fnAnd, .fnOr:
            return .bool(try await holds(.object([function.rawValue: arguments])))
        case .fnGetAZs: return ["nova"]
        case .fnFindInMap:
            guard let keys = try await required(arguments).array, keys.count == 3 else {
                throw TemplateProblem(
                    message: "Arguments to \"Fn::FindInMap\" must be of the form: [mapping, key, value]"
                )
            }
            let names = keys.map(\.pythonText)
            guard let value = template.mappings[names[0]]?[names[1]]?[names[2]] else {
                throw TemplateProblem(type: "KeyError", message: "'\(names[1])'")
            }
            return value
        case .repeat:
            return try await resolve(.array(try await repetitions(arguments)))
        default:
            return try await TextFunctions(resolver: self).result(of: function, arguments)
        }
    }

    private func parameter(_ arguments: JSON) async throws -> JSON {
        let arguments = try await required(arguments)
        let path: [JSON]
        switch arguments {
        case .string(let name): path = [.string(name)]
        case .array(let items) where !items.isEmpty: path = items
        case .null, .array:
            throw TemplateProblem(message: "Function \"get_param\" must have arguments")
        default:
            throw TemplateProblem(type: "TypeError", message: "Argument to \"get_param\" must be string or list")
        }
        guard let name = path[0].string else {
            throw TemplateProblem(type: "TypeError", message: "Parameter name in \"get_param\" must be string")
        }
        guard let value = try values.parameter(name) else {
            throw TemplateProblem(type: "UserParameterMissing", message: "The Parameter (\(name)) was not provided.")
        }
        if path.count == 1 { return value }
        let found = Self.select(value, path.dropFirst())
        return found ?? ""
    }

    /// Goes into a value along a path; nil where it leads nowhere.
    static func select(_ value: JSON, _ path: some Sequence<JSON>) -> JSON? {
        var value = value
        for key in path {
            if let text = value.string, let parsed = try? JSON(parsing: Array(text.utf8)), parsed.isContainer {
                value = parsed
            }
            switch value {
            case .object(let members):
                guard let next = members[key.pythonText] else { return nil }
                value = next
            case .array(let items):
                guard let index = key.int ?? key.string.flatMap(Int.init) else { return nil }
                let position = index < 0 ? items.count + index : index
                guard items.indices.contains(position) else { return nil }
                value = items[position]
            default: return nil
            }
        }
        return value
    }

    private func attribute(_ function: TemplateFunction, _ arguments: JSON) async throws -> JSON {
        var arguments = try await required(arguments)
        if let text = arguments.string, function == .fnGetAtt {
            arguments = .array(text.split(separator: ".", maxSplits: 1).map { .string(String($0)) })
        }
        guard let items = arguments.array else {
            throw TemplateProblem(
                type: "TypeError",
                message: "Argument to \"\(function.rawValue)\" must be a list"
            )
        }
        let takesAll = version.isAtLeast("2015-10-15")
        guard items.count >= 2 || (takesAll && items.count == 1) else {
            throw TemplateProblem(
                message: takesAll
                    ? "Arguments to \"\(function.rawValue)\" can be of the next forms: [resource_name] or "
                        + "[resource_name, attribute, (path), ...]"
                    : "Arguments to \"\(function.rawValue)\" must be of the form [resource_name, attribute, (path), ...]"
            )
        }
        return try await values.attribute(items[0].pythonText, Array(items.dropFirst()))
    }

    private func file(_ arguments: JSON) async throws -> JSON {
        guard let name = try await required(arguments).string else {
            throw TemplateProblem(type: "TypeError", message: "Argument to \"get_file\" must be a string")
        }
        guard let content = template.files[name] else {
            throw TemplateProblem(message: "No content found in the \"files\" section for get_file path: \(name)")
        }
        return content
    }

    // MARK: - repeat

    /// The template of a `repeat` with each combination of values put in, unresolved.
    func repetitions(_ arguments: JSON) async throws -> [JSON] {
        guard case .object(let members) = arguments else {
            throw TemplateProblem(type: "TypeError", message: "Arguments to \"repeat\" must be a map")
        }
        guard let pattern = members["template"], let lists = members["for_each"] else {
            throw TemplateProblem(
                type: "KeyError",
                message: "\"repeat\" syntax should be repeat: {template: This is %var%, for_each: {%var%: [a, b]}}"
            )
        }
        guard case .object(let variables)? = try await resolve(lists) else {
            throw TemplateProblem(
                type: "TypeError",
                message: "The \"for_each\" argument to \"repeat\" must contain a map"
            )
        }
        var names: [String] = []
        var choices: [[JSON]] = []
        for (name, value) in variables {
            names.append(name)
            switch value {
            case .array(let items): choices.append(items)
            case .object(let object) where version.isAtLeast("2016-10-14"):
                choices.append(object.names.map(JSON.string))
            case .null: choices.append([])
            default:
                throw TemplateProblem(
                    type: "TypeError",
                    message: "The values of the \"for_each\" argument to \"repeat\" must be lists"
                )
            }
        }
        var combinations: [[JSON]]
        if let given = members["permutations"], try await resolve(given) == false {
            guard Set(choices.map(\.count)).count <= 1 else {
                throw TemplateProblem(
                    message: "For repeat, the length of for_each values should be equal if no permutations."
                )
            }
            combinations = (0..<(choices.first?.count ?? 0)).map { index in choices.map { $0[index] } }
        } else {
            combinations = [[]]
            guard choices.reduce(1, { $0 > 10_000 ? $0 : $0 * max($1.count, 1) }) <= 10_000 else {
                throw TemplateProblem(message: "\"repeat\" has more than 10000 combinations")
            }
            for list in choices { combinations = combinations.flatMap { start in list.map { start + [$0] } } }
        }
        return try Self.repeated(pattern, names, combinations)
    }

    /// The pattern with each combination put in, as long as all of that is not too much.
    private static func repeated(_ pattern: JSON, _ names: [String], _ combinations: [[JSON]]) throws -> [JSON] {
        var weight = 0
        var all: [JSON] = []
        for combination in combinations {
            let repeated = try replace(pattern, names, combination)
            weight += ValueWeight.weight(of: repeated)
            try ValueWeight.check(bytes: weight)
            all.append(repeated)
        }
        return all
    }

    private static func replace(_ value: JSON, _ names: [String], _ replacements: [JSON]) throws -> JSON {
        switch value {
        case .string(var text):
            for (name, replacement) in zip(names, replacements) {
                if text == name { return replacement }
                guard !name.isEmpty, text.contains(name) else { continue }
                let replacement = replacement.pythonText
                let pieces = text.split(separator: name, omittingEmptySubsequences: false)
                try ValueWeight.check(bytes: text.utf8.count + (pieces.count - 1) * replacement.utf8.count)
                text = pieces.joined(separator: replacement)
            }
            return .string(text)
        case .array(let items): return .array(try items.map { try replace($0, names, replacements) })
        case .object(let members):
            var object: JSON.Object = [:]
            for (name, member) in members {
                let name = try replace(.string(name), names, replacements).pythonText
                object[name] = try replace(member, names, replacements)
            }
            return .object(object)
        default: return value
        }
    }
}
