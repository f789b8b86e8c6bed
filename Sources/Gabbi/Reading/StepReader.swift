import PythonSemantics

/// Reads the tests of one file, with what its defaults say.
struct StepReader {
    private(set) var diagnostics: GabbiDiagnostics
    private var defaults: [String: GabbiValue] = [:]
    /// Keys that only the defaults know; gabbi lets tests have them too, without a meaning.
    private var extraKeys: Set<String> = []

    private enum Kind { case text, flag, number, map, list, any, status, verbosity }

    private static let kinds: [String: Kind] = [
        "name": .text, "desc": .any, "verbose": .verbosity, "cert_validate": .flag, "ssl": .flag, "redirects": .flag,
        "method": .text, "url": .text, "status": .status, "request_headers": .map, "query_parameters": .map,
        "data": .any, "xfail": .flag, "skip": .any, "poll": .map, "use_prior_test": .flag,
        "disable_response_handler": .flag, "timeout": .number, "http_version": .number, "response_headers": .map,
        "response_forbidden_headers": .list, "response_strings": .list, "response_json_paths": .map,
    ]

    init(defaults tree: YAMLTree?, diagnostics: GabbiDiagnostics) {
        self.diagnostics = diagnostics
        guard let tree else { return }
        guard let entries = tree.entries else {
            self.diagnostics.error("\"defaults\" holds \(tree.kind); it takes a map", at: tree.mark)
            return
        }
        for entry in entries {
            if Self.isMethod(entry.key) {
                self.diagnostics.error("\"\(entry.key): URL\" is not allowed in defaults", at: entry.mark)
            } else if Self.kinds[entry.key] == nil {
                extraKeys.insert(entry.key)
                self.diagnostics.warn("no test has a key \"\(entry.key)\"" + Self.suggestion(entry.key), at: entry.mark)
            } else if check(entry) {
                defaults[entry.key] = entry.value.value
            }
        }
    }

    /// Reads a test; what is wrong with it is told.
    mutating func step(_ tree: YAMLTree, at position: Int) -> GabbiStep? {
        guard let entries = tree.entries else {
            diagnostics.error("a test holds \(tree.kind); it takes a map", at: tree.mark)
            return nil
        }
        var values = defaults
        var marks: [String: SourceMark] = [:]
        var method: YAMLTree.Entry?
        for entry in entries {
            marks[entry.key] = entry.mark
            for member in entry.value.entries ?? [] { marks["\(entry.key)/\(member.key)"] = member.mark }
            if Self.isMethod(entry.key) {
                if let method {
                    diagnostics.error(
                        "a second method beside \(method.key) in line \(method.mark.line); a test is one request",
                        at: entry.mark
                    )
                }
                method = entry
            } else if Self.kinds[entry.key] == nil {
                guard !extraKeys.contains(entry.key) else { continue }
                diagnostics.error("a test has no key \"\(entry.key)\"" + Self.suggestion(entry.key), at: entry.mark)
            } else if check(entry) {
                values[entry.key] = Self.merged(values[entry.key], entry.value.value, key: entry.key)
            }
        }
        if let method {
            guard case .scalar(.string(let url)) = method.value.content else {
                diagnostics.error("\(method.key) takes a URL, not \(method.value.kind)", at: method.value.mark)
                return nil
            }
            values["method"] = .string(method.key)
            values["url"] = .string(url)
        }
        guard let name = values["name"]?.string, !name.isEmpty else {
            if marks["name"] == nil { diagnostics.error("the test has no name", at: tree.mark) }
            return nil
        }
        guard let url = values["url"]?.string, !url.isEmpty else {
            if marks["url"] == nil { diagnostics.error("test \"\(name)\" has no URL", at: tree.mark) }
            return nil
        }
        var step = GabbiStep(name: name, position: position, mark: tree.mark, marks: marks)
        step.url = url
        step.fill(values)
        checkPoll(step)
        return step
    }

