import Foundation
import PythonSemantics

/// A file with waivers, read.
///
///     waivers:
///       - test: tempest.api.image.v2.test_images.BasicOperationsImagesTest.test_delete_image
///         reason: the fix waits for the next maintenance window
///         expires: 2026-12-31
///       - pattern: test_volume_.*_attach
///         cloud: staging
///         reason: staging has no second volume back end
///         expires: 2026-12-31
///
/// `test` is a name or an idempotent id, `pattern` a regular expression as `fits run` takes them; one of both. `cloud`
/// may be absent. The day in `expires` is the last one.
public struct WaiverFile: Sendable, Hashable {
    /// The waivers, in the file's order.
    public let waivers: [Waiver]

    /// Reads a file's text.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - path: what errors call the file.
    /// - Throws: ``WaiverFileError`` with everything that is wrong.
    public init(reading text: String, path: String) throws(WaiverFileError) {
        let (root, problems) = YAMLReader.read(Array(text.utf8), valueLimit: 100_000, depthLimit: 100) { scalar, _ in
            scalar.text
        }
        var reader = WaiverReader(problems)
        waivers = reader.waivers(in: root)
        guard reader.problems.isEmpty else { throw WaiverFileError(path: path, problems: reader.problems) }
    }
}

/// A file with waivers that cannot be used.
public struct WaiverFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Something that is wrong.
    public struct Problem: Sendable, Hashable {
        /// Where, from 1.
        public let line: Int
        /// What, as a phrase.
        public let text: String
    }

    /// The file.
    public let path: String
    /// Everything that is wrong, in the file's order.
    public let problems: [Problem]

    /// A line for each problem: file, line, and what is wrong.
    public var description: String {
        problems.map { "\(path):\($0.line): \($0.text)" }.joined(separator: "\n")
    }
}

/// Takes waivers from YAML and remembers what is wrong with them.
private struct WaiverReader {
    private(set) var problems: [WaiverFileError.Problem] = []
    private static let keys: Set<String> = ["test", "pattern", "cloud", "reason", "expires"]

    init(_ problems: [YAMLProblem]) {
        self.problems = problems.map { problem in
            WaiverFileError.Problem(
                line: problem.mark?.line ?? 1,
                text: "\(problem.message); \(problem.advice)"
            )
        }
    }

    mutating func waivers(in root: YAMLNode<String>?) -> [Waiver] {
        guard let root else { return [] }
        guard let entries = root.entries, let list = root["waivers"] else {
            fail(root.mark, "a file with waivers has the key 'waivers', with a list")
            return []
        }
        for entry in entries where entry.key != "waivers" { fail(entry.mark, "unknown key '\(entry.key)'") }
        // A file from which the last waiver was taken.
        if let text = list.scalar, ["", "~", "null"].contains(text) { return [] }
        guard let items = list.elements else {
            fail(list.mark, "'waivers' is a list")
            return []
        }
        return items.compactMap { waiver(in: $0) }
    }

    private mutating func waiver(in node: YAMLNode<String>) -> Waiver? {
        guard let entries = node.entries else {
            fail(node.mark, "a waiver has the keys test or pattern, reason and expires")
            return nil
        }
        let before = problems.count
        var texts: [String: String] = [:]
        for entry in entries {
            guard Self.keys.contains(entry.key) else {
                fail(entry.mark, "unknown key '\(entry.key)'; there are test, pattern, cloud, reason, expires")
                continue
            }
            let text = entry.value.scalar?.trimmed ?? ""
            if text.isEmpty { fail(entry.value.mark, "'\(entry.key)' has no text") }
            texts[entry.key] = text
        }
        for name in ["reason", "expires"] where texts[name] == nil { fail(node.mark, "a waiver without '\(name)'") }
        let subject = self.subject(texts, at: node.mark)
        if let expires = texts["expires"], !expires.isEmpty, !Self.isDay(expires) {
            fail(node["expires"]?.mark ?? node.mark, "'\(expires)' is no day; write it as 2026-12-31")
        }
        guard problems.count == before, let subject, let reason = texts["reason"], let expires = texts["expires"]
        else { return nil }
        return Waiver(subject: subject, cloud: texts["cloud"], reason: reason, expires: expires, line: node.mark.line)
    }

    private mutating func subject(_ texts: [String: String], at mark: SourceMark) -> Waiver.Subject? {
        switch (texts["test"], texts["pattern"]) {
        case (let test?, nil): return .test(test)
        case (nil, let pattern?):
            if (try? Regex(pattern)) == nil { fail(mark, "'\(pattern)' is not a regular expression") }
            return .pattern(pattern)
        default:
            fail(mark, "a waiver has either 'test' or 'pattern'")
            return nil
        }
    }

    private static func isDay(_ text: String) -> Bool {
        let style = Date.ISO8601FormatStyle().year().month().day()
        guard text.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil, let day = try? Date(text, strategy: style) else {
            return false
        }
        // The 31st of June is read as the 1st of July.
        return day.formatted(style) == text
    }

    private mutating func fail(_ mark: SourceMark, _ text: String) {
        problems.append(WaiverFileError.Problem(line: mark.line, text: text))
    }
}
