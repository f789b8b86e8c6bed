import PythonSemantics

/// Replaces `$RESPONSE['…']` and its like in what a file says.
///
/// Gabbi makes one pass for each kind of variable, in a fixed order, so that what one puts in another may replace.
struct Substitution {
    /// What the file's steps have got so far.
    let history: GabbiHistory
    /// The step before this one; `nil` for the first.
    let priorPosition: Int?
    /// Finds a step by its name.
    let position: @Sendable (String) -> Int?
    /// The variable of the environment with a name.
    let variable: @Sendable (String) -> String?
    /// The request's scheme, once it is known.
    var scheme: String?
    /// The request's host and port with the service's path, once they are known.
    var location: String?

    /// A value with everything in it replaced; keys of maps stay as they are.
    ///
    /// - Parameters:
    ///   - value: what the file says.
    ///   - escaping: whether what is put in must stand for itself in a regular expression.
    /// - Returns: the value; a text that is one variable may become any value.
    /// - Throws: ``StepProblem`` when something that is referred to is not there.
    func apply(_ value: GabbiValue, escaping: Bool = false) throws(StepProblem) -> GabbiValue {
        switch value {
        case .array(let elements):
            var replaced: [GabbiValue] = []
            for element in elements { replaced.append(try apply(element, escaping: escaping)) }
            return .array(replaced)
        case .object(var members):
            for (key, value) in members.pairs { members[key] = try apply(value, escaping: escaping) }
            return .object(members)
        case .string(let text): return text.contains("$") ? try apply(to: text, escaping: escaping) : value
        default: return value
        }
    }

    /// A text with everything in it replaced.
    func text(_ text: String, escaping: Bool = false) throws(StepProblem) -> String {
        try apply(.string(text), escaping: escaping).text
    }

    private func apply(to text: String, escaping: Bool) throws(StepProblem) -> GabbiValue {
        var value = GabbiValue.string(text)
        for name in VariableName.allCases {
            guard case .string(let text) = value, text.contains("$" + name.rawValue) else { continue }
            do throws(StepProblem) {
                value = try replace(name, in: text, escaping: escaping)
            } catch {
                throw StepProblem("\(name.phrase) cannot be replaced in \"\(text)\": \(error.message)")
            }
        }
        return value
    }

    private func replace(_ name: VariableName, in text: String, escaping: Bool) throws(StepProblem) -> GabbiValue {
        func written(_ text: String) -> String { escaping ? PythonPattern.escaping(text) : text }
        switch name {
        case .scheme: return .string(text.replacing("$SCHEME", with: written(try known(scheme))))
        case .hostAndPort: return .string(text.replacing("$NETLOC", with: written(try known(location))))
        case .lastURL: return .string(text.replacing("$LAST_URL", with: written(try url(of: nil))))
        case .environment: return try environment(in: text, written)
        case .response:
            if let variable = Variable(whole: text, name) {
                let value = try response(variable)
                return try variable.cast.map { cast throws(StepProblem) in try cast.apply(to: value) } ?? value
            }
            return .string(
                try Variable.replacing(name, in: text) { variable throws(StepProblem) in
                    guard variable.castName == nil else {
                        throw StepProblem("a cast takes a variable that is the whole value")
                    }
                    return written(try response(variable).text)
                }
            )
        case .location, .cookie, .url, .headers:
            return .string(
                try Variable.replacing(name, in: text) { variable throws(StepProblem) in
                    switch name {
                    case .url: return written(try url(of: variable.step))
                    case .location:
                        guard let location = try record(of: variable.step).location else {
                            throw StepProblem("the answer to \(phrase(variable.step)) had no Location")
                        }
                        return written(location)
                    case .cookie: return written(CookieText.pairs(in: try header("set-cookie", of: variable.step)))
                    default: return written(try header((variable.argument ?? "").lowercased(), of: variable.step))
                    }
                }
            )
        }
    }

    // MARK: - What steps have got

    private func known(_ text: String?) throws(StepProblem) -> String {
        guard let text else { throw StepProblem("the request's URL is not known yet") }
        return text
    }

    private func phrase(_ step: String?) -> String { step.map { "\"\($0)\"" } ?? "the test before" }

    private func record(of step: String?) throws(StepProblem) -> GabbiHistory.Record {
        let place: Int?
        if let step {
            guard let named = position(step) else { throw StepProblem("there is no test \"\(step)\" in the file") }
            place = named
        } else {
            place = priorPosition
        }
        guard let place else { throw StepProblem("there is no test before this one") }
        guard let record = history[place] else { throw StepProblem("\(phrase(step)) did not run") }
        return record
    }

    private func url(of step: String?) throws(StepProblem) -> String {
        guard let url = try record(of: step).url else { throw StepProblem("\(phrase(step)) has sent nothing") }
        return url
    }

    private func answer(to step: String?) throws(StepProblem) -> GabbiAnswer {
        guard let answer = try record(of: step).answer else {
            throw StepProblem("\(phrase(step)) has got no answer")
        }
        return answer
    }

    private func header(_ name: String, of step: String?) throws(StepProblem) -> String {
        guard let value = try answer(to: step).headers[name] else {
            throw StepProblem("the answer to \(phrase(step)) had no header field \(name)")
        }
        return value
    }

    private func response(_ variable: Variable) throws(StepProblem) -> GabbiValue {
        let answer = try answer(to: variable.step)
        let path = variable.argument ?? ""
        guard let type = answer.headers["content-type"] else {
            throw StepProblem("the answer to \(phrase(variable.step)) had no Content-Type")
        }
        // Of what is no JSON nothing can be taken: the path itself is put in.
        guard MediaType.isJSON(type) else { return .string(path) }
        return try answer.data.jsonPathValue(path)
    }

    // MARK: - The environment

    private func environment(
        in text: String,
        _ written: (String) -> String
    ) throws(StepProblem) -> GabbiValue {
        var lastCast: String?
        let replaced = try Variable.replacing(.environment, in: text) { match throws(StepProblem) in
            let name = match.argument ?? ""
            lastCast = match.castName
            guard let value = variable(name) else { throw StepProblem("there is no variable \(name)") }
            return written(value)
        }
        if let lastCast { return try ValueCast(named: lastCast).apply(to: .string(replaced)) }
        return .guessed(from: replaced)
    }
}

extension GabbiValue {
    /// What a variable's text probably means: a number, true, false, null, or itself.
    fileprivate static func guessed(from text: String) -> GabbiValue {
        if text.contains(".") {
            if let value = Python.float(text) { return .number(value) }
        } else if let value = Python.int(text) {
            return .integer(value)
        }
        return switch text.lowercased() {
        case "true": .bool(true)
        case "false": .bool(false)
        case "null": .null
        default: .string(text)
        }
    }
}

extension GabbiValue? {
    /// What a JSONPath finds: one value, or the list of several.
    func jsonPathValue(_ path: String) throws(StepProblem) -> GabbiValue {
        do throws(JSONPathError) {
            let values = try JSONPathParser.parse(path).values(in: self ?? .null)
            guard let first = values.first else { throw JSONPathError("\(path) finds nothing") }
            return values.count > 1 ? .array(values) : first
        } catch {
            throw StepProblem(error.description.contains(path) ? error.description : "JSONPath \(path): \(error)")
        }
    }
}
