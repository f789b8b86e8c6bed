import Conformance
import Foundation
import Guidelines

/// A guideline that was named on the command line, and those it refers to.
struct ChosenGuideline {
    let guideline: Guideline
    private let catalog: GuidelineCatalog

    /// Finds a built-in guideline, or reads a file.
    init(_ name: String) throws(GuidelineError) {
        guideline = try GuidelineCatalog.builtIn.named(name)
        let isFile = FileManager.default.fileExists(atPath: name)
        catalog = isFile ? .builtIn.including(presumedBy: guideline, at: name) : .builtIn
    }

    /// What the guideline says of results, with the components it takes from other guidelines.
    func verdict(on results: [TestResult]) -> Verdict { guideline.verdict(on: results, presuming: catalog) }
}
