import Foundation
import Yams

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
        var reader = WaiverReader()
        do {
            let root = try Yams.compose(yaml: text)
            waivers = reader.waivers(in: root)
        } catch {
            throw WaiverFileError(path: path, problems: [Self.problem(error)])
        }
        guard reader.problems.isEmpty else { throw WaiverFileError(path: path, problems: reader.problems) }
    }

    private static func problem(_ error: any Error) -> WaiverFileError.Problem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            WaiverFileError.Problem(line: mark.line, text: "no valid YAML: \(problem)")
        case .duplicatedKeysInMapping(_, let context):
            WaiverFileError.Problem(line: context.mark.line, text: "a key is written twice in one map")
        default:
            WaiverFileError.Problem(line: 1, text: "no valid YAML")
        }
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

    mutating func waivers(in root: Node?) -> [Waiver] {
        guard let root else { return [] }
        guard let map = root.mapping, let list = map["waivers"] else {
            fail(root, "a file with waivers has the key 'waivers', with a list")
            return []
        }
        for (key, _) in map where key.string != "waivers" { fail(key, "unknown key '\(key.string ?? "")'") }
        // A file from which the last waiver was taken.
        if let scalar = list.scalar, ["", "~", "null"].contains(scalar.string) { return [] }
        guard let items = list.sequence else {
            fail(list, "'waivers' is a list")
            return []
        }
        return items.compactMap { waiver(in: $0) }
    }

    private mutating func waiver(in node: Node) -> Waiver? {
        guard let map = node.mapping else {
            fail(node, "a waiver has the keys test or pattern, reason and expires")
            return nil
        }
        let before = problems.count
        var texts: [String: String] = [:]
        for (key, value) in map {
            guard let name = key.string, Self.keys.contains(name) else {
                fail(key, "unknown key '\(key.string ?? "")'; there are test, pattern, cloud, reason, expires")
                continue
            }
            let text = value.scalar?.string.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            if text.isEmpty { fail(value, "'\(name)' has no text") }
            texts[name] = text
        }
        for name in ["reason", "expires"] where texts[name] == nil { fail(node, "a waiver without '\(name)'") }
        let subject = self.subject(texts, at: node)
        if let expires = texts["expires"], !expires.isEmpty, !Self.isDay(expires) {
            fail(map["expires"] ?? node, "'\(expires)' is no day; write it as 2026-12-31")
        }
        guard problems.count == before, let subject, let reason = texts["reason"], let expires = texts["expires"]
        else { return nil }
        return Waiver(subject: subject, cloud: texts["cloud"], reason: reason, expires: expires, line: line(of: node))
    }

    private mutating func subject(_ texts: [String: String], at node: Node) -> Waiver.Subject? {
        switch (texts["test"], texts["pattern"]) {
        case (let test?, nil): return .test(test)
        case (nil, let pattern?):
            if (try? Regex(pattern)) == nil { fail(node, "'\(pattern)' is not a regular expression") }
            return .pattern(pattern)
        default:
            fail(node, "a waiver has either 'test' or 'pattern'")
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

    private mutating func fail(_ node: Node, _ text: String) {
        problems.append(WaiverFileError.Problem(line: line(of: node), text: text))
    }

    private func line(of node: Node) -> Int { node.mark?.line ?? 1 }
}
