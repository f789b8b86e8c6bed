import Conformance
import OpenStack
import PythonSemantics

/// Compares an answer with what a step expects.
struct AnswerChecks {
    let file: GabbiFile
    let step: GabbiStep
    /// The header fields expected, substitutions made.
    let responseHeaders: OrderedMembers
    let substitution: Substitution
    /// Method and URL.
    let request: String

    /// Everything that is not as expected.
    func failures(of answer: GabbiAnswer) -> [Failure] {
        status(answer) + forbiddenHeaders(answer) + headers(answer) + strings(answer) + jsonPaths(answer)
    }

    private func status(_ answer: GabbiAnswer) -> [Failure] {
        guard !step.statuses.contains(String(answer.status)) else { return [] }
        var actual = String(answer.status)
        if let text = answer.text, !text.isEmpty { actual += ": " + text.clipped(500) }
        return [failure("\(request) has another status", expected: step.statuses, actual: actual, at: "status")]
    }

    private func forbiddenHeaders(_ answer: GabbiAnswer) -> [Failure] {
        each(step.forbiddenHeaders, "response_forbidden_headers") { value throws(StepProblem) in
            let name = try substitution.apply(value).text.lowercased()
            guard let found = answer.headers[name] else { return nil }
            return failure(
                "the answer has header field \(name)",
                expected: ["no such field"],
                actual: found,
                at: "response_forbidden_headers"
            )
        }
    }

    private func headers(_ answer: GabbiAnswer) -> [Failure] {
        each(responseHeaders.pairs, "response_headers") { name, value throws(StepProblem) in
            let place = "response_headers/\(name)"
            guard let found = answer.headers[name.lowercased()] else {
                let message = "the answer lacks header field \(name)"
                return failure(message, expected: [value.text], actual: "none", at: place)
            }
            let pattern = value.text.patternText
            let expected = try substitution.text(value.text, escaping: pattern != nil)
            if pattern != nil {
                let pattern = try Self.pattern(expected)
                guard !pattern.isFound(in: found) else { return nil }
            } else if expected == found {
                return nil
            }
            return failure("header field \(name) is not as expected", expected: [expected], actual: found, at: place)
        }
    }

    private func strings(_ answer: GabbiAnswer) -> [Failure] {
        each(step.responseStrings, "response_strings") { value throws(StepProblem) in
            guard case .string(let wanted) = value else {
                throw StepProblem("response_strings takes texts, and \(value.text) is none")
            }
            guard let text = answer.text else {
                let type = answer.headers["content-type"] ?? "it has no Content-Type"
                throw StepProblem("the answer's body is no text: \(type)")
            }
            let isPattern = wanted.patternText != nil
            let expected = try substitution.text(wanted, escaping: isPattern)
            let isThere =
                isPattern ? try Self.pattern(expected).isFound(in: text) : text.contains(literally: expected)
            guard !isThere else { return nil }
            let actual = text.clipped()
            return failure("the body lacks a text", expected: [expected], actual: actual, at: "response_strings")
        }
    }

    private func jsonPaths(_ answer: GabbiAnswer) -> [Failure] {
        each(step.jsonPaths.pairs, "response_json_paths") { written, value throws(StepProblem) in
            let place = "response_json_paths/\(written)"
            let path = try substitution.text(written)
            let found: GabbiValue
            do throws(StepProblem) {
                found = try answer.data.jsonPathValue(path)
            } catch {
                let actual = answer.data?.json ?? answer.text ?? "no body of JSON"
                return failure(error.message, expected: [value.text], actual: actual.clipped(), at: place)
            }
            let (expected, isPattern) = try expectation(value)
            if isPattern {
                guard !(try Self.pattern(expected.text).isFound(in: found.text)) else { return nil }
            } else if expected == found {
                return nil
            }
            return failure(
                "JSONPath \(path) is not as expected",
                expected: [isPattern ? expected.text : expected.json.clipped()],
                actual: found.json.clipped(),
                at: place
            )
        }
    }

    /// What a JSONPath is to find: a value, a pattern, or what a file holds.
    private func expectation(_ value: GabbiValue) throws(StepProblem) -> (GabbiValue, isPattern: Bool) {
        var value = value
        if case .string(let text) = value, text.hasPrefix("<@") {
            let path = text.dropFirst(2)
            guard let separator = path.firstRange(of: ":$") else {
                guard !path.contains(":") else { throw StepProblem("\(text) has a colon without a JSONPath behind it") }
                value = try Self.document(try DataFile(folder: file.folder).bytes(String(path)), String(path))
                return try expectation(of: value)
            }
            let name = String(path[..<separator.lowerBound])
            value = try Self.document(try DataFile(folder: file.folder).bytes(name), name)
            let query = try substitution.text("$" + path[separator.upperBound...])
            let found = try GabbiValue?.some(value).jsonPathValue(query)
            // Gabbi takes what counts as nothing in Python for no find.
            return found.isTrue ? (found, false) : try expectation(of: value)
        }
        return try expectation(of: value)
    }

    private func expectation(of value: GabbiValue) throws(StepProblem) -> (GabbiValue, isPattern: Bool) {
        let isPattern = value.string?.patternText != nil
        return (try substitution.apply(value, escaping: isPattern), isPattern)
    }

    private static func document(_ bytes: [UInt8], _ name: String) throws(StepProblem) -> GabbiValue {
        do {
            return try GabbiValue.parsed(from: bytes)
        } catch {
            throw StepProblem("\(name) is \(error)")
        }
    }

    /// The expression between slashes.
    private static func pattern(_ text: String) throws(StepProblem) -> PythonPattern {
        do throws(PythonPatternError) {
            return try PythonPattern(String(text.dropFirst().dropLast()))
        } catch {
            throw StepProblem(error.description)
        }
    }

    // MARK: - Failures

    private func each<Element>(
        _ elements: [Element],
        _ key: String,
        _ check: (Element) throws(StepProblem) -> Failure?
    ) -> [Failure] {
        elements.compactMap { element in
            do throws(StepProblem) {
                return try check(element)
            } catch {
                return failure(error.message, at: key)
            }
        }
    }

    private func failure(
        _ message: String,
        expected: [String] = [],
        actual: String? = nil,
        at key: String
    ) -> Failure {
        let group = key.split(separator: "/").first.map(String.init) ?? key
        let mark = step.marks[key] ?? step.marks[group] ?? step.mark
        return Failure(
            message,
            expected: expected,
            actual: actual,
            location: SourceLocation(fileID: file.path, line: mark.line)
        )
    }
}

extension String {
    /// What stands between slashes, if the text is a pattern.
    fileprivate var patternText: Substring? {
        hasPrefix("/") && hasSuffix("/") && count > 1 ? dropFirst().dropLast() : nil
    }

    fileprivate func clipped(_ limit: Int = 2000) -> String { count <= limit ? self : prefix(limit) + "…" }

    /// Whether a text stands in this one, character for character.
    fileprivate func contains(literally text: String) -> Bool {
        text.isEmpty || Array(utf8).firstRange(of: Array(text.utf8)) != nil
    }
}
