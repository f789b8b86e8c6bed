import Crypto
import Foundation

/// Functions of the template language that need nothing but their arguments.
struct TextFunctions: Sendable {
    let resolver: TemplateResolver

    private func problem(_ text: String, _ type: String = "ValueError") -> TemplateProblem {
        TemplateProblem(type: type, message: text)
    }

    func result(of function: TemplateFunction, _ given: JSON) async throws -> JSON {
        let arguments = try await resolver.required(given)
        let name = function.rawValue
        switch function {
        case .listJoin, .fnJoin: return try join(name, arguments)
        case .strReplace, .strReplaceStrict, .strReplaceVeryStrict: return try replace(function, arguments)
        case .fnReplace:
            guard let items = arguments.array, items.count == 2 else {
                throw problem("\"Fn::Replace\" syntax should be [{params}, template]")
            }
            return try replace(function, ["params": items[0], "template": items[1]])
        case .strSplit: return try split(arguments)
        case .fnSplit:
            guard let items = arguments.array, items.count == 2, let separator = items[0].string else {
                throw problem("Incorrect arguments to \"Fn::Split\" should be: \"Fn::Split\" : [\",\", \"str1,str2\"]")
            }
            guard let text = items[1].string else { return items[1].isNull ? [] : items[1] }
            return .array(Self.parts(text, separator))
        case .digest: return try digest(arguments)
        case .mapMerge: return try mapMerge(arguments)
        case .mapReplace: return try mapReplace(arguments)
        case .filter: return try filter(arguments)
        case .makeURL: return try makeURL(arguments)
        case .listConcat, .listConcatUnique: return try concatenate(function, arguments)
        case .contains:
            guard let items = arguments.array, items.count == 2 else {
                throw problem("Arguments to \"contains\" must be of the form: [value1, [value1, value2]]")
            }
            switch items[1] {
            case .array(let list): return .bool(list.contains { TemplateConstraint.equal($0, items[0]) })
            case .string(let text): return .bool(text.contains(items[0].pythonText))
            case .object(let members): return .bool(members[items[0].pythonText] != nil)
            default: throw problem("Second argument to \"contains\" should be a sequence.", "TypeError")
            }
        case .fnSelect: return try selected(arguments)
        case .fnBase64:
            guard arguments.string != nil else {
                throw problem("\"Fn::Base64\" argument must be a string", "TypeError")
            }
            return arguments
        case .fnMemberListToMap: return memberMap(arguments)
        case .yaql:
            guard case .object(let members) = arguments, let data = members["data"] else {
                throw problem("\"yaql\" syntax should be yaql: {expression: $.data.var1, data: {var1: 3}}", "KeyError")
            }
            guard let text = members["expression"]?.string else {
                throw problem("The \"expression\" argument to yaql must contain a string or a Function.", "TypeError")
            }
            return try YAQLEvaluator(data: data).value(YAQLExpression(text))
        default: throw problem("\"\(name)\" can't be used here.")
        }
    }

    // MARK: - Texts

    private func join(_ name: String, _ arguments: JSON) throws -> JSON {
        let takesMany = resolver.version.isAtLeast("2015-10-15")
        guard let items = arguments.array, items.count >= 2 || (takesMany && items.count >= 1),
            takesMany || items.count == 2
        else {
            throw problem(
                "Incorrect arguments to \"\(name)\" should be: \"\(name)\" : [ \" \", [ \"str1\", \"str2\"]"
                    + (takesMany ? " ...]" : "]"),
                arguments.array == nil ? "TypeError" : "ValueError"
            )
        }
        guard let separator = items[0].string else {
            throw problem("\"\(name)\" delimiter must be a string", "TypeError")
        }
        var texts: [String] = []
        for list in items.dropFirst() where !list.isNull {
            guard let members = list.array else { throw problem("\"\(name)\" must operate on a list", "TypeError") }
            for member in members {
                switch member {
                case .null: texts.append("")
                case .string(let text): texts.append(text)
                case .array, .object:
                    guard takesMany else {
                        throw problem("Items to join must be strings not \(member.pythonLiteral)", "TypeError")
                    }
                    texts.append(member.sortedText)
                default:
                    guard takesMany else {
                        throw problem("Items to join must be strings not \(member.pythonLiteral)", "TypeError")
                    }
                    texts.append(member.pythonText)
                }
            }
        }
        let bytes = texts.reduce(0) { $0 + $1.utf8.count } + separator.utf8.count * max(0, texts.count - 1)
        try ValueWeight.check(bytes: bytes)
        return .string(texts.joined(separator: separator))
    }

