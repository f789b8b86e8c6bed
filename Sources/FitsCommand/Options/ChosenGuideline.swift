import Conformance
import Foundation
import Gabbi
import Guidelines
import OpenStack

/// A guideline that was named on the command line, and those it refers to.
struct ChosenGuideline {
    let guideline: Guideline
    private let catalog: GuidelineCatalog

    /// Finds a built-in guideline, or reads a file; of Gabbi files what they say of themselves.
    init(_ name: String) throws(GuidelineError) {
        if GabbiSuite.isPath(name) {
            // Which service the tests are of does not matter for what they are called.
            let gabbi = GabbiSuite(reading: [name], service: ServiceType("any"), environment: [:])
            let title = URL(filePath: name).lastPathComponent
            guideline = try Guideline(named: title, requiring: gabbi.capabilities)
            catalog = .builtIn
            return
        }
        guideline = try GuidelineCatalog.builtIn.named(name)
        let isFile = FileManager.default.fileExists(atPath: name)
        catalog = isFile ? .builtIn.including(presumedBy: guideline, at: name) : .builtIn
    }

    /// What the guideline says of results, with the components it takes from other guidelines.
    func verdict(on results: [TestResult]) -> Verdict { guideline.verdict(on: results, presuming: catalog) }
}
