import Mustache

/// The templates of one form, which take each other in by name.
///
/// Names in templates begin with a dot throughout: without it, Mustache would take a value that is absent here from
/// whatever stands around it.
struct TemplateSet {
    private let library: MustacheLibrary

    /// How a form keeps text from being taken for something else.
    enum TextEscaping: String {
        case html = "FITS-HTML"
        case markdown = "FITS-MARKDOWN"

        /// Makes the kind known to Mustache; doing so again changes nothing.
        func register() {
            switch self {
            case .html: MustacheContentTypes.register(HTMLEscaping(), named: rawValue)
            case .markdown: MustacheContentTypes.register(MarkdownEscaping(), named: rawValue)
            }
        }
    }

    /// Reads templates.
    ///
    /// - Throws: ``ReportError`` when one is malformed, which the tests exclude.
    init(_ templates: [(name: String, text: String)], escaping: TextEscaping) throws(ReportError) {
        escaping.register()
        var library = MustacheLibrary()
        for (name, text) in templates {
            do {
                let template = try MustacheTemplate(string: "{{% CONTENT_TYPE: \(escaping.rawValue)}}\n" + text)
                library.register(template, named: name)
            } catch {
                throw ReportError("the template '\(name)' of the report is malformed: \(error)")
            }
        }
        self.library = library
    }

    /// The text that a template makes of a view, whose properties it reads by their names.
    func render(_ view: Any, with template: String) throws(ReportError) -> String {
        guard let text = library.render(view, withTemplate: template) else {
            throw ReportError("the report has no template '\(template)'")
        }
        return text
    }
}