    private func replace(_ function: TemplateFunction, _ arguments: JSON) throws -> JSON {
        let name = function.rawValue
        guard case .object(let members) = arguments else {
            throw problem("Arguments to \"\(name)\" must be a map", "TypeError")
        }
        guard let template = members["template"], let params = members["params"] else {
            throw problem(
                "\"\(name)\" syntax should be \(name): {template: This is var1 template var2, params: {var1: a, "
                    + "var2: string}}",
                "KeyError"
            )
        }
        guard let text = template.string else { throw problem("\"\(name)\" template must be a string", "TypeError") }
        guard case .object(let replacements) = params else {
            throw problem("\"\(name)\" params must be a map", "TypeError")
        }
        let takesAll = resolver.version.isAtLeast("2015-10-15")
        var texts: [String: String] = [:]
        for (key, value) in replacements {
            let isEmpty = value.isNull || value == "" || value == [] || value == .object([:])
            if function == .strReplaceVeryStrict, isEmpty {
                throw problem(
                    "\(name) has an undefined or empty value for param \(key), must be a defined non-empty value"
                )
            }
            if value.isContainer, !takesAll {
                throw problem("\"\(name)\" params must be strings or numbers, param \(key) is not valid", "TypeError")
            }
            texts[key] = value.isNull ? "" : value.isContainer ? value.sortedText : value.pythonText
        }
        let order = texts.keys.sorted { ($1.count, $0) < ($0.count, $1) }
        var unused = Set(order)
        let result = try Self.substitute(text, order[...], texts, &unused)
        if function != .strReplace, function != .fnReplace, !unused.isEmpty {
            let missing = unused.sorted { ($1.count, $0) < ($0.count, $1) }.joined(separator: ",")
            throw problem("The following params were not found in the template: \(missing)")
        }
        return .string(result)
    }

    /// What was put in is not looked at again.
    private static func substitute(
        _ text: String,
        _ order: ArraySlice<String>,
        _ texts: [String: String],
        _ unused: inout Set<String>
    ) throws -> String {
        guard let key = order.first else { return text }
        guard !key.isEmpty else { return try substitute(text, order.dropFirst(), texts, &unused) }
        let pieces = text.split(separator: key, omittingEmptySubsequences: false)
        if pieces.count > 1 { unused.remove(key) }
        let replacement = texts[key] ?? ""
        var bytes = replacement.utf8.count * (pieces.count - 1)
        var results: [String] = []
        for piece in pieces {
            try ValueWeight.check(bytes: bytes)
            results.append(try substitute(String(piece), order.dropFirst(), texts, &unused))
            bytes += results[results.count - 1].utf8.count
        }
        try ValueWeight.check(bytes: bytes)
        return results.joined(separator: replacement)
    }

    private static func parts(_ text: String, _ separator: String) -> [JSON] {
        guard !separator.isEmpty else { return [.string(text)] }
        return text.split(separator: separator, omittingEmptySubsequences: false).map { .string(String($0)) }
    }

    private func split(_ arguments: JSON) throws -> JSON {
        guard let items = arguments.array, (2...3).contains(items.count), let separator = items[0].string else {
            throw problem(
                "Incorrect arguments to \"str_split\" should be: \"str_split\" : [ \",\", \"apples,pears\", <index>]"
            )
        }
        if items[1].isNull { return .null }
        let parts = Self.parts(items[1].pythonText, separator)
        guard items.count == 3 else { return .array(parts) }
        guard let index = items[2].int ?? items[2].string.flatMap(Int.init) else {
            throw problem("Incorrect index to \"str_split\" should be between 0 and \(parts.count - 1)")
        }
        guard parts.indices.contains(index) else {
            throw problem("Incorrect index to \"str_split\" should be between 0 and \(parts.count - 1)")
        }
        return parts[index]
    }