    /// A test's value with that of the defaults: maps and lists are joined, all else is replaced.
    private static func merged(_ old: GabbiValue?, _ new: GabbiValue, key: String) -> GabbiValue {
        guard key != "data" else { return new }
        switch (old, new) {
        case (.object(var members)?, .object(let others)):
            for (key, value) in others.pairs { members[key] = value }
            return .object(members)
        case (.array(let elements)?, .array(let others)): return .array(elements + others)
        default: return new
        }
    }

    // MARK: - Checks

    private mutating func check(_ entry: YAMLTree.Entry) -> Bool {
        guard let kind = Self.kinds[entry.key] else { return false }
        let wanted: String?
        switch (kind, entry.value.content) {
        case (.any, _), (.map, .map), (.list, .list), (.flag, .scalar), (.text, .scalar(.string)): wanted = nil
        case (.number, .scalar(.integer)), (.number, .scalar(.number)): wanted = nil
        case (.status, .scalar(.integer)), (.status, .scalar(.string)): wanted = nil
        case (.verbosity, .scalar(.bool)): wanted = nil
        case (.verbosity, .scalar(.string(let text))) where ["all", "headers", "body"].contains(text): wanted = nil
        case (.number, .scalar(.string(let text))) where Python.float(text) != nil: wanted = nil
        case (.text, _): wanted = "a text"
        case (.flag, _): wanted = "true or false"
        case (.number, _): wanted = "a number"
        case (.map, _): wanted = "a map"
        case (.list, _): wanted = "a list"
        case (.status, _): wanted = "a number, or several joined by ||"
        case (.verbosity, _): wanted = "true, false, all, headers or body"
        }
        guard let wanted else { return true }
        diagnostics.error("\"\(entry.key)\" holds \(entry.value.kind); it takes \(wanted)", at: entry.value.mark)
        return false
    }

    private mutating func checkPoll(_ step: GabbiStep) {
        for key in step.poll.keys where key != "count" && key != "delay" {
            diagnostics.warn("poll has no key \"\(key)\"; it has count and delay", at: step.marks["poll"] ?? step.mark)
        }
        for (key, value) in step.poll.pairs {
            if let text = value.string, text.contains("$") { continue }
            let number = Python.float(value)
            guard let number, number.isFinite, number >= 0 else {
                diagnostics.error(
                    "poll's \(key) takes a number that is not negative",
                    at: step.marks["poll/\(key)"] ?? step.marks["poll"] ?? step.mark
                )
                continue
            }
        }
    }

    /// Whether a key is a request's method: written in capitals.
    private static func isMethod(_ key: String) -> Bool {
        key.contains { $0.isUppercase } && !key.contains { $0.isLowercase }
    }

    private static func suggestion(_ key: String) -> String {
        ClosestName.of(key, among: kinds.keys.sorted()).map { "; \"\($0)\" is one" } ?? ""
    }
}

extension GabbiStep {
    /// Takes values that have been checked.
    fileprivate mutating func fill(_ values: [String: GabbiValue]) {
        func members(_ key: String) -> OrderedMembers {
            guard case .object(let members)? = values[key] else { return OrderedMembers() }
            return members
        }
        func elements(_ key: String) -> [GabbiValue] {
            guard case .array(let elements)? = values[key] else { return [] }
            return elements
        }
        func flag(_ key: String, _ usual: Bool) -> Bool { values[key]?.isTrue ?? usual }
        description = values["desc"]?.text ?? ""
        method = values["method"]?.text.uppercased() ?? "GET"
        requestHeaders = members("request_headers")
        queryParameters = members("query_parameters")
        data = values["data"] ?? .string("")
        status = values["status"] ?? .string("200")
        responseHeaders = members("response_headers")
        forbiddenHeaders = elements("response_forbidden_headers")
        responseStrings = elements("response_strings")
        jsonPaths = members("response_json_paths")
        poll = members("poll")
        skip = values["skip"] ?? .string("")
        isExpectedToFail = flag("xfail", false)
        usesPriorTest = flag("use_prior_test", true)
        keepsBodyUnread = flag("disable_response_handler", false)
        followsRedirects = flag("redirects", false)
        checksCertificate = flag("cert_validate", true)
        usesTLS = values["ssl"].map(\.isTrue)
        timeout = values["timeout"].flatMap { Python.float($0) } ?? 30
    }
}
