import Conformance

/// The texts that are part of the program, extended by the generated files in `Data`.
enum BuiltInData {
    static let tests: [String] = [
        computeTests, identityTests, imageTests, networkTests, objectStorageTests, volumeTests, orchestrationTests,
        dnsTests,
    ]

    static let guidelines: [String] = [
        guideline202006, scs0128, orchestration202006, dns202006, guideline201811,
    ]
}

/// The format of the built-in texts, which `scripts/generate-guidelines` writes.
///
/// A line is a list of words. Of the tests:
///
///     class .volume.test_extensions.ExtensionsTestJSON           “tempest.api” is left out
///     94607eb0-43a5-47ca-82aa-736b41bd2e2c test_list_extensions  a test of the class
///     = .volume.test_extensions.ExtensionsV2TestJSON.*           another name of it; * is the same class or method
///
/// Of a guideline:
///
///     guideline 2020.06
///     title Interoperability guideline 2020.06
///     status approved
///     schema 2.0
///     approval 2020.06                                           when it was to be approved
///     replaces 2019.11
///     releases stein train ussuri
///     criteria 74 atomic=6 clients=10                            the cutoff score, and what each criterion counts
///     skips tolerated
///     component os_powered_compute
///     programme OpenStack Powered Compute: os_powered_compute
///     programme DNS: os_powered_dns +os_powered_compute@2020.06  the latter from another guideline
///     capability compute-servers-list nova os_powered_compute:required
///     fulfils 019b 2015.07                                       which criteria, and since when it is required
///     a9f03ae1 a9f03ae1!D401@2016-06-13                          its tests; the latter flagged
///
/// The criteria that a capability fulfils are their places among all in alphabetical order, a hexadecimal digit each.
///
/// Lines that are not understood become diagnostics, of which tests see to it that there are none.
enum BuiltInText {
    static func guidelines() -> [Guideline] {
        let tests = BuiltInData.tests.reduce(into: TestNames()) { $0.read($1) }
        return BuiltInData.guidelines.map { text in
            var reading = GuidelineText(tests: tests)
            return reading.read(text)
        }
    }

    fileprivate static func lines(of text: String) -> [Substring] { words(of: text[...], separator: "\n") }

    /// What stands between separators.
    ///
    /// Looks at bytes: the standard library's `split` took most of the time that reading the texts takes.
    fileprivate static func words(of text: Substring, separator: Unicode.Scalar = " ") -> [Substring] {
        let separator = UInt8(ascii: separator)
        let utf8 = text.utf8
        let ranges = utf8.withContiguousStorageIfAvailable { bytes in
            var ranges: [Range<Int>] = []
            var start = 0
            for position in 0...bytes.count where position == bytes.count || bytes[position] == separator {
                if start < position { ranges.append(start..<position) }
                start = position + 1
            }
            return ranges
        }
        return (ranges ?? []).map { range in
            let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
            return text[start..<utf8.index(start, offsetBy: range.count)]
        }
    }
}

/// The built-in tests by the first eight digits of their ids.
private struct TestNames {
    private(set) var tests: [Substring: Guideline.Test] = [:]
    private(set) var diagnostics: [Guideline.Diagnostic] = []

    mutating func read(_ text: String) {
        var className = ""
        var method = ""
        var id: Substring = ""
        for line in BuiltInText.lines(of: text) {
            let words = BuiltInText.words(of: line)
            guard words.count == 2 else {
                diagnostics.append(Guideline.Diagnostic(location: String(line), problem: "not understood"))
                continue
            }
            switch words[0] {
            case "class":
                className = Self.full(words[1])
            case "=":
                let name = Self.full(words[1])
                add(alias: Self.expanded(name, className: className, method: method), to: id.prefix(8))
            default:
                id = words[0]
                method = String(words[1])
                let identity = TestIdentity(name: "\(className).\(method)", id: String(id))
                tests[id.prefix(8)] = Guideline.Test(identity: identity, aliases: [], flag: nil)
            }
        }
    }

    private mutating func add(alias: String, to id: Substring) {
        guard let test = tests[id] else { return }
        tests[id] = Guideline.Test(identity: test.identity, aliases: test.aliases + [alias], flag: nil)
    }

    private static func full(_ name: Substring) -> String {
        name.utf8.first == UInt8(ascii: ".") ? "tempest.api" + name : String(name)
    }

    private static func expanded(_ name: String, className: String, method: String) -> String {
        if name.hasPrefix("*.") { return className + name.dropFirst() }
        if name.hasSuffix(".*") { return name.dropLast() + method }
        return name
    }
}

/// A capability that is being read.
private struct OpenCapability {
    let head: [Substring]
    var tests: [Guideline.Test] = []
    var achievements: [String]?
    var requiredSince: String?
}

/// What is known after some lines of a guideline.
private struct GuidelineText {
    let tests: TestNames
    var id = ""
    var title = ""
    var status: String?
    var schema: String?
    var approval: String?
    var replaces: String?
    var releases: [String] = []
    var cutoff: Int?
    var weights: [String: Int] = [:]
    var toleratesSkips = false
    var components: [String] = []
    var programmes: [Guideline.Programme] = []
    var capabilities: [Guideline.Capability] = []
    var diagnostics: [Guideline.Diagnostic] = []