    private func digest(_ arguments: JSON) throws -> JSON {
        guard let items = arguments.array?.compactMap(\.string), items.count == arguments.array?.count else {
            throw problem("Argument to function \"digest\" must be a list of strings", "TypeError")
        }
        guard items.count == 2 else { throw problem("Function \"digest\" usage: [\"<algorithm>\", \"<value>\"]") }
        // As upstream, the text's bytes are those of Latin 1.
        guard let data = items[1].data(using: .isoLatin1) else { throw problem("The text has no Latin 1 form.") }
        let text =
            switch items[0].lowercased() {
            case "md5": Identifier.hex(Insecure.MD5.hash(data: data))
            case "sha1": Identifier.hex(Insecure.SHA1.hash(data: data))
            case "sha256": Identifier.hex(SHA256.hash(data: data))
            case "sha384": Identifier.hex(SHA384.hash(data: data))
            case "sha512": Identifier.hex(SHA512.hash(data: data))
            default: throw problem("Algorithm must be one of ('md5', 'sha1', 'sha256', 'sha384', 'sha512')")
            }
        return .string(text)
    }

    private func makeURL(_ arguments: JSON) throws -> JSON {
        guard case .object(let parts) = arguments else {
            throw problem("The arguments to \"make_url\" must be a map", "TypeError")
        }
        let known = ["scheme", "username", "password", "host", "port", "path", "query", "fragment"]
        for name in parts.names where !known.contains(name) {
            throw problem("Invalid arguments to \"make_url\": \(name)")
        }
        func text(_ name: String) -> String { parts[name].map { $0.isNull ? "" : $0.pythonText } ?? "" }
        func escaped(_ text: String) -> String { PercentCoding.encodeQueryValue(text).replacing("+", with: "%20") }
        if let port = parts["port"], !port.isNull, port != "" {
            guard let number = port.int ?? port.string.flatMap(Int.init) else {
                throw problem("Invalid URL port \"\(port.pythonText)\" for make_url")
            }
            guard (0...65535).contains(number) else {
                throw problem("Invalid URL port \(number), must be in range 0-65535")
            }
        }
        if text("scheme").contains(":") { throw problem("URL \"scheme\" should not contain ':'") }
        var place = ""
        if !text("username").isEmpty || !text("password").isEmpty {
            place += escaped(text("username"))
            if !text("password").isEmpty { place += ":" + escaped(text("password")) }
            place += "@"
        }
        let host = text("host")
        place += host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        if !text("port").isEmpty { place += ":" + text("port") }
        var url = ""
        if !text("scheme").isEmpty { url += text("scheme") + ":" }
        if !place.isEmpty || !text("scheme").isEmpty { url += "//" + place }
        let path = text("path")
        if !path.isEmpty { url += (path.hasPrefix("/") || place.isEmpty ? "" : "/") + path }
        if case .object(let query)? = parts["query"], !query.isEmpty {
            url +=
                "?"
                + query.map { name, value in
                    PercentCoding.encodeQueryValue(name) + "=" + PercentCoding.encodeQueryValue(value.pythonText)
                }.joined(separator: "&")
        }
        if !text("fragment").isEmpty { url += "#" + escaped(text("fragment")) }
        return .string(url)
    }

    // MARK: - Lists and maps

    private func mapMerge(_ arguments: JSON) throws -> JSON {
        guard let items = arguments.array else {
            throw problem(
                "Incorrect arguments to \"map_merge\" should be: \"map_merge\" : [ { \"key1\": \"val1\" }, { \"key2\": "
                    + "\"val2\" } ]",
                "TypeError"
            )
        }
        var merged: JSON.Object = [:]
        for item in items where !item.isNull {
            guard case .object(let object) = item else {
                throw problem(
                    "Incorrect arguments: Items to merge must be maps. \(item.text) is type \(item.pythonTypeName) instead of a dict",
                    "TypeError"
                )
            }
            merged.merge(object)
        }
        return .object(merged)
    }

