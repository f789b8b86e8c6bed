/// Why there is no guideline to judge by.
public struct GuidelineError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name or path that was asked for.
    public let subject: String
    /// The member that is wrong: `capabilities.images-v2-list.tests`; `nil` when it is the whole.
    public let key: String?
    /// Its line, from 1; `nil` when no line is to blame.
    public let line: Int?
    /// What is wrong with it, as the rest of a sentence.
    public let problem: String
    /// Whether it is something else than a guideline, rather than a damaged one.
    public let isForeign: Bool

    init(subject: String, key: String? = nil, line: Int? = nil, problem: String, isForeign: Bool = false) {
        self.subject = subject
        self.key = key.flatMap { $0.isEmpty ? nil : $0 }
        self.line = line
        self.problem = problem
        self.isForeign = isForeign
    }

    /// One sentence: what was asked for, where it is wrong, and how; `2020.06.json:12: capabilities: should be …`.
    public var description: String {
        let place = line.map { "\(subject):\($0)" } ?? subject
        return [place, key, problem].compactMap(\.self).joined(separator: ": ")
    }
}
