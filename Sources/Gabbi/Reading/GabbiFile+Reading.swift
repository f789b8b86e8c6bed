import Foundation
import PythonSemantics

extension GabbiFile {
    private static let keys = ["defaults", "fixtures", "fits", "tests"]

    /// Reads a file; what is wrong with it is told.
    ///
    /// - Parameters:
    ///   - bytes: what the file holds.
    ///   - path: the file's path.
    ///   - diagnostics: where to tell.
    /// - Returns: `nil` when there are errors.
    static func read(_ bytes: [UInt8], path: String, diagnostics: inout GabbiDiagnostics) -> GabbiFile? {
        guard let tree = YAMLTree.read(bytes, diagnostics: &diagnostics) else { return nil }
        guard let entries = tree.entries else {
            diagnostics.error(
                "the file holds \(tree.kind); a Gabbi file is a map with the key \"tests\"",
                at: tree.mark
            )
            return nil
        }
        for entry in entries where !keys.contains(entry.key) {
            guard let meant = ClosestName.of(entry.key, among: keys) else { continue }
            diagnostics.warn("the key \"\(entry.key)\" has no meaning; \"\(meant)\" has", at: entry.mark)
        }
        guard let tests = tree["tests"] else {
            diagnostics.error("the key \"tests\" is missing", at: tree.mark)
            return nil
        }
        guard let elements = tests.elements else {
            diagnostics.error("\"tests\" holds \(tests.kind); it takes a list", at: tests.mark)
            return nil
        }
        var reader = StepReader(defaults: tree["defaults"], diagnostics: diagnostics)
        let steps = elements.enumerated().compactMap { reader.step($0.element, at: $0.offset) }
        diagnostics = reader.diagnostics
        let fixtures = fixtures(tree["fixtures"], &diagnostics)
        let header = tree["fits"].map {
            PackHeader($0, testNames: steps.map(\.name), diagnostics: &diagnostics)
        }
        guard !diagnostics.hasErrors else { return nil }
        let url = URL(filePath: path).absoluteURL.standardizedFileURL
        return GabbiFile(
            path: path,
            name: url.deletingPathExtension().lastPathComponent,
            folder: url.deletingLastPathComponent().path,
            fixtures: fixtures,
            steps: steps,
            header: header ?? PackHeader()
        )
    }

    private static func fixtures(_ tree: YAMLTree?, _ diagnostics: inout GabbiDiagnostics) -> [String] {
        guard let tree, !tree.value.isNull else { return [] }
        guard let elements = tree.elements else {
            diagnostics.error("\"fixtures\" holds \(tree.kind); it takes a list of names", at: tree.mark)
            return []
        }
        return elements.compactMap { element in
            guard case .scalar(.string(let name)) = element.content else {
                diagnostics.error("a fixture is \(element.kind); it takes a name", at: element.mark)
                return nil
            }
            return name
        }
    }
}

extension GabbiValue {
    fileprivate var isNull: Bool { if case .null = self { true } else { false } }
}