    init(tests: TestNames) {
        self.tests = tests
        diagnostics = tests.diagnostics
    }

    mutating func read(_ text: String) -> Guideline {
        var open: OpenCapability?
        for line in BuiltInText.lines(of: text) {
            let words = BuiltInText.words(of: line)
            guard let keyword = words.first else { continue }
            let rest = line.dropFirst(keyword.count + 1)
            switch keyword {
            case "guideline": id = String(rest)
            case "title": title = String(rest)
            case "status": status = String(rest)
            case "schema": schema = String(rest)
            case "approval": approval = String(rest)
            case "replaces": replaces = String(rest)
            case "releases": releases = words.dropFirst().map(String.init)
            case "criteria": takeCriteria(words.dropFirst())
            case "skips": toleratesSkips = rest == "tolerated"
            case "component": components.append(String(rest))
            case "programme": takeProgramme(rest)
            case "capability":
                take(open)
                open = OpenCapability(head: words)
            case "fulfils":
                open?.achievements = takeAchievements(words)
                open?.requiredSince = words.count > 2 ? String(words[2]) : nil
            default:
                open?.tests += words.compactMap { test($0) }
            }
        }
        take(open)
        return Guideline(
            id: id,
            title: title,
            status: status,
            details: Guideline.Details(
                schema: schema,
                targetApproval: approval,
                replaces: replaces,
                releases: releases,
                scoring: weights.isEmpty ? nil : Guideline.Scoring(cutoff: cutoff, weights: weights)
            ),
            toleratesSkips: toleratesSkips,
            components: components,
            programmes: programmes,
            capabilities: capabilities,
            diagnostics: diagnostics
        )
    }

    private mutating func takeCriteria(_ words: ArraySlice<Substring>) {
        for word in words {
            let parts = BuiltInText.words(of: word, separator: "=")
            guard let number = Int(parts[parts.count - 1]), parts.count < 3 else {
                note(word)
                continue
            }
            if parts.count == 1 { cutoff = number } else { weights[String(parts[0])] = number }
        }
    }

    private mutating func takeProgramme(_ text: Substring) {
        let parts = BuiltInText.words(of: text, separator: ":")
        guard parts.count == 2 else { return note(text) }
        let words = BuiltInText.words(of: parts[1])
        let presumed = words.filter { $0.hasPrefix("+") }.map { word in
            let reference = BuiltInText.words(of: word.dropFirst(), separator: "@")
            return Guideline.ComponentReference(
                component: String(reference[0]),
                guideline: reference.count > 1 ? String(reference[1]) : nil
            )
        }
        programmes.append(
            Guideline.Programme(
                name: String(parts[0]),
                components: words.filter { !$0.hasPrefix("+") }.map(String.init),
                presumed: presumed
            )
        )
    }

    private mutating func takeAchievements(_ words: [Substring]) -> [String]? {
        guard words.count > 1, words[1] != "-" else { return words.count > 1 ? [] : nil }
        let criteria = weights.keys.sorted()
        let places = words[1].compactMap(\.hexDigitValue).filter(criteria.indices.contains)
        if places.count < words[1].count { note(words[1]) }
        return places.map { criteria[$0] }
    }

    private mutating func take(_ open: OpenCapability?) {
        guard let open else { return }
        let head = open.head
        guard head.count >= 3 else { return note(head.joined(separator: " ")) }
        var statuses: [String: Guideline.Status] = [:]
        for word in head[3...] {
            let parts = BuiltInText.words(of: word, separator: ":")
            guard parts.count == 2, let status = Guideline.Status(rawValue: String(parts[1])) else {
                note(word)
                continue
            }
            statuses[String(parts[0])] = status
        }
        capabilities.append(
            Guideline.Capability(
                name: String(head[1]),
                project: String(head[2]),
                description: nil,
                statuses: statuses,
                tests: open.tests.sorted { $0.identity < $1.identity },
                achievements: open.achievements,
                requiredSince: open.requiredSince
            )
        )
    }

    private mutating func test(_ reference: Substring) -> Guideline.Test? {
        let parts = BuiltInText.words(of: reference, separator: "!")
        guard let test = tests.tests[parts[0]] else {
            note(reference)
            return nil
        }
        guard parts.count > 1 else { return test }
        let code = parts[1].prefix { $0 != "@" }
        let date = parts[1].dropFirst(code.count + 1)
        let flag = Guideline.Flag(
            code: code.isEmpty ? nil : String(code),
            date: date.isEmpty ? nil : String(date),
            reason: nil,
            action: nil
        )
        return Guideline.Test(identity: test.identity, aliases: test.aliases, flag: flag)
    }

    private mutating func note(_ text: some StringProtocol) {
        diagnostics.append(Guideline.Diagnostic(location: String(text), problem: "not understood"))
    }
}
