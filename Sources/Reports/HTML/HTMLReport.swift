import Mustache

/// A run as one HTML file that needs nothing but itself.
struct HTMLReport {
    let report: Report

    init(_ report: Report) { self.report = report }

    func text() throws -> String {
        let library = try Self.library()
        return library.render(PageView(report), withTemplate: "page") ?? ""
    }

    /// The templates by name; each can take in the others.
    private static func library() throws -> MustacheLibrary {
        HTMLEscaping.register()
        let templates = try Templates.all.map { name, text in
            do {
                return (name, try MustacheTemplate(string: HTMLEscaping.pragma + text))
            } catch {
                throw HTMLTemplateError(template: name, problem: "\(error)")
            }
        }
        return MustacheLibrary(templates: Dictionary(uniqueKeysWithValues: templates))
    }
}

/// A template of the HTML form that cannot be read.
public struct HTMLTemplateError: Error, Sendable, CustomStringConvertible {
    /// The template's name.
    public let template: String
    /// What is wrong with it.
    public let problem: String

    /// One sentence: which template, and what is wrong.
    public var description: String { "the template '\(template)' of the HTML report is malformed: \(problem)" }
}

/// The templates of the HTML form, a file each.
///
/// Names in templates begin with a dot throughout: without it, Mustache would take a value that is absent here from
/// whatever stands around it.
enum Templates {
    static var all: [(name: String, text: String)] {
        [
            ("page", page), ("verdicts", verdicts), ("outcomes", outcomes), ("failure", failure),
            ("exchange", exchange), ("message", message), ("reasons", reasons), ("map", map), ("timeline", timeline),
            ("surroundings", surroundings), ("tests", tests),
        ]
    }
}