    private func mapReplace(_ arguments: JSON) throws -> JSON {
        guard let items = arguments.array, items.count == 2, let source = items[0].object,
            let rules = items[1].object, rules.names.allSatisfy({ ["keys", "values"].contains($0) })
        else {
            throw problem(
                "Incorrect arguments to \"map_replace\" should be: \"map_replace\" : [ { \"key1\": \"val1\" }, {\"keys\": "
                    + "{\"key1\": \"key2\"}, \"values\": {\"val1\": \"val2\"}}]",
                "TypeError"
            )
        }
        let keys = rules["keys"]?.object ?? [:]
        let values = rules["values"]?.object ?? [:]
        var result: JSON.Object = [:]
        for (name, value) in source {
            let key = keys[name]?.pythonText ?? name
            if key != name, source[key] != nil {
                throw problem("key replacement \(key) collides with a key in the input map")
            }
            guard result[key] == nil else {
                throw problem("key replacement \(key) collides with a key in the output map")
            }
            result[key] = value.isContainer ? value : values[value.pythonText] ?? value
        }
        return .object(result)
    }

    private func filter(_ arguments: JSON) throws -> JSON {
        guard let items = arguments.array else { throw problem("Argument to \"filter\" must be a list", "TypeError") }
        guard items.count == 2 else {
            throw problem(
                "\"filter\" expected 2 arguments of the form [values, sequence] but got \(items.count) arguments instead"
            )
        }
        if items[1].isNull { return items[1] }
        guard let list = items[1].array else { throw problem("\"filter\" only works with lists", "TypeError") }
        guard let removed = items[0].array else { throw problem("\"filter\" filters a list of values", "TypeError") }
        return .array(list.filter { item in !removed.contains { TemplateConstraint.equal($0, item) } })
    }

    private func concatenate(_ function: TemplateFunction, _ arguments: JSON) throws -> JSON {
        guard let items = arguments.array else {
            throw problem(
                "Incorrect arguments to \"\(function.rawValue)\" should be: \"\(function.rawValue)\" : [ [ <value 1>, "
                    + "<value 2> ], [ <value 3>, <value 4> ] ]",
                "TypeError"
            )
        }
        var all: [JSON] = []
        for item in items where !item.isNull {
            guard let list = item.array else {
                throw problem("Incorrect arguments: Items to concat must be lists. \(item.text)", "TypeError")
            }
            all += list
        }
        guard function == .listConcatUnique else { return .array(all) }
        var unique: [JSON] = []
        for item in all where !unique.contains(item) { unique.append(item) }
        return .array(unique)
    }

    private func selected(_ arguments: JSON) throws -> JSON {
        guard let items = arguments.array, items.count == 2 else {
            throw problem("Arguments to \"Fn::Select\" must be of the form [index, collection]")
        }
        var collection = items[1]
        if let text = collection.string {
            guard !text.isEmpty else { return "" }
            guard let parsed = try? JSON(parsing: Array(text.utf8)) else {
                throw problem("\"Fn::Select\": the collection is no JSON document")
            }
            collection = parsed
        }
        return TemplateResolver.select(collection, [items[0]]) ?? ""
    }

    private func memberMap(_ arguments: JSON) -> JSON {
        guard let items = arguments.array, items.count == 3, let list = items[2].array else { return [:] }
        var names: [String: String] = [:]
        var values: [String: String] = [:]
        var order: [String] = []
        for item in list {
            let pair = item.pythonText.split(separator: "=", maxSplits: 1).map(String.init)
            let parts = pair.first?.split(separator: ".").map(String.init) ?? []
            guard pair.count == 2, parts.count >= 2 else { continue }
            let index = parts[parts.count - 2]
            if parts.last == items[0].pythonText {
                names[index] = pair[1]
                order.append(index)
            } else if parts.last == items[1].pythonText {
                values[index] = pair[1]
            }
        }
        var map: JSON.Object = [:]
        for index in order { if let name = names[index] { map[name] = JSON(values[index]) } }
        return .object(map)
    }
}

extension JSON {
    /// As ``text``, the members of objects sorted by their names.
    var sortedText: String { sorted.text }

    private var sorted: JSON {
        switch self {
        case .array(let items): return .array(items.map(\.sorted))
        case .object(let members):
            var object: Object = [:]
            for name in members.names.sorted() { object[name] = members[name]?.sorted }
            return .object(object)
        default: return self
        }
    }
}
