/// A form a report can take.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    /// One JSON object, for programs: `fits-run-1`.
    case json
    /// JUnit XML, for continuous integration.
    case junit
    /// One HTML file that needs nothing but itself, for people.
    case html

    /// The usual end of a file's name, without the dot.
    public var fileExtension: String {
        switch self {
        case .json: "json"
        case .junit: "xml"
        case .html: "html"
        }
    }
}
