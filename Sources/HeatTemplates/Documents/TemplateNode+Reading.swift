extension TemplateNode {
    /// Reads a document that lies beside templates, with the same limits on what a hostile one can cost.
    ///
    /// - Parameters:
    ///   - text: the document, YAML or JSON.
    ///   - file: what it is called in diagnostics.
    /// - Returns: the root, or `nil` when the document cannot be read, and everything that was found on the way.
    public static func parse(_ text: String, file: String) -> (root: TemplateNode?, diagnostics: [Diagnostic]) {
        DocumentReader.read(text, file: file)
    }
}
