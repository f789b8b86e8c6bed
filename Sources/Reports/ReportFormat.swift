/// A form a report can take.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    /// One HTML file that needs nothing but itself, for people.
    case html
    /// Markdown, for a comment on a merge request.
    case markdown
    /// One JSON object, for programs: `fits-run-1`.
    case json
    /// JUnit XML, for continuous integration.
    case junit
    /// A subunit stream, version 2, for stestr and its kin; not text.
    case subunit
    /// What refstack-client uploads: the tests that passed.
    case refstack
    /// Every exchange as an HTTP archive 1.2, for browsers' tools.
    case har

    /// The usual end of a file's name, without the dot.
    public var fileExtension: String {
        switch self {
        case .html: "html"
        case .markdown: "md"
        case .json: "json"
        case .junit: "xml"
        case .subunit: "subunit"
        case .refstack: "refstack.json"
        case .har: "har"
        }
    }

    /// Whether the form is text, which a terminal can show.
    public var isText: Bool { self != .subunit }
}
